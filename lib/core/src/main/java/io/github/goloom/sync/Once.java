package io.github.goloom.sync;

import io.github.goloom.chan.Action;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.QuietEnd;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action once, however many threads ask for it. Go's {@code sync.Once}.
 *
 * {@snippet :
 * Supplier<String> config = Once.value(() -> load("app.conf"));
 * }
 *
 * <p>The first thread that asks runs the action; other threads wait until it is done. A thread that asks again from
 * within the action waits for itself forever.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions of the body <i>happen-before</i> the return of every call of
 * {@code run}, {@code function} or {@code value}, unless that throws {@link InterruptedException} or the error of a
 * cancellation.
 *
 * @see <a href="https://pkg.go.dev/sync#Once">Go: sync.Once</a>
 */
public final class Once {
    private final OnceState state = new OnceState(this);

    /** Makes an object whose action has not run. */
    public Once() {}

    /**
     * Runs the body if this is the first call; otherwise waits until the body of the first call has ended. A body that
     * throws also counts as done: the exception goes to its caller, and the other callers return normally.
     *
     * <p>A body that was told to stop, and ends by an {@link InterruptedException} or another
     * {@linkplain QuietEnd quiet end}, does not count as done. The exception goes to its caller. The next caller, which
     * may be one that already waits, runs its own body. <b>Differs from Go</b>, where there are no interrupts.
     *
     * <p>This is a waiting method: see {@linkplain io.github.goloom.chan##waiting Waiting}. If it throws
     * {@link InterruptedException}, the body of this call was not run, unless the body threw the exception.
     *
     * @param body the action
     * @param <X> the type of the exceptions that the body may throw
     * @throws X if the body of this call throws it
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code body} is null
     */
    public <X extends Exception> void run(Action<? extends X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Monitor.CHANS.enter(null);
        runOnce(body, null);
    }

    /**
     * Runs the body as {@link #run(Action)} does, unless the cancellation ends the wait for another body. The
     * cancellation does not end the body of this call.
     *
     * @param body the action
     * @param until the cancellation; if it is done on entry, this method throws, even if the action is done
     * @param <X> the type of the exceptions that the body may throw
     * @throws X if the body of this call throws it
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code body} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done
     */
    public <X extends Exception> void run(Action<? extends X> body, Cancellation until) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Monitor.CHANS.enter(Objects.requireNonNull(until, "until"));
        runOnce(body, until);
    }

    private <X extends Exception> void runOnce(Action<? extends X> body, @Nullable Cancellation until)
            throws X, InterruptedException {
        if (state.enter(until)) {
            boolean over = true;
            try {
                body.run();
            } catch (Throwable e) {
                over = !QuietEnd.is(e);
                throw e;
            } finally {
                state.leave(over);
            }
        }
    }

    /**
     * Returns a function that runs another function once. If that function throws, every call throws the same
     * exception. A {@linkplain QuietEnd quiet end}, however, goes to its caller only, and the next call runs the
     * function again. A call that waits continues to wait if it is interrupted, and keeps the interrupted status.
     *
     * @param function the function to run once; it is not referenced afterwards
     * @return the function that does so
     * @throws NullPointerException if {@code function} is null
     * @see <a href="https://pkg.go.dev/sync#OnceFunc">Go: sync.OnceFunc</a>
     */
    public static Runnable function(Runnable function) {
        Objects.requireNonNull(function, "function");
        Supplier<@Nullable Void> once = new OnceSupplier<>(() -> {
            function.run();
            return null;
        });
        return once::get;
    }

    /**
     * Returns a supplier that calls another supplier once and keeps the value. If that supplier throws, every call
     * throws the same exception. A {@linkplain QuietEnd quiet end}, however, goes to its caller only, and the next call
     * calls the supplier again. A call that waits continues to wait if it is interrupted, and keeps the interrupted
     * status.
     *
     * @param supplier the supplier to call once; it is not referenced afterwards
     * @param <T> the type of the value
     * @return the supplier that does so
     * @throws NullPointerException if {@code supplier} is null
     * @see <a href="https://pkg.go.dev/sync#OnceValue">Go: sync.OnceValue</a>
     */
    public static <T extends @Nullable Object> Supplier<T> value(Supplier<? extends T> supplier) {
        return new OnceSupplier<>(Objects.requireNonNull(supplier, "supplier"));
    }

    @Override
    public String toString() {
        return "Once[" + (state.isOver() ? "done]" : "not done]");
    }
}
