package io.github.goloom.context;

import io.github.goloom.chan.Waits;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import io.github.goloom.park.Source;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt of a thread when a context has ended, while the thread is in a body. One compare-and-set decides between the
 * two ends:
 *
 * <pre>
 *   from           to             by
 *   RUNNING        OVER           the thread, at the end of the body: no interrupt will come
 *   RUNNING        INTERRUPTING   who ends the context
 *   INTERRUPTING   INTERRUPTED    the same, after the interrupt; the thread waits for it, so that none comes later
 * </pre>
 */
final class Interruption extends Follower {
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(Interruption.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum Phase {
        RUNNING,
        INTERRUPTING,
        INTERRUPTED,
        OVER
    }

    private final Thread thread = Thread.currentThread();
    private final Source source;
    private volatile Phase phase = Phase.RUNNING;

    private Interruption(Source source) {
        this.source = source;
    }

    @SuppressWarnings("ReferenceEquality") // nothing can be suppressed by itself
    static <V extends @Nullable Object, X extends Exception> V run(
            Context context, Context.Body<? extends V, ? extends X> body) throws X, InterruptedException {
        Waits.enter(context);
        Interruption interruption = new Interruption(Propagation.sourceOf(context));
        if (!interruption.source.enrol(interruption)) {
            throw Waits.errorOf(context);
        }
        V result;
        try {
            result = body.run();
        } catch (Throwable failure) {
            if (interruption.isLeft() || failure instanceof Error) {
                throw failure;
            }
            RuntimeException error = Waits.errorOf(context);
            if (error != failure) { // a context of another kind may have but one
                error.addSuppressed(failure);
            }
            throw error;
        }
        if (interruption.isLeft()) {
            return result;
        }
        throw Waits.errorOf(context);
    }

    /** Ends the body. {@return whether the context had not ended; otherwise the thread was interrupted, and that is cleared} */
    @SuppressWarnings("ThreadPriorityCheck") // the interrupter may need this very carrier
    private boolean isLeft() {
        if (PHASE.compareAndSet(this, Phase.RUNNING, Phase.OVER)) {
            source.withdraw(this);
            return true;
        }
        while (phase == Phase.INTERRUPTING) {
            Thread.yield();
        }
        Thread.interrupted();
        return false;
    }

    @Override
    protected @Nullable Node ended() {
        if (PHASE.compareAndSet(this, Phase.RUNNING, Phase.INTERRUPTING)) {
            try {
                thread.interrupt();
            } finally {
                phase = Phase.INTERRUPTED;
            }
        }
        return null;
    }
}
