package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A context that the shutdown of the JVM ends. Its shutdown hook is a platform thread, which ends the context and then
 * waits until it is closed.
 *
 * <p><b>Signals.</b> The JVM handles each SIGTERM, SIGINT and SIGHUP in a thread of its own. The first begins the
 * shutdown and is alive until all hooks have ended; any other waits for the first, so that without help a second signal
 * would have no effect. While the hook waits, it therefore looks for those threads from time to time. The library asks
 * for no signals itself: {@code sun.misc.Signal} is the only way, javac warns of each use, and its handlers would take
 * the place of those of the JVM and of the application.
 */
final class ShutdownContext extends CancelContext {
    private static final long LOOK_NANOS = 50_000_000;

    private final Duration grace;
    private final Thread owner = Thread.currentThread();
    private final Chan<Void> closed = Chan.unbuffered();
    private final Thread hook = Thread.ofPlatform()
            .name("goloom-shutdown")
            .inheritInheritableThreadLocals(false)
            .unstarted(this::onShutdown);

    private ShutdownContext(Duration grace) {
        super(Context.background(), Optional.empty(), Clock.FOREVER);
        this.grace = grace;
    }

    static ShutdownContext open(Duration grace) {
        ShutdownContext context = new ShutdownContext(grace);
        try {
            Runtime.getRuntime().addShutdownHook(context.hook);
        } catch (IllegalStateException e) { // the shutdown has begun
            context.cancelByShutdown();
        }
        return context;
    }

    private void cancelByShutdown() {
        List<EndSignal> signals = EndSignal.received();
        String why = signals.isEmpty()
                ? "the JVM is shutting down"
                : signals.getFirst().name();
        cancel(new ContextCancelledException(why, null));
    }

    /** The body of the hook: returns when the JVM need not wait any longer. */
    void onShutdown() {
        long deadline = Clock.after(Clock.now(), Clock.nanos(grace));
        cancelByShutdown();
        long left = deadline - Clock.now();
        while (left > 0 && !closed.isClosed() && !isOwnerExiting()) {
            List<EndSignal> signals = EndSignal.received();
            if (signals.size() > 1) {
                Runtime.getRuntime().halt(signals.getLast().status());
            }
            awaitClose(Math.min(left, LOOK_NANOS));
            left = deadline - Clock.now();
        }
    }

    private void awaitClose(long nanos) {
        try {
            Received<Void> unused = closed.tryReceive(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            // of no meaning to a hook, which looks again
        }
    }

    /** {@return whether the thread that is to close this context is in System.exit, from which it does not return} */
    private boolean isOwnerExiting() {
        for (StackTraceElement frame : owner.getStackTrace()) {
            if (frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        super.close();
        if (closed.tryClose()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the shutdown has begun: the hook runs, and is woken
            }
        }
    }

    @Override
    String suffix() {
        return ".Shutdown(" + grace + ")";
    }
}
