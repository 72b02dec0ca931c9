package io.github.goloom.inspect;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The goroutines that a thread has started since {@link Goroutines#collect()}, directly or through others. A function
 * that was registered with a context or a timer counts from the time when it is called.
 */
public final class Started implements AutoCloseable {
    private final @Nullable Scope before = Tracker.SCOPE.get();
    private final Scope scope = new Scope();

    Started() {
        Tracker.SCOPE.set(scope);
    }

    /**
     * Waits until all these goroutines have ended, or until the time is over.
     *
     * @param timeout the maximum time to wait; zero or less only looks
     * @return a text for each group of goroutines that are left, in the form of {@link Goroutines#dump}; empty if none
     *     is left
     * @throws InterruptedException if the current thread is interrupted while waiting
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    public List<String> left(Duration timeout) throws InterruptedException {
        long until = Clock.after(Clock.real(), Clock.nanos(Objects.requireNonNull(timeout, "timeout")));
        if (scope.awaitEmpty(until)) {
            return List.of();
        }
        return Dump.of(scope.alive());
    }

    /** Ends the collection, after which the thread belongs to the former one, if any. */
    @Override
    public void close() {
        if (before == null) {
            Tracker.SCOPE.remove();
        } else {
            Tracker.SCOPE.set(before);
        }
    }
}
