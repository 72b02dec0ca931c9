package io.github.goloom.context;

import org.jspecify.annotations.Nullable;

/**
 * The error of a context whose deadline has passed.
 *
 * @see <a href="https://pkg.go.dev/context#pkg-variables">Go: context.DeadlineExceeded</a>
 */
public final class DeadlineExceededException extends ContextException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception. This constructor is public for contexts that are not the library's.
     *
     * @param message the message; may be null
     * @param cause the cause that was given with the deadline; null if there was none
     */
    public DeadlineExceededException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
