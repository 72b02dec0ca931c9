package io.github.goloom.chan;

import java.util.Objects;

/**
 * An exception that ends work which was told to stop. A goroutine that ends by such an exception, or by an
 * {@link InterruptedException}, has ended normally, and nothing is reported.
 *
 * <p>The library's own are {@link io.github.goloom.context.ContextException} and {@link UncheckedInterruptedException}.
 * The exceptions of an application's {@link Cancellation} may implement this interface, too.
 */
public interface QuietEnd {
    /**
     * Tells whether a failure is the normal end of work that was told to stop.
     *
     * @param failure the exception or error that was thrown
     * @return true if it is an {@link InterruptedException} or a {@code QuietEnd}
     * @throws NullPointerException if {@code failure} is null
     */
    static boolean is(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        return failure instanceof InterruptedException || failure instanceof QuietEnd;
    }
}
