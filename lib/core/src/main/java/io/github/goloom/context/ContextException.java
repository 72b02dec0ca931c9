package io.github.goloom.context;

import io.github.goloom.chan.QuietEnd;
import org.jspecify.annotations.Nullable;

/** Why a context has ended. Its cause is the {@link Context#cause()}: who ended it, and why. */
public abstract sealed class ContextException extends RuntimeException implements QuietEnd
        permits ContextCancelledException, DeadlineExceededException {
    private static final long serialVersionUID = 1L;

    ContextException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
