package io.github.goloom.context;

import org.jspecify.annotations.Nullable;

/**
 * The error of a context that was cancelled.
 *
 * @see <a href="https://pkg.go.dev/context#pkg-variables">Go: context.Canceled</a>
 */
public final class ContextCancelledException extends ContextException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception. This constructor is public for contexts that are not the library's.
     *
     * @param message the message; may be null
     * @param cause the reason why the context was cancelled; null if there is no further one
     */
    public ContextCancelledException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
