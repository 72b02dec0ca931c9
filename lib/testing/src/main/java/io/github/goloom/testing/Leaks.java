package io.github.goloom.testing;

import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Started;
import io.github.goloom.inspect.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a piece of code leaves no goroutine behind, for any test framework. For JUnit there is {@link NoLeaks}.
 *
 * {@snippet :
 * Leaks.check(() -> {
 *     try (Crawler crawler = new Crawler()) {
 *         crawler.crawl(start);
 *     }
 * });
 * }
 *
 * <p>What counts are the goroutines that the body has started, directly or through others, whichever thread they were
 * started by, as long as that inherits from the thread of the body. Goroutines of tests that run at the same time do not
 * count. If goroutines are not tracked yet, the first check begins to track them, with start sites and the holders of locks.
 *
 * @see <a href="https://pkg.go.dev/go.uber.org/goleak">Go: goleak</a>
 */
public final class Leaks {
    /** How long a check waits for goroutines that are about to end. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private Leaks() {}

    /**
     * What is checked.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Runs it.
         *
         * @throws X anything
         */
        void run() throws X;
    }

    /**
     * Runs a body, and then waits until the goroutines that it has started have ended, for at most
     * {@link #DEFAULT_TIMEOUT}.
     *
     * @param body what to run
     * @param <X> what it may throw
     * @throws AssertionError if goroutines are left; the message has their names, what they wait for, their stacks and
     *     where they were started
     * @throws InterruptedException if the current thread is interrupted while waiting for their end
     * @throws NullPointerException if {@code body} is null
     * @throws X what the body throws; goroutines that are left are then suppressed by it
     */
    public static <X extends Exception> void check(Body<? extends X> body) throws X, InterruptedException {
        check(DEFAULT_TIMEOUT, body);
    }

    /**
     * As {@link #check(Body)}, with a time of one's own.
     *
     * @param timeout the maximum time to wait for the end of the goroutines; a check that finds none left takes no time
     * @param body what to run
     * @param <X> what it may throw
     * @throws AssertionError if goroutines are left
     * @throws InterruptedException if the current thread is interrupted while waiting for their end
     * @throws NullPointerException if {@code timeout} or {@code body} is null
     * @throws X what the body throws
     */
    public static <X extends Exception> void check(Duration timeout, Body<? extends X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(body, "body");
        try (Started started = collect()) {
            try {
                body.run();
            } catch (Throwable failure) {
                AssertionError left = left(started, timeout);
                if (left != null) {
                    failure.addSuppressed(left);
                }
                throw failure;
            }
            AssertionError left = left(started, timeout);
            if (left != null) {
                throw left;
            }
        }
    }

    static Started collect() {
        if (Goroutines.tracking() == null) {
            Goroutines.track(Tracking.basic().withSites().withLocks());
        }
        return Goroutines.collect();
    }

    static @Nullable AssertionError left(Started started, Duration timeout) throws InterruptedException {
        List<String> left = started.left(timeout);
        return left.isEmpty() ? null : new AssertionError("goroutines are left:\n\n" + String.join("\n", left));
    }
}
