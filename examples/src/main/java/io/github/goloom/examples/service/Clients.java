package io.github.goloom.examples.service;

import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RateLimiter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A limiter for each client, for as many clients as are kept. The one that was not seen for the longest time goes
 * first; if it comes again, it begins with a full burst, so that the memory is bounded and nobody is refused for it.
 */
final class Clients {
    private final Mutex mutex = new Mutex("clients");
    private final Map<String, RateLimiter> limiters;
    private final int rate;

    Clients(int rate, int most) {
        this.rate = rate;
        limiters = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes a permit of a client, and refuses the request if there is none. */
    void admit(String client) {
        if (!limiter(client).allow()) {
            throw new Refusal(429, "more than " + rate + " requests a second");
        }
    }

    private RateLimiter limiter(String client) {
        mutex.lock();
        try {
            return limiters.computeIfAbsent(client, it -> RateLimiter.perSecond(rate, 2 * rate));
        } finally {
            mutex.unlock();
        }
    }

    int size() {
        mutex.lock();
        try {
            return limiters.size();
        } finally {
            mutex.unlock();
        }
    }
}
