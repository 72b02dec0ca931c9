package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread's work that is interrupted when its owner, a context or a group, ends. The thread opens it, does
 * the work and closes it; scopes nest.
 *
 * <pre>
 *   from      to        by
 *   OPEN      CLOSED    the thread: the owner has not ended, and no interrupt will come
 *   OPEN      SENDING   the one that ends the owner, before it interrupts the thread
 *   SENDING   SENT      the same, after the interrupt
 *   SENDING   SPARED    the same: the interrupt status was set already, and that is not ours
 * </pre>
 *
 * <p><b>Whose interrupt.</b> A thread has one interrupt status, and several may interrupt it: so interrupts are
 * counted. At the end of the scope, each {@link InterruptedException} that came out of the work is one, and a status
 * that is set is one. One of them is ours if ours was sent; one more belongs to somebody else, and stays set. Two
 * interrupts that meet before the thread sees the first are one status. If both come from scopes, the outer one is told
 * again when the inner one closes: {@link #TOLD} counts, for each thread, the scopes whose interrupt was begun and
 * those whose interrupt was sent, and a scope that was told sets the status again if more are begun at its close than
 * were sent at its opening. That status belongs to the outer scope, also if it was spared. If one comes from elsewhere
 * between ours and the moment at which the thread sees it, an {@link InterruptCounter} shows it: more interrupts have
 * come since ours was sent than scopes have sent (decision 12).
 *
 * <p><b>No late interrupt.</b> A thread that closes a scope that was told waits for all that are being sent to it: so
 * what it sets again is not followed by what it was set for.
 */
public final class InterruptScope extends Follower {
    private static final VarHandle PHASE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "phase", VarHandle.class, InterruptScope.class, Phase.class);

    /** By the identifier of each thread that is in a scope which was told. Almost always empty. */
    private static final ConcurrentHashMap<Long, Told> TOLD = new ConcurrentHashMap<>();

    private enum Phase {
        OPEN,
        SENDING,
        SENT,
        SPARED,
        CLOSED
    }

    /** The open scopes of a thread that were told. */
    private static final class Told {
        static final int GONE = -1;

        /** {@link #GONE} once this is taken out of the map. */
        final AtomicInteger begun = new AtomicInteger();

        final AtomicInteger sent = new AtomicInteger();

        /** How many interrupts scopes have sent, those included that are closed; counted after each has come. */
        final AtomicInteger interrupts = new AtomicInteger();

        /** The status that is set belongs to these scopes. Of the thread only. */
        boolean again;

        boolean begin() {
            int before = begun.get();
            while (before != GONE && !begun.compareAndSet(before, before + 1)) {
                before = begun.get();
            }
            return before != GONE;
        }

        /** {@return how many others were sent; negative, and nothing is changed, if one has begun that was not sent} */
        int leave() {
            int before = sent.get();
            if (!begun.compareAndSet(before, before == 1 ? GONE : before - 1)) {
                return -1;
            }
            sent.decrementAndGet();
            return before - 1;
        }
    }

    private final Thread thread = Thread.currentThread();
    private final int sentBefore;
    private final @Nullable InterruptCounter counter;
    private volatile Phase phase = Phase.OPEN;

    /** Where this is counted; written before the phase. */
    private @Nullable Told counted;

    /** How many interrupts had come before ours, and before them how many from scopes; written before the phase. */
    private int countBefore;

    private int interruptsBefore;

    /** Opens a scope of the current thread, which ends with the scope: an interrupt that meets ours matters to nobody. */
    public InterruptScope() {
        this(null);
    }

    /** Opens a scope of the current thread, which also knows of the interrupts that meet ours if it has a counter. */
    public InterruptScope(@Nullable InterruptCounter counter) {
        this.counter = counter;
        Told told = told();
        sentBefore = told == null ? 0 : told.sent.get();
        if (counter != null) {
            counter.start(); // last: what the thread is given here, close takes back
        }
    }

    private @Nullable Told told() {
        return TOLD.isEmpty() ? null : TOLD.get(thread.threadId());
    }

    /**
     * Interrupts the thread, unless the scope is closed or was told before. May run foreign code: that of the thread.
     */
    public void tell() {
        if (!PHASE.compareAndSet(this, Phase.OPEN, Phase.SENDING)) {
            return;
        }
        boolean sent = false;
        try {
            begin();
            if (isClear()) {
                sent = true;
                thread.interrupt();
                if (counted != null) {
                    counted.interrupts.incrementAndGet();
                }
            }
        } finally {
            if (counted != null) {
                counted.sent.incrementAndGet();
            }
            phase = sent ? Phase.SENT : Phase.SPARED;
            Canary.unpark(thread); // if it waits for this; an interrupt does as much
        }
    }

    /**
     * {@return whether the interrupt status is clear, at an instant at which {@link #countBefore} interrupts have come}
     */
    private boolean isClear() {
        if (counter == null) {
            return !thread.isInterrupted();
        }
        if (counted != null) {
            interruptsBefore = counted.interrupts.get();
        }
        boolean clear;
        do {
            countBefore = counter.count();
            clear = !thread.isInterrupted();
        } while (clear && counter.count() != countBefore);
        return clear;
    }

    private void begin() {
        try {
            Told told = TOLD.computeIfAbsent(thread.threadId(), id -> new Told());
            while (!told.begin()) {
                TOLD.remove(thread.threadId(), told); // as the thread is about to
                told = TOLD.computeIfAbsent(thread.threadId(), id -> new Told());
            }
            counted = told;
        } catch (OutOfMemoryError e) {
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
            stopCounter();
            return false;
        }
        int seen = thrown instanceof InterruptedException ? 1 : 0;
        boolean hasMetAnother;
        int others;
        do {
            seen += awaitTold();
            hasMetAnother = hasMetAnother();
            others = leave();
        } while (others < 0);
        stopCounter();
        Told told = counted;
        boolean isOurs = phase == Phase.SENT || (told != null && told.again);
        boolean othersToo = seen > (isOurs ? 1 : 0) || (seen > 0 && hasMetAnother);
        boolean outerToo = others > sentBefore;
        if (told != null) {
            told.again = outerToo && !othersToo;
        }
        if (outerToo || othersToo) {
            thread.interrupt();
        }
        return true;
    }

    /** As {@link #close(Throwable)}; leaves the signal on which this is registered. */
    public boolean close(DoneSignal signal, @Nullable Throwable thrown) {
        boolean told = close(thrown);
        if (!told) {
            signal.unregister(this);
        }
        return told;
    }

    private void stopCounter() {
        if (counter != null) {
            counter.stop();
        }
    }

    /**
     * {@return whether an interrupt from elsewhere has come after ours, which the thread may have seen as one with it}
     * An interrupt of a scope is counted among those of scopes after it has come, and before that number is read here,
     * unless a scope is being told just now: then the answer is false. So none of them is taken for one from elsewhere.
     */
    private boolean hasMetAnother() {
        Told told = counted;
        if (counter == null || told == null || phase != Phase.SENT) {
            return false;
        }
        int begun = told.begun.get();
        int all = counter.count() - countBefore;
        int fromScopes = told.interrupts.get() - interruptsBefore;
        return all > fromScopes && told.sent.get() == begun && told.begun.get() == begun;
    }

    private boolean isBeingTold() {
        Told told = told();
        return phase == Phase.SENDING || (told != null && told.begun.get() != told.sent.get());
    }

    /**
     * Waits until no scope of the thread is being told. {@return how often the interrupt status was set; it is clear
     * then}
     */
    private int awaitTold() {
        int seen = 0;
        while (isBeingTold()) {
            if (Thread.interrupted()) { // or it could not park
                seen++;
            } else {
                Clock.park(this);
            }
        }
        return seen + (Thread.interrupted() ? 1 : 0);
    }

    /** {@return how many others were told; negative if another is being told since {@link #awaitTold}} */
    private int leave() {
        Told told = counted;
        int others = told == null ? 0 : told.leave();
        if (told != null && others == 0) {
            TOLD.remove(thread.threadId(), told);
        }
        return others;
    }

    @Override
    protected boolean mayWait() {
        return true;
    }

    @Override
    protected @Nullable Node onEnd() {
        tell();
        return null;
    }

    @Override
    public String toString() {
        return "InterruptScope[" + thread.getName() + ", " + phase + "]";
    }
}
