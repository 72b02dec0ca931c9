package io.github.goloom.chan;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator over the values of a channel, for one thread. Go's {@code for range}. */
final class ChanIterator<T> implements Iterator<T> {
    private final ReceiveChan<T> chan;
    private final @Nullable Cancellation until;
    private @Nullable T next;
    private boolean ended;

    ChanIterator(ReceiveChan<T> chan, @Nullable Cancellation until) {
        this.chan = chan;
        this.until = until;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            try {
                next = until == null ? chan.receive() : chan.receive(until);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedInterruptedException(e);
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public T next() {
        T value = hasNext() ? next : null;
        if (value == null) {
            throw new NoSuchElementException("the channel is closed and drained: " + chan);
        }
        next = null;
        return value;
    }
}
