package io.github.goloom.chan;

import java.util.Objects;

/**
 * An exception by which work ends that was told to stop: a goroutine that ends by it, or by an {@link InterruptedException}, has ended normally.
 *
 * <p>The library's own are {@link io.github.goloom.context.ContextException} and {@link UncheckedInterruptedException}. The
 * exception of a {@link Cancellation} of your own may be one, too.
 */
public interface QuietEnd {
    /**
     * Whether a failure is a normal end of work that was told to stop.
     *
     * @param failure what was thrown
     * @return whether it is an {@link InterruptedException} or a {@code QuietEnd}
     * @throws NullPointerException if {@code failure} is null
     */
    static boolean is(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        return failure instanceof InterruptedException || failure instanceof QuietEnd;
    }
}
