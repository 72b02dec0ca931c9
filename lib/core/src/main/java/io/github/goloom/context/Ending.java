package io.github.goloom.context;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a context has ended. The context shares this object with all that ended with it, so that all have the same cause.
 */
final class Ending {
    private static final String CANCELLED = "context cancelled";
    private static final VarHandle CAUSE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "cause", VarHandle.class, Ending.class, Throwable.class);

    private final boolean deadlineExceeded;
    private final String message;

    /** Written once, by the constructor or by the first call of {@link #cause()} (decision 8). */
    private volatile @Nullable Throwable cause;

    private Ending(boolean deadlineExceeded, String message, @Nullable Throwable cause) {
        this.deadlineExceeded = deadlineExceeded;
        this.message = message;
        this.cause = cause;
    }

    /** {@return the ending by {@code cancel}} If no cause is given, it is an exception that shows the caller. */
    static Ending cancelled(@Nullable Throwable cause) {
        return new Ending(false, CANCELLED, cause != null ? cause : new ContextCancelledException(CANCELLED, null));
    }

    /** {@return the ending by {@code close}, if nothing waited for it} */
    static Ending closed() {
        return new Ending(false, CANCELLED, null);
    }

    /** {@return the ending by the deadline} */
    static Ending exceeded(Instant deadline, @Nullable Throwable cause) {
        String message = "context deadline exceeded: " + deadline;
        return new Ending(true, message, cause != null ? cause : new DeadlineExceededException(message, null));
    }

    /**
     * {@return the ending by that of another context, which is done}
     *
     * @throws IllegalStateException if the {@code err()} of the other is null
     */
    static Ending of(Context done) {
        Context scope = ValueContext.scopeOf(done);
        Ending ending = scope instanceof CancelContext own ? own.ending() : foreign(scope);
        if (ending == null) {
            throw new IllegalStateException("done() has ended, but err() is null: " + done);
        }
        return ending;
    }

    private static @Nullable Ending foreign(Context done) {
        ContextException err = done.err();
        if (err == null) {
            return null;
        }
        Throwable cause = done.cause();
        String message = err.getMessage();
        return new Ending(
                err instanceof DeadlineExceededException,
                message != null ? message : err.getClass().getName(),
                cause != null ? cause : err);
    }

    ContextException error() {
        return deadlineExceeded
                ? new DeadlineExceededException(message, cause())
                : new ContextCancelledException(message, cause());
    }

    Throwable cause() {
        Throwable known = cause;
        if (known != null) {
            return known;
        }
        Throwable made = new ContextCancelledException(message, null);
        Throwable other = (Throwable) CAUSE.compareAndExchange(this, null, made);
        return other != null ? other : made;
    }
}
