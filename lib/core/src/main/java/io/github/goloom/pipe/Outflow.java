package io.github.goloom.pipe;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a channel, and the body of its goroutine, which makes all calls of the subscriber. So they are
 * serial, and a {@code request} within {@code onNext} is no recursion.
 *
 * <p>The goroutine receives only while there is a demand. {@link #context} ends with the subscription: by
 * {@code cancel}, by a request of a number that is not positive, whose exception is then its cause, or with the
 * goroutine. The first of these decides. A value that was received before that is passed to the subscriber.
 *
 * <p>The class follows the rules of Reactive Streams 1.0.4.
 */
final class Outflow<T> implements Flow.Subscription, Go.Task {
    private final ReceiveChan<T> source;
    private final Flow.Subscriber<? super T> subscriber;
    private final CancellableContext context = CancellableContext.childOf(Context.background());
    private final AtomicLong demand = new AtomicLong();

    /** Has a value if the demand was raised since the goroutine last waited for that. */
    private final Chan<Signal> raised = Chan.buffered(1);

    /** For {@code onError}. Only the goroutine uses it. */
    private @Nullable Throwable failure;

    Outflow(ReceiveChan<T> source, Flow.Subscriber<? super T> subscriber) {
        this.source = source;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            context.cancel(new IllegalArgumentException("n must be positive (rule 3.9): " + n));
            return;
        }
        demand.accumulateAndGet(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        boolean unused = raised.trySend(Signal.SIGNAL);
    }

    @Override
    public void cancel() {
        context.cancel();
    }

    @Override
    public void run() {
        try (context) {
            subscriber.onSubscribe(this);
            T value = next();
            while (value != null) {
                subscriber.onNext(value);
                value = next();
            }
            if (failure != null) {
                subscriber.onError(failure);
            } else if (!context.isDone()) {
                subscriber.onComplete();
            }
        }
    }

    /** {@return the next value; null at the end, of which {@link #failure} and {@link #context} tell the reason} */
    private @Nullable T next() {
        try {
            while (demand.get() == 0 && !isDrained()) {
                raised.receive(context);
            }
            T value = source.receive(context);
            demand.decrementAndGet();
            return value;
        } catch (ContextException e) {
            failure = context.cause() instanceof IllegalArgumentException wrong ? wrong : null;
        } catch (InterruptedException e) {
            failure = e;
        }
        return null;
    }

    /** {@return whether a receive would find the end, which needs no demand} */
    private boolean isDrained() {
        return source.isClosed() && source.size() == 0;
    }
}
