package io.github.goloom.sync;

import io.github.goloom.chan.Waits;
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
 * <p>The first to ask does it; the others wait until it is done. Who asks for it while doing it waits for itself, for ever.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What the body did <i>happens-before</i> the return of every call of {@code run}, {@code
 * function} or {@code value} that did not throw {@link InterruptedException}.
 *
 * @see <a href="https://pkg.go.dev/sync#Once">Go: sync.Once</a>
 */
public final class Once {
    private final OnceGate gate = new OnceGate(this);

    /** Makes one that has not run. */
    public Once() {}

    /**
     * What is done once.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Does it.
         *
         * @throws X whatever it likes
         */
        void run() throws X;
    }

    /**
     * Runs the body, if this is the first call; otherwise waits until the body of the first is over. It counts as done, too, if
     * it throws: the first caller gets what it threw, and the others nothing.
     *
     * <p><b>Interruption.</b> If the current thread has its interrupted status set on entry, or is interrupted while waiting, the
     * status is cleared and {@link InterruptedException} is thrown. The body of this call was not run.
     *
     * @param body what to do
     * @param <X> what it may throw
     * @throws X what the body threw, to the first caller only
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code body} is null
     */
    public <X extends Exception> void run(Body<? extends X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Waits.enter(null);
        if (!gate.isOver() && gate.enter()) {
            try {
                body.run();
            } finally {
                gate.over();
            }
        }
    }

    /**
     * A function that runs another once. If that throws, every call throws the same.
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
     * A supplier that asks another once, and keeps the value. If that throws, every call throws the same.
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
        return "Once[" + (gate.isOver() ? "done]" : "not done]");
    }
}
