package io.github.goloom.chan;

import io.github.goloom.park.Blocker;
import io.github.goloom.park.Clock;
import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Names;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of every channel. Channels on which only the library sends have no other half.
 *
 * <p><b>Protocol.</b> An operation first looks at the channel without the lock ({@link #mayReceive}). If there may be
 * something to receive, it takes the lock and tries ({@link #poll}). If that fails and the operation may wait, it makes
 * its waiter, takes the lock, tries again, and joins {@link #receivers} in the same critical section. The waiter is
 * made before the lock is taken, so that running out of memory changes nothing.
 *
 * <p><b>Invariants</b>, whenever the lock is free, and not counting waiters that have withdrawn: receivers wait only if
 * the buffer is empty, and senders only if it is full. Both wait at the same time only if they are cases of one select.
 * Nothing waits on a closed channel.
 *
 * <p><b>Linearization points.</b> An operation that communicates or closes takes effect at the claim, or at the change
 * of the buffer, under the lock. A try-operation that fails without the lock takes effect at the read that found the
 * channel empty (or full). A later read found the channel open; it was open at the earlier read, too, because a closed
 * channel stays closed. A wait that ends early takes effect at the withdrawal of its waiter.
 *
 * <p>The class follows Go's {@code runtime/chan.go}.
 */
abstract sealed class AbstractChan<T> extends Guarded implements ReceiveChan<T>, DoneSignal, Blocker
        permits SendableChan, DoneChan, InflowChan, TimerChan {
    private static final AtomicLong IDS = new AtomicLong();

    /** Unique. A select takes the locks of its channels in the order of their ids. */
    final long id = IDS.incrementAndGet();

    final WaitQueue receivers = new WaitQueue();

    /** Guarded by the lock; read without it after {@link #observe()}. */
    boolean closed;

    private final @Nullable String name;

    AbstractChan(@Nullable String name) {
        this.name = name;
        if (name != null) {
            Names.add(this);
        }
    }

    @Override
    public final @Nullable String name() {
        return name;
    }

    /**
     * {@return whether there is a value, or the end, to receive} May be called without the lock. After
     * {@link #observe()}, false is exact at one instant since then. True is a hint, even under the lock: {@link #poll}
     * may still return {@link Refusal#NOT_READY}, since the sender found may have withdrawn, or a timer's value may
     * belong to an earlier receiver.
     */
    abstract boolean mayReceive();

    /**
     * Receives; under the lock.
     *
     * @return the value, null if the channel is closed and drained, or {@link Refusal#NOT_READY}
     */
    abstract @Nullable Object poll();

    /**
     * {@return the number of values available, at most {@code most}} Senders that have withdrawn are counted. Called
     * under the lock.
     */
    abstract int available(int most);

    /**
     * Receives values into the array, from an index to its end; under the lock. {@return the number of values received}
     */
    abstract int pollInto(@Nullable Object[] values, int from);

    @Override
    public final @Nullable T receive() throws InterruptedException {
        return element(receive(Clock.FOREVER, null));
    }

    @Override
    public final @Nullable T receive(Cancellation until) throws InterruptedException {
        return element(receive(Clock.FOREVER, Objects.requireNonNull(until, "until")));
    }

    @Override
    public final Received<T> tryReceive(Duration timeout) throws InterruptedException {
        return received(receive(Clock.nanos(Objects.requireNonNull(timeout, "timeout")), null));
    }

    @Override
    public final Received<T> tryReceive() {
        return received(attemptExactly());
    }

    @Override
    public final List<T> receiveUpTo(int max) throws InterruptedException {
        checkMax(max);
        return batch(max, null);
    }

    @Override
    public final List<T> receiveUpTo(int max, Cancellation until) throws InterruptedException {
        checkMax(max);
        return batch(max, Objects.requireNonNull(until, "until"));
    }

    private List<T> batch(int max, @Nullable Cancellation until) throws InterruptedException {
        Waits.enter(until);
        Batch<T> batch = new Batch<>(Math.min(max, 16));
        if (!fill(batch, max)) {
            Object first = receiveOrWait(Clock.FOREVER, until);
            if (first != null) {
                batch.values[batch.taken++] = first;
                fill(batch, max);
            }
        }
        return batch;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final int drainTo(Collection<? super T> target, int max) {
        Objects.requireNonNull(target, "target");
        checkMax(max);
        int n = 0;
        while (n < max) {
            Object value = attemptExactly();
            if (value == null || value == Refusal.NOT_READY) {
                break;
            }
            target.add((T) value);
            n++;
        }
        return n;
    }

    @Override
    public final List<T> drain() {
        observe();
        if (!mayReceive()) {
            return new Batch<>(0);
        }
        Batch<T> batch = new Batch<>(16);
        fill(batch, Integer.MAX_VALUE);
        return batch;
    }

    @Override
    public final <X extends Exception> void receiveEach(Each<? super T, ? extends X> action)
            throws X, InterruptedException {
        Objects.requireNonNull(action, "action");
        for (T value = receive(); value != null; value = receive()) {
            action.accept(value);
        }
    }

    @Override
    public final <X extends Exception> void receiveEach(Each<? super T, ? extends X> action, Cancellation until)
            throws X, InterruptedException {
        Objects.requireNonNull(action, "action");
        for (T value = receive(until); value != null; value = receive(until)) {
            action.accept(value);
        }
    }

    @Override
    public final Iterator<T> iterator() {
        return new ChanIterator<>(this, null);
    }

    @Override
    public final Iterable<T> until(Cancellation ctx) {
        Objects.requireNonNull(ctx, "ctx");
        return () -> new ChanIterator<>(this, ctx);
    }

    @Override
    public final Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false);
    }

    @Override
    public final boolean isClosed() {
        observe();
        return closed;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public int capacity() {
        return 0;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public boolean isNil() {
        return false;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + label() + extent() + description() + (isClosed() ? ", closed]" : "]");
    }

    /** {@return the size and the capacity as a part of the text, such as ", 1/16"} */
    String extent() {
        return capacity() == 0 ? "" : ", " + size() + "/" + capacity();
    }

    /** Appends the numbers of waiters, such as ", 1 sender waits". */
    @Override
    protected void describe(StringBuilder text) {
        receivers.addTo(text, "receiver", "");
    }

    /** {@return the name in quotes, or the number of a channel without a name} */
    final String label() {
        return name == null ? "#" + id : '"' + name + '"';
    }

    private @Nullable Object receive(long nanos, @Nullable Cancellation until) throws InterruptedException {
        Waits.enter(until);
        if (nanos == 0) {
            return attemptExactly();
        }
        Object value = attempt();
        return value == Refusal.NOT_READY ? receiveOrWait(nanos, until) : value;
    }

    /** Attempts to receive; a failure is exact, not only a reason to take the lock. */
    private @Nullable Object attemptExactly() {
        observe();
        return attempt();
    }

    private @Nullable Object attempt() {
        if (!mayReceive()) {
            return Refusal.NOT_READY;
        }
        lock();
        try {
            return poll();
        } finally {
            unlock();
        }
    }

    private @Nullable Object receiveOrWait(long nanos, @Nullable Cancellation until) throws InterruptedException {
        Waiter waiter = Waits.waiter(null, until);
        Object value = pollOrJoin(waiter);
        return value == Refusal.NOT_READY && await(receivers, waiter, nanos, until) ? waiter.value : value;
    }

    /** Receives, or joins {@link #receivers}. Takes the lock. */
    @Nullable
    Object pollOrJoin(Waiter waiter) {
        lock();
        try {
            Object value = poll();
            if (value == Refusal.NOT_READY) {
                receivers.add(waiter);
            }
            return value;
        } finally {
            unlock();
        }
    }

    @Override
    public void beforePark() {}

    /** Removes a node from one of this channel's queues, if it is there. */
    void leave(WaitQueue queue, Node node) {
        lock();
        try {
            queue.remove(node);
        } finally {
            unlock();
        }
    }

    /** {@return whether the waiter, which is in the queue, was served; false if the timeout ended} */
    final boolean await(WaitQueue queue, Waiter waiter, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        Outcome outcome = null;
        try {
            outcome = waiter.await(this, nanos);
        } finally {
            if (outcome != waiter) {
                leave(queue, waiter);
            }
        }
        return Waits.served(outcome, until) != null;
    }

    /**
     * Receives the values available at one instant. {@return false if there are none and the channel is open} Each time
     * it makes room, it makes more to spare, up to twice what was needed: senders that never wait may add to the channel
     * meanwhile, but cannot outrun it for ever.
     */
    private boolean fill(Batch<T> batch, int max) {
        for (int part = 8; !isNil(); part = Math.max(1, part / 2)) {
            int room = batch.values.length - batch.taken;
            int there;
            lock();
            try {
                there = available(max - batch.taken);
                if (there <= room) {
                    int taken = pollInto(batch.values, batch.taken);
                    batch.taken += taken;
                    return taken > 0 || closed;
                }
            } finally {
                unlock();
            }
            try {
                batch.makeRoom((int) Math.min(max - batch.taken, 1L + there + there / part));
            } catch (OutOfMemoryError e) {
                if (batch.taken == 0) {
                    throw e;
                }
                return true; // the values already received must not be lost
            }
        }
        return false;
    }

    @Override
    public boolean register(Node node) {
        boolean open;
        lock();
        try {
            open = !mayReceive();
            if (open) {
                receivers.add(node);
            }
        } finally {
            unlock();
        }
        if (open) {
            try {
                beforePark();
            } catch (Throwable e) {
                leave(receivers, node);
                throw e;
            }
        }
        return open;
    }

    @Override
    public final void unregister(Node node) {
        leave(receivers, node);
    }

    static void checkMax(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max must be positive: " + max);
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable T element(@Nullable Object value) {
        return (T) value;
    }

    @SuppressWarnings("unchecked")
    private Received<T> received(@Nullable Object value) {
        if (value == null) {
            return (Received<T>) Received.Closed.INSTANCE;
        }
        return value == Refusal.NOT_READY ? (Received<T>) Received.Empty.INSTANCE : new Received.Value<>((T) value);
    }
}
