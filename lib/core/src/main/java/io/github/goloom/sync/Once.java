package io.github.goloom.sync;

import io.github.goloom.chan.Action;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.QuietEnd;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something once, however many ask for it. Go's {@code sync.Once}.
 *
 * {@snippet :
 * Supplier<String> config = Once.value(() -> load("app.conf"));
 * }
 *
 * <p>The first to ask does it; the others wait until it is done. Who asks for it while doing it waits for itself, for
 * ever.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What the body did <i>happens-before</i> the return of every call of {@code
 * run}, {@code function} or {@code value} that did not throw {@link InterruptedException}.
 *
 * @see <a href="https://pkg.go.dev/sync#Once">Go: sync.Once</a>
 */
public final class Once {
    private final OnceState state = new OnceState(this);

    /** Makes one that has not run. */
    public Once() {}

    /**
     * Runs the body, if this is the first call; otherwise waits until the body of the first is over. A body that throws
     * counts as done, too: the first caller gets what it threw, and the others nothing.
     *
     * <p>A body that was told to stop, which ends by an {@link InterruptedException} or another {@linkplain QuietEnd
     * quiet end}, does not count: its caller gets the exception, and the next caller, one that waits for instance, runs
     * its own body. <b>Differs from Go</b>, where there are no interrupts.
     *
     * <p><b>Interruption.</b> If the current thread has its interrupted status set on entry, or is interrupted while
     * waiting, the status is cleared and {@link InterruptedException} is thrown. The body of this call was not run,
     * unless the exception is its own.
     *
     * @param body what to do
     * @param <X> what it may throw
     * @throws X what the body threw, to its caller only
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code body} is null
     */
    public <X extends Exception> void run(Action<? extends X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Monitor.CHANS.enter(null);
        runOnce(body, null);
    }

    /**
     * As {@link #run(Action)}, unless the cancellation comes first while another body runs. It does not end the body of
     * this call.
     *
     * @param body what to do
     * @param until what ends the wait; if it is done on entry it wins, whether this is done or not
     * @param <X> what the body may throw
     * @throws X what the body threw, to its caller only
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code body} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done
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
     * A function that runs another once. If that throws, every call throws the same; but a {@linkplain QuietEnd quiet
     * end} comes to its caller only, and the next call runs it again.
     *
     * <p><b>Interruption.</b> Waits on, and keeps the interrupt status.
     *
     * @param function what to run once; not kept after that
     * @return a function that does so
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
     * A supplier that asks another once, and keeps the value. If that throws, every call throws the same; but a
     * {@linkplain QuietEnd quiet end} comes to its caller only, and the next call asks again.
     *
     * <p><b>Interruption.</b> Waits on, and keeps the interrupt status.
     *
     * @param supplier what to ask once; not kept after that
     * @param <T> the type of the value
     * @return a supplier that does so
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
