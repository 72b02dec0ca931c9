package io.github.goloom.context;

import com.google.errorprone.annotations.CheckReturnValue;
import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Go;
import io.github.goloom.chan.Action;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deadline, the cancellation and the values that a request carries through every call and goroutine that works for
 * it. Go's {@code context.Context}.
 *
 * {@snippet :
 * try (CancellableContext ctx = parent.withTimeout(Duration.ofSeconds(2))) {
 *     Context request = ctx.withValue(USER, user);
 *     Go.go(() -> results.send(work(request), ctx));
 *     System.out.println(results.receive(ctx)); // the result, or an exception that says why there is none
 * }
 * }
 *
 * <p>Contexts form a tree. The end of a context ends all contexts that were derived from it, and no others. They are
 * done when the {@code cancel} that ended it returns, except those that another thread is ending at that time. The
 * first end of a context counts: afterwards the kind of {@link #err} and the {@link #cause} never change. No context
 * needs a thread.
 *
 * <p>A context is passed as the first parameter to each method that waits or calls one that does. All blocking methods
 * of the library accept a context. For those of other libraries there is {@link #interrupting(Body)}.
 *
 * <p><b>Foreign contexts.</b> Applications may implement this interface. {@link #done}, {@link #err}, {@link #cause},
 * {@link #deadline} and {@link #value} are to be implemented, most simply by delegation to another context; the other
 * methods have defaults. The done channel is one of the library's, and derived contexts follow it. It must be closed if
 * and only if {@code err()} and {@code cause()} are not null. The thread that ends the context calls these two methods,
 * which therefore must not wait.
 *
 * <p><b>Thread safety.</b> Any thread may call any method at any time.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it ends a context, including the making of the
 * cause, <i>happen-before</i> the return of a receive that finds {@link #done} closed, the return of an {@link #err},
 * {@link #cause} or {@link #isDone} that tells of the end, and the first action of a function of {@link #afterFunc}.
 * This holds for the context and for all contexts that were derived from it.
 *
 * @see <a href="https://pkg.go.dev/context">Go: context</a>
 */
public interface Context extends Cancellation {
    /**
     * Returns the root context, which never ends and has no deadline and no values.
     *
     * @return the one background context
     * @see <a href="https://pkg.go.dev/context#Background">Go: context.Background</a>
     */
    static Context background() {
        return EndlessContext.BACKGROUND;
    }

    /**
     * Returns a root context for code in which it is not yet clear which context to use. Such code is easy to find
     * later.
     *
     * @return the one such context, which is not {@link #background()}
     * @see <a href="https://pkg.go.dev/context#TODO">Go: context.TODO</a>
     */
    static Context todo() {
        return EndlessContext.TODO;
    }

    /**
     * Returns a context that ends when the first of several contexts ends, with the same cause. A value is that of the
     * first of them that has one; the deadline is the earliest. <b>Differs from Go</b>, where this is an example of
     * {@code AfterFunc}.
     *
     * @param first the first context
     * @param others the other contexts
     * @return a new context
     * @throws IllegalStateException if {@code first} or one of {@code others} is a foreign context that is done, but
     *     whose {@code err()} is null
     * @throws NullPointerException if {@code first}, {@code others} or one of them is null
     */
    @MustBeClosed
    static CancellableContext merge(Context first, Context... others) {
        return CancelContext.merge(first, others);
    }

    /**
     * Returns the channel that is closed when this context ends. No value is ever sent on it.
     *
     * @return the same channel at each call; {@link Chan#nil()} if this can never end
     */
    @Override
    ReceiveChan<Void> done();

    /**
     * Returns the exception that tells why this context has ended. <b>Differs from Go</b>, where errors are fixed
     * values without a stack.
     *
     * @return null until {@link #done()} is closed; then a new exception at each call, with the caller's stack and with
     *     {@link #cause()} as its cause: always a {@link DeadlineExceededException}, or always a {@link
     *     ContextCancelledException}
     */
    @Override
    @Nullable
    ContextException err();

    /**
     * Returns the cause of the end, which tells where and why this context was ended.
     *
     * @return null until this context is done; then always the same object: the cause that was given to {@code cancel}
     *     or with the deadline, or else an exception that was made when the context ended
     * @see <a href="https://pkg.go.dev/context#Cause">Go: context.Cause</a>
     */
    @Nullable
    Throwable cause();

    /**
     * Returns the deadline, the latest time at which this context ends by itself.
     *
     * @return the deadline, by the system's clock; empty if there is none; it does not change when the context ends
     */
    Optional<Instant> deadline();

    /**
     * Returns the value of this context, or of the nearest context above it that has the key.
     *
     * @param key the key
     * @param <V> the type of the value
     * @return the value; null if there is none, or if it is null
     * @throws NullPointerException if {@code key} is null
     */
    <V> @Nullable V value(ContextKey<V> key);

    /**
     * Derives a context that can be cancelled.
     *
     * @return a new context, which ends with this one unless it ends before
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @see <a href="https://pkg.go.dev/context#WithCancel">Go: context.WithCancel</a>
     */
    @MustBeClosed
    default CancellableContext withCancel() {
        return CancelContext.childOf(this);
    }

    /**
     * Derives a context that ends after a time, as {@link #withDeadline(Instant)} with now plus the timeout.
     *
     * @param timeout the time; zero or less ends at once, 146 years or more never ends
     * @return a new context
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws NullPointerException if {@code timeout} is null
     * @see <a href="https://pkg.go.dev/context#WithTimeout">Go: context.WithTimeout</a>
     */
    @MustBeClosed
    default CancellableContext withTimeout(Duration timeout) {
        return CancelContext.withTimeout(this, timeout, null);
    }

    /**
     * As {@link #withTimeout(Duration)}, with the cause of an end by the timeout.
     *
     * @param timeout the time; zero or less ends at once, 146 years or more never ends
     * @param cause the {@link #cause()} if the timeout ends the context; not used if it is cancelled
     * @return a new context
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws NullPointerException if {@code timeout} or {@code cause} is null
     * @see <a href="https://pkg.go.dev/context#WithTimeoutCause">Go: context.WithTimeoutCause</a>
     */
    @MustBeClosed
    default CancellableContext withTimeout(Duration timeout, Throwable cause) {
        return CancelContext.withTimeout(this, timeout, Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Derives a context that ends at a time. If the deadline of this context is earlier, the new context has that one
     * and ends with this context. If the time is not after now, the new context is done.
     *
     * <p>The deadline is converted to a time of the monotonic clock at once. A later change of the system's clock does
     * not move it.
     *
     * @param deadline the time, by the system's clock; 146 years from now or later never comes
     * @return a new context
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws NullPointerException if {@code deadline} is null
     * @see <a href="https://pkg.go.dev/context#WithDeadline">Go: context.WithDeadline</a>
     */
    @MustBeClosed
    default CancellableContext withDeadline(Instant deadline) {
        return CancelContext.withDeadline(this, deadline, null);
    }

    /**
     * As {@link #withDeadline(Instant)}, with the cause of an end by the deadline.
     *
     * @param deadline the time, by the system's clock; 146 years from now or later never comes
     * @param cause the {@link #cause()} if the deadline ends the context; not used if it is cancelled, or if the
     *     deadline of this context is earlier
     * @return a new context
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws NullPointerException if {@code deadline} or {@code cause} is null
     * @see <a href="https://pkg.go.dev/context#WithDeadlineCause">Go: context.WithDeadlineCause</a>
     */
    @MustBeClosed
    default CancellableContext withDeadline(Instant deadline, Throwable cause) {
        return CancelContext.withDeadline(this, deadline, Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Derives a context with one more value. Everything else, including the done channel, is that of this context.
     *
     * @param key the key
     * @param value the value; null hides a value of a context further up
     * @param <V> the type of the value
     * @return a new context
     * @throws NullPointerException if {@code key} is null
     * @see <a href="https://pkg.go.dev/context#WithValue">Go: context.WithValue</a>
     */
    @CheckReturnValue
    default <V> Context withValue(ContextKey<V> key, @Nullable V value) {
        return new ValueContext(this, key, value);
    }

    /**
     * Derives a context that has the values of this one and never ends. It is meant for work that must be finished even
     * if the request is cancelled.
     *
     * @return a new context, without a deadline
     * @see <a href="https://pkg.go.dev/context#WithoutCancel">Go: context.WithoutCancel</a>
     */
    @CheckReturnValue
    default Context withoutCancel() {
        return EndlessContext.withValuesOf(this);
    }

    /**
     * Registers a function that is called after this context has ended, or at once if it has, in a goroutine of its
     * own. The thread that ends the context does not wait for the function. An exception that the function throws goes
     * to the thread's uncaught-exception handler, as with {@link Go#go(Go.Task)}.
     *
     * @param function the function to call
     * @return the registration, which is independent of all others
     * @throws NullPointerException if {@code function} is null
     * @see <a href="https://pkg.go.dev/context#AfterFunc">Go: context.AfterFunc</a>
     */
    default Registration afterFunc(Go.Task function) {
        return AfterFunc.register(this, Objects.requireNonNull(function, "function"));
    }

    /**
     * Runs a body in the current thread, which is interrupted when this context ends. This is meant for code that
     * responds to interrupts but takes no context.
     *
     * {@snippet :
     * String line = ctx.interrupting(() -> reader.readLine());
     * }
     *
     * <p>If this context is done when the body ends, {@link #err()} is thrown, even if the body has returned a result.
     * An exception of the body is then added to it as suppressed, except an {@link Error}, which is thrown itself.
     *
     * <p>No interrupt of this context arrives after the body. An interrupt from elsewhere, such as an outer context, an
     * outer group or an executor, is not lost: the interrupted status is then set. An interrupt that is sent at the
     * same moment as that of this context cannot be distinguished from it.
     *
     * <p>This is a waiting method: see {@linkplain io.github.goloom.chan##waiting Waiting}. If it throws on entry, the
     * body does not run.
     *
     * @param body the function to run
     * @param <V> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @return the result of the body
     * @throws ContextException the {@link #err()}, if this is done on entry or ends before the body does
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if interrupted on entry, or if the body throws it and this has not ended
     * @throws NullPointerException if {@code body} is null
     * @throws X if the body throws it and this has not ended
     */
    default <V extends @Nullable Object, X extends Exception> V interrupting(Body<? extends V, ? extends X> body)
            throws X, InterruptedException {
        return Interrupting.run(this, Objects.requireNonNull(body, "body"));
    }

    /**
     * As {@link #interrupting(Body)}, for a task without a result.
     *
     * @param task the task to run
     * @param <X> the type of the exceptions that the task may throw
     * @throws ContextException the {@link #err()}, if this is done on entry or ends before the task does
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if interrupted on entry, or if the task throws it and this has not ended
     * @throws NullPointerException if {@code task} is null
     * @throws X if the task throws it and this has not ended
     */
    default <X extends Exception> void interrupting(Action<? extends X> task) throws X, InterruptedException {
        Objects.requireNonNull(task, "task");
        Interrupting.<@Nullable Void, X>run(this, () -> {
            task.run();
            return null;
        });
    }

    /**
     * The body for {@link #interrupting(Body)}.
     *
     * @param <V> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     */
    @FunctionalInterface
    interface Body<V extends @Nullable Object, X extends Exception> {
        /**
         * Runs the body.
         *
         * @return the result
         * @throws X if the body fails
         * @throws InterruptedException if the current thread is interrupted
         */
        V run() throws X, InterruptedException;
    }

    /** The registration of a function that is called after a context has ended. */
    interface Registration extends AutoCloseable {
        /**
         * Withdraws the function. In a race with the end of the context, the function is called if and only if no call
         * of this method has returned true. This method never waits for the function.
         *
         * @return true if this call has prevented the call of the function; false if the function was called or is
         *     about to be, or if it was stopped before
         */
        boolean stop();

        /** As {@link #stop}. */
        @Override
        default void close() {
            boolean unused = stop();
        }
    }
}
