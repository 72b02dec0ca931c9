package io.github.goloom.pipe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher of one subscription that does what a test tells it, and notes what it is asked. */
final class Manual<T> implements Flow.Publisher<T>, Flow.Subscription {
    final List<Long> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger cancels = new AtomicInteger();
    Flow.Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super T> newSubscriber) {
        subscriber = newSubscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        requests.add(n);
    }

    @Override
    public void cancel() {
        cancels.incrementAndGet();
    }

    @SafeVarargs
    final void next(T... items) {
        for (T each : items) {
            subscriber.onNext(each);
        }
    }
}
