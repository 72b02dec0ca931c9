package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread's work that is interrupted when its owner, a context or a group, ends. The thread opens the scope,
 * does the work and closes the scope. Scopes nest.
 *
 * <pre>
 *   from      to        by
 *   OPEN      CLOSED    the thread: the owner has not ended, and no interrupt will come
 *   OPEN      SENDING   the thread that ends the owner, before it interrupts the thread of the scope
 *   SENDING   SENT      the same, after the interrupt
 *   SENDING   SPARED    the same: the interrupted status was set already, by another party
 * </pre>
 *
 * <p><b>Counted interrupts.</b> A thread has one interrupted status, which several parties may set. A scope that was
 * told therefore counts interrupts when it closes: an {@link InterruptedException} that came out of the work is one,
 * and a status that is set is one. If the scope has sent an interrupt, one of them is its own. One more belongs to
 * another party, and the status is set for it.
 *
 * <p><b>Nested scopes.</b> If a second interrupt arrives before the thread has seen the first, the two leave one
 * status. If both were sent by scopes, the inner scope sets the status again for the outer one when it closes.
 * {@link #TOLD} counts, for each thread, the open scopes that have begun to send an interrupt, and those that have sent
 * it. A scope that was told sets the status again if, at its close, more other scopes have begun than had sent at its
 * opening. That status belongs to the outer scope, even if the outer scope was spared. An interrupt from elsewhere that
 * arrives after that of a scope and before the thread has seen that cannot be distinguished from it (decision 12).
 *
 * <p><b>No late interrupt.</b> A scope that was told waits at its close until every interrupt that a scope is sending
 * to the thread has been sent. Otherwise the status that it sets again might be followed by the interrupt for which it
 * was set.
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

        /** {@link #GONE} after this object is removed from the map. */
        final AtomicInteger begun = new AtomicInteger();

        final AtomicInteger sent = new AtomicInteger();

        /** Whether the interrupted status was set again for the outer scope. Confined to the thread. */
        boolean again;

        boolean begin() {
            int before = begun.get();
            while (before != GONE && !begun.compareAndSet(before, before + 1)) {
                before = begun.get();
            }
            return before != GONE;
        }

        /** Removes one scope. {@return the number of other scopes that have begun} */
        int leave() {
            sent.decrementAndGet();
            int before = begun.get();
            while (!begun.compareAndSet(before, before == 1 ? GONE : before - 1)) {
                before = begun.get();
            }
            return before - 1;
        }
    }

    private final Thread thread = Thread.currentThread();
    private final int sentBefore;
    private volatile Phase phase = Phase.OPEN;

    /** The object that counts this scope. Written before the phase. */
    private @Nullable Told counted;

    /** Opens a scope of the current thread. */
    public InterruptScope() {
        Told told = told();
        sentBefore = told == null ? 0 : told.sent.get();
    }

    private @Nullable Told told() {
        return TOLD.isEmpty() ? null : TOLD.get(thread.threadId());
    }

    /**
     * Interrupts the thread, unless the scope is closed or was told before. May run foreign code, such as an overridden
     * {@link Thread#interrupt}.
     */
    public void tell() {
        if (!PHASE.compareAndSet(this, Phase.OPEN, Phase.SENDING)) {
            return;
        }
        boolean sent = false;
        try {
            begin();
            if (!thread.isInterrupted()) {
                sent = true;
                thread.interrupt();
            }
        } finally {
            if (counted != null) {
                counted.sent.incrementAndGet();
            }
            phase = sent ? Phase.SENT : Phase.SPARED;
            Canary.unpark(thread); // if it waits in close(); the interrupt, if sent, has the same effect
        }
    }

    private void begin() {
        try {
            Told told = TOLD.computeIfAbsent(thread.threadId(), id -> new Told());
            while (!told.begin()) {
                TOLD.remove(thread.threadId(), told); // as the thread is about to do
                told = TOLD.computeIfAbsent(thread.threadId(), id -> new Told());
            }
            counted = told;
        } catch (OutOfMemoryError e) {
            // send it nevertheless; it may then be taken for the interrupt of an inner scope
        }
    }

    /**
     * Closes the scope. The interrupted status is then set if and only if another party has interrupted the thread.
     *
     * @param thrown the exception that came out of the work, or null
     * @return whether this scope was told
     */
    public boolean close(@Nullable Throwable thrown) {
        if (PHASE.compareAndSet(this, Phase.OPEN, Phase.CLOSED)) {
            return false;
        }
        int seen = thrown instanceof InterruptedException ? 1 : 0;
        while (isBeingTold()) {
            if (Thread.interrupted()) { // an interrupted thread would not park
                seen++;
            } else {
                Clock.park(this);
            }
        }
        seen += Thread.interrupted() ? 1 : 0;
        Told told = counted;
        boolean isOurs = phase == Phase.SENT || (told != null && told.again);
        boolean othersToo = seen > (isOurs ? 1 : 0);
        boolean outerToo = told != null && leave(told) > sentBefore;
        if (told != null) {
            told.again = outerToo && !othersToo;
        }
        if (outerToo || othersToo) {
            thread.interrupt();
        }
        return true;
    }

    /** Closes the scope as {@link #close(Throwable)} does, and unregisters it from the signal. */
    public boolean close(DoneSignal signal, @Nullable Throwable thrown) {
        boolean told = close(thrown);
        if (!told) {
            signal.unregister(this);
        }
        return told;
    }

    private boolean isBeingTold() {
        Told told = told();
        return phase == Phase.SENDING || (told != null && told.begun.get() != told.sent.get());
    }

    /** Leaves the count. {@return the number of other scopes that have begun} */
    private int leave(Told told) {
        int others = told.leave();
        if (others == 0) {
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
