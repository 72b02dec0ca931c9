package io.github.goloom.chan;

import io.github.goloom.park.Follower;
import io.github.goloom.park.InflowControl;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A channel that a publisher fills on demand, and on which nobody else sends. It has a ring of {@code capacity} places.
 * A place is empty, demanded or filled: {@link #empty} + {@link #demanded} + {@link #count} is the capacity. So each
 * value that was demanded finds a place, and {@link #offer} never waits.
 *
 * <p><b>Renewal.</b> A receive makes a place empty. Once half of the places are empty, the operation that made it so
 * claims {@link #renewal}, which is therefore called by the same thread after it has freed the lock, and there demands
 * values from the publisher. Since that is foreign code, it must not run under the lock. The flag {@link #renewing} is
 * true from the claim to the next {@link #demand()}, so the renewal is in one list of claimed nodes at a time; places
 * that become empty meanwhile are part of that demand. If a renewal fails, for instance for lack of stack, the next
 * operation that looks for a value claims it again.
 */
final class InflowChan<T> extends AbstractChan<T> implements InflowControl {
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, InflowChan.class, int.class);
    private static final @Nullable Object[] DROPPED = {};

    private final int capacity;
    private final Renewal renewal;

    /** Contains the renewal while it is being claimed. Guarded by the lock. */
    private final WaitQueue renewals = new WaitQueue();

    /** Guarded by the lock. */
    private @Nullable Object[] ring;

    /** The slot of the oldest value. Guarded by the lock. */
    private int head;

    /** The number of values, as in {@link BufferedChan}. */
    private int count;

    /** Guarded by the lock. */
    private int empty;

    /** Guarded by the lock. */
    private int demanded;

    /** Guarded by the lock, except after a failure. */
    private boolean renewing;

    InflowChan(int capacity, Runnable renew) {
        super(null);
        SendableChan.checkCapacity(capacity, 1);
        this.capacity = capacity;
        renewal = new Renewal(renew);
        ring = new Object[capacity];
        empty = capacity;
    }

    /** Calls the subscriber, which demands values. */
    private final class Renewal extends Follower {
        private final Runnable renew;

        Renewal(Runnable renew) {
            this.renew = renew;
        }

        @Override
        protected boolean mayWait() {
            return true;
        }

        @Override
        protected @Nullable Node onEnd() {
            try {
                renew.run();
            } catch (Throwable e) { // must not take the value from the receiver whose thread this is
                renewing = false;
            }
            return null;
        }
    }

    private void renewIfHalfIsEmpty() {
        if (empty >= capacity - capacity / 2 && !renewing && !closed) {
            renewing = true;
            renewals.add(renewal);
            claimAll(renewals);
        }
    }

    @Override
    public int demand() {
        lock();
        try {
            renewing = false;
            int more = closed ? 0 : empty;
            empty -= more;
            demanded += more;
            return more;
        } finally {
            unlock();
        }
    }

    @Override
    public boolean offer(Object value) {
        lock();
        try {
            if (closed) {
                return true;
            } else if (demanded == 0) {
                return false;
            }
            demanded--;
            if (giveTo(receivers, value)) {
                empty++;
                renewIfHalfIsEmpty();
            } else {
                ring[slot(count)] = value;
                setCount(count + 1);
            }
            return true;
        } finally {
            unlock();
        }
    }

    @Override
    public void end(boolean drop) {
        lock();
        try {
            closed = true;
            if (drop) {
                ring = DROPPED;
                setCount(0);
            }
            claimAll(receivers);
        } finally {
            unlock();
        }
    }

    @Override
    boolean mayReceive() {
        return size0() > 0 || closed;
    }

    private int size0() {
        return (int) COUNT.getAcquire(this);
    }

    private void setCount(int n) {
        COUNT.setRelease(this, n);
    }

    @Override
    @Nullable
    Object poll() {
        Object value = closed ? null : Refusal.NOT_READY;
        if (count > 0) {
            value = ring[head];
            remove();
            setCount(count - 1);
        }
        renewIfHalfIsEmpty();
        return value;
    }

    /** Makes the place of the oldest value empty. */
    private void remove() {
        ring[head] = null;
        head = slot(1);
        empty++;
    }

    @Override
    int available(int most) {
        return Math.min(count, most);
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        int taken = Math.min(count, values.length - from);
        for (int i = 0; i < taken; i++) {
            values[from + i] = ring[head];
            remove();
        }
        setCount(count - taken);
        renewIfHalfIsEmpty();
        return taken;
    }

    /** {@return the index of the slot {@code n} places after the head} */
    private int slot(int n) {
        int slot = head + n;
        return slot < capacity ? slot : slot - capacity;
    }

    @Override
    public int size() {
        observe();
        return size0();
    }

    @Override
    public int capacity() {
        return capacity;
    }
}
