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
 * A context: the deadline, the cancellation and the values that a request carries through every call and goroutine that
 * works for it. Go's {@code context.Context}.
 *
 * {@snippet :
 * try (CancellableContext ctx = parent.withTimeout(Duration.ofSeconds(2))) {
 *     Context request = ctx.withValue(USER, user);
 *     Go.go(() -> results.send(work(request), ctx));
 *     System.out.println(results.receive(ctx)); // the result, or an exception that says why there is none
 * }
 * }
 *
 * <p>Contexts make a tree. What ends one ends all that were derived from it, and nothing else: they are done when the
 * {@code cancel} that ended it returns. The first to end a context wins: {@link #err} and {@link #cause} never change.
 * No context needs a thread.
 *
 * <p>Pass it as the first parameter, to every method that waits or calls one that does. Every blocking method of the
 * library takes one; for those of others there is {@link #interrupting(Body)}.
 *
 * <p><b>Contexts of your own.</b> Implement {@link #done}, {@link #err}, {@link #cause}, {@link #deadline} and {@link
 * #value}, most simply by asking a context inside; the rest has defaults. The done channel is one of the library's, and
 * is what contexts that are derived from yours follow; it must be closed when, and only when, {@code err()} and {@code
 * cause()} are not null. These two are asked by whoever ends the context, and so must not wait.
 *
 * <p><b>Thread safety.</b> Any thread may call any method, at any time.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it ended a context, the making of the cause included,
 * <i>happens-before</i> the return of a receive that finds {@link #done} closed, the return of an {@link #err}, {@link
 * #cause} or {@link #isDone} that says so, and the first action of a function of {@link #afterFunc}; for the context
 * and for all that were derived from it.
 *
 * @see <a href="https://pkg.go.dev/context">Go: context</a>
 */
public interface Context extends Cancellation {
    /**
     * The root: never done, no deadline, no values.
     *
     * @return the one background context
     * @see <a href="https://pkg.go.dev/context#Background">Go: context.Background</a>
     */
    static Context background() {
        return EndlessContext.BACKGROUND;
    }

    /**
     * A root for where it is not yet clear which context to use; searched for later.
     *
     * @return the one such context, which is not {@link #background()}
     * @see <a href="https://pkg.go.dev/context#TODO">Go: context.TODO</a>
     */
    static Context todo() {
        return EndlessContext.TODO;
    }

    /**
     * A context that is done when the first of several is, with its cause. A value is that of the first of them that
     * has one; the deadline is the earliest. <b>Differs from Go</b>, where this is an example for {@code AfterFunc}.
     *
     * @param first one
     * @param others the others
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
     * The channel that is closed when this context ends; nothing is sent on it.
     *
     * @return the same channel at each call; {@link Chan#nil()} if this can never end
     */
    @Override
    ReceiveChan<Void> done();

    /**
     * Why this has ended.
     *
     * @return null until {@link #done()} is closed; then a new exception at each call, with the caller's stack and with
     *     {@link #cause()} as its cause: {@link DeadlineExceededException} or {@link ContextCancelledException}, always
     *     the same of the two. <b>Differs from Go</b>, where errors are fixed values, which have no stack.
     */
    @Override
    @Nullable
    ContextException err();

    /**
     * Who ended this, and why.
     *
     * @return null until this is done; then always the same object: what was given to {@code cancel} or as the cause of
     *     the deadline, or else an exception that was made when the context ended
     * @see <a href="https://pkg.go.dev/context#Cause">Go: context.Cause</a>
     */
    @Nullable
    Throwable cause();

    /**
     * When this will end by itself, at the latest.
     *
     * @return the deadline, by the system's clock; empty if there is none. It stays after the end.
     */
    Optional<Instant> deadline();

    /**
     * A value of this context or of the nearest above it that has the key.
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
     * @return a new context, which ends with this one if it was not ended before
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @see <a href="https://pkg.go.dev/context#WithCancel">Go: context.WithCancel</a>
     */
    @MustBeClosed
    default CancellableContext withCancel() {
        return CancelContext.childOf(this);
    }

    /**
     * Derives a context that ends after a time: {@link #withDeadline(Instant)} of now and the timeout.
     *
     * @param timeout how long; zero or less is over at once, 146 years or more never comes
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
     * As {@link #withTimeout(Duration)}, with the cause that it has if the time runs out.
     *
     * @param timeout how long; zero or less is over at once, 146 years or more never comes
     * @param cause the {@link #cause()} if the time runs out, but not if it is cancelled
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
     * Derives a context that ends at a time. If this one's deadline is earlier, the new context has that, and ends with
     * this one. A time that is not after now gives a context that is done.
     *
     * <p>The deadline is turned into a time of the monotonic clock at once: setting the system's clock does not move
     * it.
     *
     * @param deadline when, by the system's clock; 146 years from now or later never comes
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
     * As {@link #withDeadline(Instant)}, with the cause that it has if the time comes.
     *
     * @param deadline when, by the system's clock; 146 years from now or later never comes
     * @param cause the {@link #cause()} if the time comes, but not if it is cancelled; not used if this one's deadline
     *     is earlier
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
     * Derives a context with one value more. All else is this one's, the done channel included.
     *
     * @param key the key
     * @param value the value; null hides one further up
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
     * Derives a context that has the values of this one and never ends: for what must be finished whatever becomes of
     * the request.
     *
     * @return a new context, without a deadline
     * @see <a href="https://pkg.go.dev/context#WithoutCancel">Go: context.WithoutCancel</a>
     */
    @CheckReturnValue
    default Context withoutCancel() {
        return EndlessContext.withValuesOf(this);
    }

    /**
     * Has a function called once this context has ended, in a goroutine of its own; at once if it has. Who ends the
     * context does not wait for it. What it throws reaches that thread's uncaught-exception handler, as with {@link
     * Go#go(Go.Task)}.
     *
     * @param function what to call
     * @return the registration; each is independent of others
     * @throws NullPointerException if {@code function} is null
     * @see <a href="https://pkg.go.dev/context#AfterFunc">Go: context.AfterFunc</a>
     */
    default Registration afterFunc(Go.Task function) {
        return AfterFunc.register(this, Objects.requireNonNull(function, "function"));
    }

    /**
     * Runs a body in the current thread, which is interrupted when this context ends: for what knows interrupts, but no
     * contexts. If this is done when the body is over, {@link #err()} is thrown, whatever the body returned; what the
     * body threw is suppressed by it, except an {@link Error}, which comes out itself.
     *
     * {@snippet :
     * String line = ctx.interrupting(() -> reader.readLine());
     * }
     *
     * <p>No interrupt of this context arrives after the body. An interrupt that somebody else sent, such as a context
     * or a group further out or an executor, is not lost: the interrupt status is set then. One that is sent at the
     * same moment as that of this context cannot be told from it.
     *
     * <p><b>Interruption.</b> If the current thread has its interrupted status set on entry, the status is cleared and
     * {@link InterruptedException} is thrown before the body.
     *
     * @param body what to run
     * @param <V> the type of its result
     * @param <X> what it may throw
     * @return what the body returned
     * @throws ContextException the {@link #err()}, if this is done on entry or ends before the body does
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted by somebody else
     * @throws NullPointerException if {@code body} is null
     * @throws X what the body threw, if this has not ended
     */
    default <V extends @Nullable Object, X extends Exception> V interrupting(Body<? extends V, ? extends X> body)
            throws X, InterruptedException {
        return Interrupting.run(this, Objects.requireNonNull(body, "body"));
    }

    /**
     * Runs a task in the current thread, which is interrupted when this context ends; as {@link #interrupting(Body)}.
     *
     * @param task what to run
     * @param <X> what it may throw
     * @throws ContextException the {@link #err()}, if this is done on entry or ends before the task does
     * @throws IllegalStateException if this is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted by somebody else
     * @throws NullPointerException if {@code task} is null
     * @throws X what the task threw, if this has not ended
     */
    default <X extends Exception> void interrupting(Action<? extends X> task) throws X, InterruptedException {
        Objects.requireNonNull(task, "task");
        Interrupting.<@Nullable Void, X>run(this, () -> {
            task.run();
            return null;
        });
    }

    /**
     * What {@link #interrupting(Body)} runs.
     *
     * @param <V> the type of the result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface Body<V extends @Nullable Object, X extends Exception> {
        /**
         * Runs the body.
         *
         * @return the result
         * @throws X whatever it likes
         * @throws InterruptedException if the current thread is interrupted
         */
        V run() throws X, InterruptedException;
    }

    /** A function that waits for the end of a context. */
    interface Registration extends AutoCloseable {
        /**
         * Takes the function back. In any race with the end of the context, the function is called if and only if no
         * call of this returned true. Never waits for the function.
         *
         * @return true if this call has prevented the function from being called; false if it was called or is about to
         *     be, or if it was stopped before
         */
        boolean stop();

        /** As {@link #stop}. */
        @Override
        default void close() {
            boolean unused = stop();
        }
    }
}
