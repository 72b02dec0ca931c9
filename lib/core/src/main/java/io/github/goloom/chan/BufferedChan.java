package io.github.goloom.chan;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a ring of exactly {@code capacity} slots. A critical section writes {@link #count} once, so that reads
 * without the lock see no intermediate state.
 */
final class BufferedChan<T> extends SendableChan<T> {
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, BufferedChan.class, int.class);

    /**
     * The largest capacity at which waiters may spin. With a larger one, many values are transferred per park (decision
     * 3).
     */
    private static final int FEW = 4;

    /** Guarded by the lock. Unused slots are null. */
    private final @Nullable Object[] ring;

    /** The slot of the oldest value. Guarded by the lock. */
    private int head;

    /**
     * The number of values. Written under the lock in release mode, and read without it in acquire mode, so that the
     * read of {@code closed} that follows is not older.
     */
    private int count;

    BufferedChan(int capacity, @Nullable String name) {
        super(name);
        ring = new Object[capacity];
        if (capacity <= FEW) {
            letSpin();
        }
    }

    @Override
    boolean mayReceive() {
        return size0() > 0 || closed;
    }

    @Override
    boolean maySend() {
        return size0() < ring.length || closed;
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
        if (count == 0) {
            return closed ? null : Refusal.NOT_READY;
        }
        int slot = head;
        int nextHead = slot(1);
        Object value = ring[slot];
        Object next = takeFrom(senders); // if a sender waits, the ring is full, and the freed slot becomes its tail
        if (next == null) {
            setCount(count - 1);
        }
        ring[slot] = next;
        head = nextHead;
        return value;
    }

    @Override
    boolean enqueue(Object value) {
        if (count == ring.length) {
            return false;
        }
        ring[slot(count)] = value;
        setCount(count + 1);
        return true;
    }

    @Override
    int available(int most) {
        return count >= most ? most : count + senders.count(most - count);
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        int left = count;
        int to = from;
        for (; to < values.length && left > 0; to++, left--) {
            values[to] = ring[head];
            ring[head] = null;
            head = slot(1);
        }
        while (to < values.length && (values[to] = takeFrom(senders)) != null) {
            to++;
        }
        for (Object next; left < ring.length && (next = takeFrom(senders)) != null; left++) {
            ring[slot(left)] = next;
        }
        setCount(left);
        return to - from;
    }

    /** {@return the index of the slot {@code n} places after the head} */
    private int slot(int n) {
        int slot = head + n;
        return slot < ring.length ? slot : slot - ring.length;
    }

    @Override
    public int size() {
        observe();
        return size0();
    }

    @Override
    public int capacity() {
        return ring.length;
    }
}
