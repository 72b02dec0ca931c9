package io.github.goloom.chan;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose full buffer drops a value, so that a send never waits. The subclasses decide which value that is. The
 * class stands beside {@link BufferedChan}, whose receives also refill the ring from waiting senders; here
 * {@link #senders} is always empty (decision 16).
 *
 * <p><b>Invariant.</b> Whenever the lock is free, the number of values sent is the number of those received, plus
 * {@link #dropped}, plus {@link #count}.
 *
 * <p><b>Linearization points.</b> A send takes effect at the claim of a receiver, or at its one write of {@link #count}
 * or {@link #dropped}. The write comes before the plain writes to the ring, which no thread reads without the lock, except
 * that to a slot that is not yet counted.
 */
abstract sealed class LossyChan<T> extends SendableChan<T> permits SlidingChan, DroppingChan {
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, LossyChan.class, int.class);
    private static final VarHandle DROPPED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "dropped", VarHandle.class, LossyChan.class, long.class);

    /** The largest capacity at which waiting receivers may spin, as in a {@link BufferedChan}. */
    private static final int FEW = 4;

    /** Guarded by the lock. Unused slots are null. */
    final @Nullable Object[] ring;

    /** The slot of the oldest value. Guarded by the lock. */
    int head;

    /** The number of values in the ring. Written under the lock in release mode, read without it in acquire mode. */
    private int count;

    /** The number of values dropped so far. Written and read as {@link #count} is. */
    private long dropped;

    LossyChan(int capacity, @Nullable String name) {
        super(name);
        ring = new Object[capacity];
        if (capacity <= FEW) {
            letSpin();
        }
    }

    /** Drops a value of the full ring, or the one that is sent; under the lock. Calls {@link #countDropped} first. */
    abstract void enqueueFull(Object value);

    @Override
    final boolean mayReceive() {
        return size0() > 0 || closed;
    }

    @Override
    final boolean maySend() {
        return true;
    }

    private int size0() {
        return (int) COUNT.getAcquire(this);
    }

    private void setCount(int n) {
        COUNT.setRelease(this, n);
    }

    final void countDropped() {
        DROPPED.setRelease(this, dropped + 1);
    }

    @Override
    @Nullable
    final Object poll() {
        if (count == 0) {
            return closed ? null : Refusal.NOT_READY;
        }
        setCount(count - 1);
        return removeFirst();
    }

    private @Nullable Object removeFirst() {
        Object value = ring[head];
        ring[head] = null;
        head = slot(1);
        return value;
    }

    @Override
    final boolean enqueue(Object value) {
        if (count < ring.length) {
            ring[slot(count)] = value;
            setCount(count + 1);
        } else {
            enqueueFull(value);
        }
        return true;
    }

    @Override
    final int available(int most) {
        return Math.min(count, most);
    }

    @Override
    final int pollInto(@Nullable Object[] values, int from) {
        int taken = available(values.length - from);
        setCount(count - taken);
        for (int i = 0; i < taken; i++) {
            values[from + i] = removeFirst();
        }
        return taken;
    }

    /** {@return the index of the slot {@code n} places after the head} */
    final int slot(int n) {
        int slot = head + n;
        return slot < ring.length ? slot : slot - ring.length;
    }

    @Override
    public final int size() {
        observe();
        return size0();
    }

    @Override
    public final int capacity() {
        return ring.length;
    }

    @Override
    public final long dropped() {
        observe();
        return (long) DROPPED.getAcquire(this);
    }

    @Override
    protected final void describe(StringBuilder text) {
        if (dropped > 0) {
            text.append(", ").append(dropped).append(" dropped");
        }
        super.describe(text);
    }
}
