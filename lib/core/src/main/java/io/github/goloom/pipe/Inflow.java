package io.github.goloom.pipe;

import io.github.goloom.chan.ReceiveChan;
import java.util.concurrent.ExecutionException;

/**
 * The elements of a publisher as a channel: a subscription that {@link Chans#subscribe} has made.
 *
 * {@snippet :
 * try (Inflow<Order> inflow = Chans.subscribe(publisher, 16)) {
 *     for (Order order : inflow.chan()) {
 *         handle(order);
 *     }
 *     inflow.throwIfFailed(); // the channel has ended: did the publisher complete, or fail?
 * }
 * }
 *
 * <p>When the publisher completes or fails, the channel is closed; the elements that it has sent can still be received.
 * A failure does not come out of the channel. {@link #throwIfFailed()} throws it, and {@link #close()} throws
 * {@link IllegalStateException} if the publisher has failed and nobody has asked, so that a failure is not taken for
 * the end of the elements.
 *
 * <p><b>Demand.</b> At most as many elements as the capacity of the channel are requested or waiting to be received.
 * The demand is renewed when half of that number was received, by the thread that receives. So a receive, a
 * try-operation or a select may call {@link java.util.concurrent.Flow.Subscription#request}, and a publisher that is
 * synchronous calls {@code onNext} there. There is no goroutine.
 *
 * <p><b>Wrong publishers.</b> A publisher that sends more than was requested, sends null, or throws an exception from
 * {@code request}, has failed, and its subscription is cancelled. The failure is then an {@link IllegalStateException},
 * a {@link NullPointerException}, or what it has thrown. A second subscription is cancelled, and signals after the end
 * have no effect.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it calls {@code onNext} <i>happen-before</i> the
 * return of the receive that gets the element. Actions before {@code onComplete} or {@code onError} happen-before the
 * return of a receive that finds the channel closed and drained.
 *
 * @param <T> the type of the elements
 */
public final class Inflow<T> implements AutoCloseable {
    private final Feed<T> feed;
    private volatile boolean asked;

    Inflow(Feed<T> feed) {
        this.feed = feed;
    }

    /**
     * Returns the channel of the elements. Nobody can send on it.
     *
     * @return the same channel at each call
     */
    public ReceiveChan<T> chan() {
        return feed.chan();
    }

    /**
     * Throws the failure of the publisher. This method is to be called when the channel has ended; before that, it only
     * tells whether the publisher has failed already.
     *
     * @throws ExecutionException if the publisher has failed; its cause is the failure
     */
    public void throwIfFailed() throws ExecutionException {
        Throwable failure = feed.failure();
        if (failure != null) {
            asked = true;
            throw new ExecutionException(failure);
        }
    }

    /**
     * Cancels the subscription, unless the publisher has ended it. The channel is closed, and elements that were not
     * received are dropped. If another thread is calling the publisher at that time, that thread cancels the
     * subscription. A second call has no effect.
     *
     * @throws IllegalStateException if the publisher has failed and {@link #throwIfFailed()} has not thrown the
     *     failure, which is the cause; the subscription has ended nevertheless
     */
    @Override
    public void close() {
        feed.close();
        Throwable failure = feed.failure();
        if (failure != null && !asked) {
            asked = true;
            throw new IllegalStateException("the publisher has failed, and nobody has called throwIfFailed", failure);
        }
    }

    @Override
    public String toString() {
        return feed.toString();
    }
}
