package io.github.goloom.examples.patterns;

import io.github.goloom.chan.Received;
import io.github.goloom.sync.Mutex;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker, which opens after some failures in a row. While it is open, the channel of a timer is the permit
 * for a trial: it has no value during the pause and one value afterwards, so one caller gets through. If the trial
 * succeeds, the breaker is closed; otherwise the next pause begins.
 */
final class Breaker {
    private final Mutex mutex = new Mutex("breaker");
    private final int limit;
    private final Duration pause;

    /** The failures in a row. Guarded by the mutex. */
    private int failures;

    /** The timer of the pause; null while the breaker is closed. Guarded by the mutex. */
    private @Nullable ChanTimer open;

    /**
     * Makes a breaker that is closed.
     *
     * @param limit the number of failures in a row that open it
     * @param pause the time for which it refuses all calls
     */
    Breaker(int limit, Duration pause) {
        this.limit = limit;
        this.pause = pause;
    }

    /**
     * Calls the service.
     *
     * @throws RejectedExecutionException if the breaker is open; the service is not called
     * @throws Exception what the service throws
     */
    <T> T call(Callable<T> service) throws Exception {
        ChanTimer before = enter();
        boolean failed = true;
        try {
            T answer = service.call();
            failed = false;
            return answer;
        } finally {
            leave(before, failed);
        }
    }

    private @Nullable ChanTimer enter() {
        mutex.lock();
        try {
            if (open != null && !(open.chan().tryReceive() instanceof Received.Value)) {
                throw new RejectedExecutionException("the breaker is open");
            }
            return open;
        } finally {
            mutex.unlock();
        }
    }

    private void leave(@Nullable ChanTimer before, boolean failed) {
        mutex.lock();
        try {
            if (before != open) {
                return; // the call began before others opened or closed the breaker: it is old news
            }
            failures = failed ? failures + 1 : 0;
            open = failures >= limit ? ChanTimer.start(pause) : null;
        } finally {
            mutex.unlock();
        }
    }
}
