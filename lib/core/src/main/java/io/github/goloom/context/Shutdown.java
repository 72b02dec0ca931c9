package io.github.goloom.context;

import com.google.errorprone.annotations.MustBeClosed;
import java.time.Duration;
import java.util.Objects;

/**
 * The end of the JVM as the end of a context, so that a program that is told to stop can finish its work. Go's
 * {@code signal.NotifyContext}.
 *
 * {@snippet :
 * try (CancellableContext ctx = Shutdown.context(Duration.ofSeconds(10))) { // in main
 *     for (Order order : orders.until(ctx)) { // throws when the JVM is told to end
 *         handle(order);
 *     }
 * } finally {
 *     finish();
 * }
 * }
 *
 * @see <a href="https://pkg.go.dev/os/signal#NotifyContext">Go: signal.NotifyContext</a>
 */
public final class Shutdown {
    private Shutdown() {}

    /**
     * Returns a context that ends when the JVM begins to shut down: by SIGTERM, SIGINT (Ctrl-C) or SIGHUP, by
     * {@link System#exit}, or because the last thread that is not a daemon has ended. The JVM then waits until the
     * context is {@linkplain CancellableContext#close closed}, but not longer than the grace. Afterwards it ends with
     * its usual status, which is 143 for SIGTERM and 130 for SIGINT. It does not wait for what follows the close.
     *
     * <p>The message of the {@linkplain Context#cause() cause} is the name of the signal, such as {@code SIGTERM}, or
     * says that the JVM is shutting down. A second signal is not swallowed: while the JVM waits, it ends the JVM at
     * once ({@link Runtime#halt}), with 128 and the number of the signal as the status.
     *
     * <p>If several contexts are open, all end, and the JVM waits for all. A context that is closed before has no effect
     * on the JVM. One that is never closed delays its end by the grace. If the thread that called this method is itself
     * in {@code System.exit}, it cannot close the context, and the JVM does not wait. {@code cancel} ends the context,
     * but does not close it.
     *
     * <p><b>Differs from Go</b>, where the process goes on after the signal and ends when {@code main} returns. With
     * the option {@code -Xrs} the JVM does not handle signals, and they end it at once.
     *
     * @param grace the maximum time for which the JVM waits, from the beginning of its shutdown; 146 years or more is no
     *     limit
     * @return a new context; if the JVM is shutting down, it is done, and the JVM does not wait for it
     * @throws IllegalArgumentException if {@code grace} is negative
     * @throws NullPointerException if {@code grace} is null
     */
    @MustBeClosed
    public static CancellableContext context(Duration grace) {
        if (Objects.requireNonNull(grace, "grace").isNegative()) {
            throw new IllegalArgumentException("grace must not be negative: " + grace);
        }
        return ShutdownContext.open(grace);
    }
}
