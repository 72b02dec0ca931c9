package io.github.goloom.context;

import org.jspecify.annotations.Nullable;

/**
 * The context was cancelled.
 *
 * @see <a href="https://pkg.go.dev/context#pkg-variables">Go: context.Canceled</a>
 */
public final class ContextCancelledException extends ContextException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one; public for contexts that are not ours.
     *
     * @param message what happened; may be null
     * @param cause who ended the context, and why; null if that is all
     */
    public ContextCancelledException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
