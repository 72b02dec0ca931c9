package io.github.goloom.pipe;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.ReceiveChan;
import org.jspecify.annotations.Nullable;

/**
 * The subscription to a {@link Broadcast}, which lasts until it is closed.
 *
 * {@snippet :
 * Broadcast<Order> incoming = new Broadcast<>();
 * try (Subscription<Order> subscription = incoming.subscribe(Chan.buffered(16))) {
 *     for (Order order : subscription.chan()) {
 *         handle(order);
 *     }
 * }
 * }
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * @param <T> the type of the values
 */
public final class Subscription<T> implements AutoCloseable {
    private final Broadcast<T> from;
    private final Chan<T> chan;
    private final boolean isWaitedFor;

    Subscription(Broadcast<T> from, Chan<T> chan, boolean isWaitedFor) {
        this.from = from;
        this.chan = chan;
        this.isWaitedFor = isWaitedFor;
    }

    void checkRoom(int replay) {
        if (chan.isNil() || chan.isClosed()) {
            throw new IllegalArgumentException("chan must not be nil or closed: " + chan);
        }
        if (chan.capacity() - chan.size() < replay) {
            throw new IllegalArgumentException(
                    "chan must have room for the " + replay + " values of a replay: " + chan);
        }
    }

    /** Sends a value of the past, for which the channel has room. */
    void replay(T value) {
        boolean unused = chan.trySend(value);
    }

    /** Sends the value if the channel is ready. {@return whether this subscription need not be waited for} */
    boolean offer(T value) {
        try {
            boolean sent = chan.trySend(value);
            if (!sent && !isWaitedFor) {
                close();
            }
            return sent || !isWaitedFor;
        } catch (ChanClosedException e) {
            from.left(this, e);
            return true;
        }
    }

    /** Sends the value, or returns when this subscription is closed. */
    void put(T value, @Nullable Cancellation until) throws InterruptedException {
        try {
            if (until == null) {
                chan.send(value);
            } else {
                chan.send(value, until);
            }
        } catch (ChanClosedException e) {
            from.left(this, e);
        }
    }

    /**
     * Returns the channel, which is closed when this subscription or its broadcast is.
     *
     * @return the channel with which it was made
     */
    public ReceiveChan<T> chan() {
        return chan;
    }

    /**
     * Ends this subscription. Its channel is closed, and what is in it can still be received. A send that waits for this
     * subscriber goes on. This method never waits, and has no effect if this is closed.
     */
    @Override
    public void close() {
        from.remove(this);
        end();
    }

    void end() {
        chan.tryClose();
    }

    @Override
    public String toString() {
        return "Subscription[" + chan + " of " + from + "]";
    }
}
