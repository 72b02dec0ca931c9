package io.github.goloom.pipe;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.InflowControl;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber behind an {@link Inflow}: it fills a channel, and renews the demand as elements are received.
 *
 * <p><b>End.</b> The first event that ends the feed is kept in {@link #end}, and later ones have no effect: the
 * completion, a failure or the close. It is written before the channel is closed, so a receiver that has found the end
 * of the channel finds the failure, too.
 *
 * <p><b>Upstream.</b> {@link #upstream} is null, then the subscription, then {@link #NONE}; or {@code NONE} at once. A
 * subscription that comes second, or after the end, is cancelled at once.
 *
 * <p><b>One call at a time.</b> A subscriber must not call {@code request} and {@code cancel} concurrently (rule 2.7 of
 * Reactive Streams), and a publisher may call {@code onNext} within {@code request}. So every call is made in
 * {@link #ask()}, by the thread that raised {@link #asks} from zero; other threads, and nested calls, only raise it,
 * and that thread looks again. Thus there is no recursion.
 *
 * <p>The class follows the rules of Reactive Streams 1.0.4.
 */
final class Feed<T> implements Flow.Subscriber<T> {
    private static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());
    private static final Object COMPLETED = "completed";
    private static final Object CLOSED = "closed";

    /** What takes the place of a subscription that has ended. */
    static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final InflowControl control;
    private final AtomicReference<Flow.@Nullable Subscription> upstream = new AtomicReference<>();

    /** {@link #COMPLETED}, {@link #CLOSED} or a {@link Throwable}; null before the end. */
    private final AtomicReference<@Nullable Object> end = new AtomicReference<>();

    private final AtomicInteger asks = new AtomicInteger();

    /** Set before {@link #ask()}, which then cancels instead of requesting. */
    private volatile boolean cancelled;

    Feed(int capacity) {
        control = CHANS.newInflow(capacity, this::ask);
    }

    @SuppressWarnings("unchecked")
    ReceiveChan<T> chan() {
        return (ReceiveChan<T>) control;
    }

    /** {@return the failure of the publisher; null if it has not failed} */
    @Nullable
    Throwable failure() {
        return end.get() instanceof Throwable failure ? failure : null;
    }

    /** Cancels the subscription, if it has not ended, and drops what was not received. */
    void close() {
        finish(CLOSED, true);
        cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        if (upstream.compareAndSet(null, subscription)) {
            ask();
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            throw refuse("item");
        } else if (!control.offer(item)) {
            fail(new IllegalStateException("the publisher has called onNext more often than was requested: " + this));
        }
    }

    @Override
    public void onComplete() {
        upstream.set(NONE);
        finish(COMPLETED, false);
    }

    @Override
    public void onError(Throwable throwable) {
        if (throwable == null) {
            throw refuse("throwable");
        }
        upstream.set(NONE);
        finish(throwable, false);
    }

    /** Fails because of a null, which the publisher is told as well (rule 2.13). */
    private NullPointerException refuse(String parameter) {
        NullPointerException failure = new NullPointerException(parameter);
        fail(failure);
        return failure;
    }

    private void fail(Throwable failure) {
        finish(failure, false);
        cancel();
    }

    private boolean finish(Object how, boolean drop) {
        boolean first = end.compareAndSet(null, how);
        control.end(drop);
        return first;
    }

    private void cancel() {
        cancelled = true;
        ask();
    }

    private void ask() {
        int seen = asks.incrementAndGet();
        if (seen > 1) {
            return;
        }
        while (seen > 0) {
            try {
                askOnce();
            } catch (Throwable e) { // the publisher breaks rule 3.15 or 3.16
                failed(e);
            }
            seen = asks.addAndGet(-seen);
        }
    }

    private void askOnce() {
        if (cancelled) {
            Flow.Subscription subscription = upstream.getAndSet(NONE);
            if (subscription != null) {
                subscription.cancel();
            }
            return;
        }
        Flow.Subscription subscription = upstream.get();
        int more = subscription == null ? 0 : control.demand();
        if (subscription != null && more > 0) {
            subscription.request(more);
        }
    }

    /** A failure that comes too late to be the end must not be lost. */
    private void failed(Throwable failure) {
        if (finish(failure, false)) {
            cancel();
        } else {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, failure);
        }
    }

    @Override
    public String toString() {
        Object how = end.get();
        return "Inflow[" + chan()
                + (how == null ? "]" : ", " + (how instanceof Throwable e ? "failed: " + e : how) + "]");
    }
}
