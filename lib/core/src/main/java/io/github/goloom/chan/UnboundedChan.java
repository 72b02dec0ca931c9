package io.github.goloom.chan;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose buffer is a list of chunks, and grows with each value that no receiver takes. A send never waits, so
 * {@link #senders} is always empty.
 *
 * <p><b>Invariants</b>, whenever the lock is free. The values are in the slots from {@link #head} of the first chunk to
 * before {@link #tail} of the last; all other slots are null. Every chunk has a value, except the only chunk of an empty
 * channel. In an empty channel {@code head} and {@code tail} are 0, so that a channel from which values are taken as
 * fast as they come reuses one chunk and allocates nothing.
 *
 * <p><b>Memory.</b> A send whose value needs a new chunk allocates it under the lock: without the lock it cannot know
 * whether it needs one, nor can a select for each of its cases. The allocation comes after the attempt to hand the value
 * over, which failed, and before any change. So an {@code OutOfMemoryError} leaves the channel as it was, no waiter has
 * been claimed, and the callers free the lock in a {@code finally}.
 *
 * <p><b>Linearization points.</b> A send or a receive takes effect at a claim or at its one write of {@link #count}. The
 * write comes before the plain writes to the chunks, which no thread reads without the lock, except that to a slot that
 * is not yet counted.
 */
final class UnboundedChan<T> extends SendableChan<T> {
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, UnboundedChan.class, long.class);

    /** The number of slots of a chunk. */
    static final int CHUNK = 64;

    /** A part of the buffer. Guarded by the lock of the channel. */
    private static final class Chunk {
        final @Nullable Object[] slots = new Object[CHUNK];

        @Nullable
        Chunk next;
    }

    /** The chunk of the oldest value. Guarded by the lock. */
    private Chunk first = new Chunk();

    /** The slot of the oldest value. Guarded by the lock. */
    private int head;

    /** The chunk of the newest value. Guarded by the lock. */
    private Chunk last = first;

    /** The slot after that of the newest value. Guarded by the lock. */
    private int tail;

    /** The number of values. Written under the lock in release mode, and read without it in acquire mode. */
    private long count;

    UnboundedChan(@Nullable String name) {
        super(name);
    }

    @Override
    boolean mayReceive() {
        return size0() > 0 || closed;
    }

    @Override
    boolean maySend() {
        return true;
    }

    private long size0() {
        return (long) COUNT.getAcquire(this);
    }

    private void setCount(long n) {
        COUNT.setRelease(this, n);
    }

    @Override
    @Nullable
    Object poll() {
        if (count == 0) {
            return closed ? null : Refusal.NOT_READY;
        }
        setCount(count - 1);
        return removeFirst();
    }

    /** Removes the oldest value, and its chunk if that is used up and not the only one; begins anew with an only one. */
    private @Nullable Object removeFirst() {
        @Nullable Object[] slots = first.slots;
        Object value = slots[head];
        slots[head] = null;
        head++;
        Chunk next = first.next;
        if (next == null && head == tail) {
            head = 0;
            tail = 0;
        } else if (next != null && head == CHUNK) {
            first.next = null; // so that a dead chunk in an old region keeps no younger one
            first = next;
            head = 0;
        }
        return value;
    }

    @Override
    boolean enqueue(Object value) {
        if (tail == CHUNK) {
            Chunk more = new Chunk();
            more.slots[0] = value;
            setCount(count + 1);
            last.next = more;
            last = more;
            tail = 1;
        } else {
            last.slots[tail] = value;
            setCount(count + 1);
            tail++;
        }
        return true;
    }

    @Override
    int available(int most) {
        return (int) Math.min(count, most);
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        int taken = available(values.length - from);
        setCount(count - taken);
        for (int i = 0; i < taken; i++) {
            values[from + i] = removeFirst();
        }
        return taken;
    }

    @Override
    public int size() {
        observe();
        return (int) Math.min(size0(), Integer.MAX_VALUE);
    }

    @Override
    public int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    String extent() {
        return ", " + size();
    }
}
