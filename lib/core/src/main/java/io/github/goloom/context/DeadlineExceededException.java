package io.github.goloom.context;

import org.jspecify.annotations.Nullable;

/**
 * The deadline of the context has passed.
 *
 * @see <a href="https://pkg.go.dev/context#pkg-variables">Go: context.DeadlineExceeded</a>
 */
public final class DeadlineExceededException extends ContextException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one; public for contexts that are not ours.
     *
     * @param message what happened; may be null
     * @param cause what was given as the cause of the deadline; null if that is all
     */
    public DeadlineExceededException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
