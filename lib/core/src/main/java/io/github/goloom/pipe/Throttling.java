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
        source.run(run, new Sink<T>() {
            private long number;

            @Override
            public void accept(T value) throws Exception {
                number++;
                try {
                    limiter.acquire();
                } catch (Throwable e) {
                    throw title.failure(run, number, e);
                }
                out.accept(value);
            }
        });
    }
}
