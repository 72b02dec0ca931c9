package io.github.goloom.pipe;

import io.github.goloom.sync.RateLimiter;

/** Lets each element through when a rate limiter grants it. */
final class Throttling<T> implements Step<T> {
    private final Title title;
    private final Step<T> source;
    private final RateLimiter limiter;

    Throttling(Title title, Step<T> source, RateLimiter limiter) {
        this.title = title;
        this.source = source;
        this.limiter = limiter;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        source.run(run, new Counting<T>(title, run) {
            @Override
            public void accept(T value) throws Exception {
                count();
                try {
                    limiter.acquire();
                } catch (Throwable e) {
                    throw failure(e);
                }
                out.accept(value);
            }
        });
    }
}
