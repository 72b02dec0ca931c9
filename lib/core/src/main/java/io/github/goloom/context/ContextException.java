package io.github.goloom.context;

import io.github.goloom.chan.QuietEnd;
import org.jspecify.annotations.Nullable;

/**
 * The error of a context that has ended. Its cause is the {@link Context#cause()}, which tells where and why it ended.
 */
public abstract sealed class ContextException extends RuntimeException implements QuietEnd
        permits ContextCancelledException, DeadlineExceededException {
    private static final long serialVersionUID = 1L;

    ContextException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
