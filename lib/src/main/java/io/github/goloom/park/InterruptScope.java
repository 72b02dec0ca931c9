package io.github.goloom.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread's work that is interrupted when its owner, a context or a group, ends. The thread opens it, does the work and
 * closes it; scopes nest.
 *
 * <pre>
 *   from      to        by
 *   OPEN      CLOSED    the thread: the owner has not ended, and no interrupt will come
 *   OPEN      SENDING   the one that ends the owner, before it interrupts the thread
 *   SENDING   AWAITED   the thread, which parks: it has closed the scope, and the interrupt is not sent yet
 *   SENDING,  SENT      the sender, after the interrupt
 *   AWAITED   SPARED    the sender: the interrupt status was set already, and that is not ours
 * </pre>
 *
 * <p><b>Whose interrupt.</b> A thread has one interrupt status, and several may interrupt it: so interrupts are counted. At the end
 * of the scope, each {@link InterruptedException} that came out of the work is one, and a status that is set is one. One of them is
 * ours if ours was sent; one more belongs to somebody else, and stays set. Two interrupts that meet before the thread sees the first are
 * one status. If both come from scopes, the outer one is told again when the inner one closes: {@link #TOLD} counts, for
 * each thread, the scopes whose interrupt was begun and those whose interrupt was sent, and a scope that was told sets the status again if more
 * are begun at its close than were sent at its opening. That status belongs to the outer scope, also if it was spared. An interrupt that comes
 * from elsewhere between ours and the moment at which the thread sees it cannot be told from ours (decision 12).
 *
 * <p><b>No late interrupt.</b> A thread that closes a scope whose interrupt is being sent waits for that.
 */
public final class InterruptScope extends Follower {
    private static final VarHandle PHASE;
    private static final long BEGUN = 1;
    private static final long SENT_TOO = 1L << 32;

    /** The status that is set belongs to the enclosing scopes that were told. */
    private static final long RETOLD = 1L << 62;

    /**
     * By the identifier of each thread that is in a scope which was told: how many interrupts were begun, and times {@link #SENT_TOO}, how many
     * were sent; and {@link #RETOLD}. Almost always empty.
     */
    private static final ConcurrentHashMap<Long, Long> TOLD = new ConcurrentHashMap<>();

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(InterruptScope.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum Phase {
        OPEN,
        SENDING,
        AWAITED,
        SENT,
        SPARED,
        CLOSED
    }

    private final Thread thread = Thread.currentThread();
    private final int sentBefore = (int) ((told() & ~RETOLD) / SENT_TOO);
    private volatile Phase phase = Phase.OPEN;

    /** What the sender has added to {@link #TOLD}; written before the phase. */
    private long counted;

    /** Opens a scope of the current thread. */
    public InterruptScope() {}

    private long told() {
        return TOLD.isEmpty() ? 0 : TOLD.getOrDefault(thread.threadId(), 0L);
    }

    /** Interrupts the thread, unless the scope is closed or was told before. May run foreign code: that of the thread. */
    public void tell() {
        if (!PHASE.compareAndSet(this, Phase.OPEN, Phase.SENDING)) {
            return;
        }
        boolean sent = false;
        try {
            count(BEGUN);
            if (!thread.isInterrupted()) {
                sent = true;
                thread.interrupt();
            }
        } finally {
            if (counted != 0) {
                count(SENT_TOO);
            }
            if (PHASE.getAndSet(this, sent ? Phase.SENT : Phase.SPARED) == Phase.AWAITED) {
                Canary.unpark(thread);
            }
        }
    }

    private void count(long what) {
        try {
            TOLD.merge(thread.threadId(), what, Long::sum);
            counted += what;
        } catch (VirtualMachineError e) {
            // the interrupt matters more; it could be taken for that of an inner scope
        }
    }

    /**
     * Closes the scope. The interrupt status is then set if and only if somebody else has interrupted the thread.
     *
     * @param thrown what came out of the work, if anything
     * @return whether this was told
     */
    public boolean close(@Nullable Throwable thrown) {
        if (PHASE.compareAndSet(this, Phase.OPEN, Phase.CLOSED)) {
            return false;
        }
        int seen = thrown instanceof InterruptedException ? 1 : 0;
        PHASE.compareAndSet(this, Phase.SENDING, Phase.AWAITED);
        while (phase == Phase.AWAITED) {
            seen += Thread.interrupted() ? 1 : 0; // or it could not park
            if (phase == Phase.AWAITED) {
                Clock.park(this);
            }
        }
        seen += Thread.interrupted() ? 1 : 0;
        boolean isOurs = phase == Phase.SENT || (told() & RETOLD) != 0;
        boolean othersToo = seen > (isOurs ? 1 : 0);
        change(all -> (all & ~RETOLD) - counted);
        boolean outerToo = (int) told() > sentBefore;
        if (outerToo && !othersToo) {
            change(all -> all | RETOLD);
        }
        if (outerToo || othersToo) {
            thread.interrupt();
        }
        return true;
    }

    private void change(LongUnaryOperator change) {
        TOLD.computeIfPresent(thread.threadId(), (id, all) -> {
            long changed = change.applyAsLong(all);
            return changed == 0 ? null : Long.valueOf(changed);
        });
    }

    @Override
    protected boolean mayWait() {
        return true;
    }

    @Override
    protected @Nullable Node ended() {
        tell();
        return null;
    }

    @Override
    public String toString() {
        return "InterruptScope[" + thread.getName() + ", " + phase + "]";
    }
}
