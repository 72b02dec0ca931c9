package io.github.goloom.chan;

import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a sending half. Sends follow the protocol of {@link AbstractChan}, with {@link #maySend},
 * {@link #offer} and {@link #senders}.
 */
abstract sealed class SendableChan<T> extends AbstractChan<T> implements Chan<T>
        permits UnbufferedChan, BufferedChan, LossyChan, UnboundedChan, NilChan {
    static final String NOT_NULL = "value: elements of a channel are never null, since null is its end";

    private static final int MAX_CAPACITY = 1 << 30;

    final WaitQueue senders = new WaitQueue();

    SendableChan(@Nullable String name) {
        super(name);
    }

    static <T> Chan<T> make(int capacity, @Nullable String name) {
        return checkCapacity(capacity, 0) == 0 ? new UnbufferedChan<>(name) : new BufferedChan<>(capacity, name);
    }

    static int checkCapacity(int capacity, int least) {
        if (capacity < least || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be from " + least + " to " + MAX_CAPACITY + ": " + capacity);
        }
        return capacity;
    }

    /**
     * {@return whether a send would end at once, by success or by an exception} Exact or a hint as {@link #mayReceive}
     * is.
     */
    abstract boolean maySend();

    /** {@return whether there was room for the value, which is then in the buffer} Called under the lock. */
    abstract boolean enqueue(Object value);

    /**
     * Sends; under the lock.
     *
     * @return null if the value was sent, {@link Refusal#NOT_READY} or {@link Refusal#CLOSED}
     */
    @Nullable
    Object offer(Object value) {
        if (closed) {
            return Refusal.CLOSED;
        }
        return giveTo(receivers, value) || enqueue(value) ? null : Refusal.NOT_READY;
    }

    @Override
    public final void send(T value) throws InterruptedException {
        send(value, Clock.FOREVER, null);
    }

    @Override
    public final void send(T value, Cancellation until) throws InterruptedException {
        send(value, Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    @Override
    public final boolean trySend(T value, Duration timeout) throws InterruptedException {
        return send(value, Clock.nanos(Objects.requireNonNull(timeout, "timeout")), null);
    }

    @Override
    public final boolean trySend(T value) {
        Objects.requireNonNull(value, NOT_NULL);
        return sent(attemptExactly(value));
    }

    @Override
    public void close() {
        if (!tryClose()) {
            throw new ChanClosedException("close of closed channel ", label(), this);
        }
    }

    @Override
    public boolean tryClose() {
        lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            claimAll(receivers);
            claimAll(senders);
            return true;
        } finally {
            unlock();
        }
    }

    private boolean send(T value, long nanos, @Nullable Cancellation until) throws InterruptedException {
        Objects.requireNonNull(value, NOT_NULL);
        Waits.enter(until);
        if (nanos == 0) {
            return sent(attemptExactly(value));
        }
        Object result = attempt(value);
        return sent(result == Refusal.NOT_READY ? sendOrWait(value, nanos, until) : result);
    }

    /** Attempts to send; a failure is exact, not only a reason to take the lock. */
    private @Nullable Object attemptExactly(Object value) {
        observe();
        return attempt(value);
    }

    private @Nullable Object attempt(Object value) {
        if (!maySend()) {
            return Refusal.NOT_READY;
        }
        lock();
        try {
            return offer(value);
        } finally {
            unlock();
        }
    }

    private @Nullable Object sendOrWait(Object value, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        Waiter waiter = Waits.waiter(value, until);
        Object result = offerOrJoin(value, waiter);
        if (result == Refusal.NOT_READY && await(senders, waiter, nanos, until)) {
            return resultOfSend(waiter.value);
        }
        return result;
    }

    /** Sends, or joins {@link #senders}. Takes the lock. */
    @Nullable
    Object offerOrJoin(Object value, Waiter waiter) {
        lock();
        try {
            Object result = offer(value);
            if (result == Refusal.NOT_READY) {
                senders.add(waiter);
            }
            return result;
        } finally {
            unlock();
        }
    }

    /**
     * {@return the result of a send that waited and was served} If its value was not taken, it was served by a close.
     */
    static @Nullable Object resultOfSend(@Nullable Object leftOver) {
        return leftOver == null ? null : Refusal.CLOSED;
    }

    /** {@return whether the attempt sent its value} Throws if the channel is closed. */
    private boolean sent(@Nullable Object result) {
        if (result == Refusal.CLOSED) {
            throw sendOnClosed();
        }
        return result == null;
    }

    @Override
    protected void describe(StringBuilder text) {
        senders.addTo(text, "sender", "");
        super.describe(text);
    }

    final ChanClosedException sendOnClosed() {
        return new ChanClosedException("send on closed channel ", label(), this);
    }
}
