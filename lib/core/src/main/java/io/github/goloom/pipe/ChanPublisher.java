package io.github.goloom.pipe;

import io.github.goloom.Go;
import io.github.goloom.chan.ReceiveChan;
import java.util.Objects;
import java.util.concurrent.Flow;

/** A publisher of what is received from a channel. */
final class ChanPublisher<T> implements Flow.Publisher<T> {
    private final ReceiveChan<T> source;

    ChanPublisher(ReceiveChan<T> source) {
        this.source = source;
    }

    /** A goroutine that cannot be started, for instance because of a start hook, is a failure of the subscription. */
    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        try {
            Go.go("Chans.publisher", new Outflow<>(source, subscriber));
        } catch (Throwable e) {
            subscriber.onSubscribe(Feed.NONE);
            subscriber.onError(e);
        }
    }

    @Override
    public String toString() {
        return "Publisher[" + source + "]";
    }
}
