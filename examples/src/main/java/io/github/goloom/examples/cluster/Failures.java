package io.github.goloom.examples.cluster;

import io.github.goloom.context.ContextCancelledException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** What went wrong, in a line. */
final class Failures {
    private Failures() {}

    /** {@return what made a pipeline, a group or a session fail} */
    static Throwable first(Throwable e) {
        Throwable cause = e.getCause();
        boolean wraps = e instanceof ExecutionException
                || e instanceof ContextCancelledException
                || e instanceof JMSRuntimeException
                || e instanceof JMSException;
        return wraps && cause != null ? first(cause) : e;
    }

    static String describe(Throwable e) {
        Throwable first = first(e);
        return Objects.requireNonNullElse(first.getMessage(), first.toString());
    }
}
