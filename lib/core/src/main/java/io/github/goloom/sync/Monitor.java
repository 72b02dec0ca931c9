package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Held;
import io.github.goloom.park.Holders;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Seam;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of one of the types of this package: its lock, its queues, and how a thread waits in one of them. An
 * operation that may wait makes its waiter before it takes the lock, joins a queue under the lock, and waits once the
 * lock is free.
 */
abstract class Monitor extends Guarded implements Held {
    static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());

    static final Undone NOT_YET = Undone.NOT_YET;

    /** What threads wait for, for thread dumps. */
    private final Object blocker;

    private final @Nullable String name;

    /** The threads that hold this; null until one is noted. Written under the lock. */
    private volatile @Nullable Holders holders;

    /** What an operation comes to that has to wait. */
    enum Undone {
        NOT_YET
    }

    /** An operation that may have to wait. */
    @FunctionalInterface
    interface Operation {
        /**
         * Does it if that needs no wait. Otherwise the waiter, if there is one, joins a queue in the same critical
         * section.
         *
         * @param amount how much it takes, if that matters
         * @return what it came to, or {@link #NOT_YET}
         */
        @Nullable
        Object doOrJoin(long amount, @Nullable Waiter waiter);
    }

    Monitor(Object blocker, @Nullable String name) {
        this.blocker = blocker;
        this.name = name;
    }

    @Override
    public final Object blocker() {
        return blocker;
    }

    @Override
    public final @Nullable String name() {
        return name;
    }

    /** {@return the name, if there is one, and the state, for the text of {@link #blocker()}} */
    final String text() {
        return (name == null ? "" : '"' + name + "\", ") + description();
    }

    /** Notes that the current thread has taken this. Throws nothing, since it has. */
    final void hold(long amount) {
        if (Seam.seesLocks()) {
            try {
                holders().add(amount);
            } catch (Throwable e) {
                // the holder is not known
            }
        }
    }

    /** As {@link #hold}, if it was taken. {@return whether it was} */
    final boolean held(boolean taken) {
        if (taken) {
            hold(1);
        }
        return taken;
    }

    /** Notes that this is about to be given back. */
    final void unhold(long amount) {
        Holders known = holders;
        if (known != null) {
            try {
                known.remove(amount);
            } catch (Throwable e) {
                // a holder is shown that has gone
            }
        }
    }

    private Holders holders() {
        Holders made = new Holders();
        lock();
        try {
            Holders known = holders;
            if (known == null) {
                holders = made;
                known = made;
            }
            return known;
        } finally {
            unlock();
        }
    }

    /** {@return the amount that threads hold which never act again} */
    final long heldBy(LongPredicate isStuck) {
        Holders known = holders;
        return known == null ? 0 : known.heldBy(isStuck);
    }

    /** {@return whether the thread waits in the queue} Takes the lock. */
    final boolean isIn(WaitQueue queue, Thread thread) {
        lock();
        try {
            return queue.of(thread) != null;
        } finally {
            unlock();
        }
    }

    /** Whether a waiter may be served; by default, since anybody may serve it. */
    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        return true;
    }

    @Override
    public void forEachHolder(@Nullable Thread waiter, LongConsumer action) {
        Holders known = holders;
        if (known != null) {
            known.forEach(action);
        }
    }

    /** {@return the length in nanoseconds, as {@link Clock#nanos} says} */
    static long nanos(Duration timeout) {
        return Clock.nanos(Objects.requireNonNull(timeout, "timeout"));
    }

    /** Called under the lock after a waiter has left unserved: those behind it may be ready. */
    void admitNext() {}

    /**
     * Does an operation, and waits in the queue if it has to.
     *
     * @param nanos at most how long
     * @param until what ends the wait, if anything; if it is done on entry it wins
     * @return what the operation came to, or the value of the node that was served; {@link #NOT_YET} if the time ran
     *     out
     */
    final @Nullable Object operate(
            Operation operation, long amount, WaitQueue queue, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        CHANS.enter(until);
        Object result = operation.doOrJoin(amount, null);
        if (result != NOT_YET || nanos == 0) {
            return result;
        }
        Waiter waiter = CHANS.waiter(amount, until);
        result = operation.doOrJoin(amount, waiter);
        if (result != NOT_YET) {
            return result;
        }
        Node served = await(queue, waiter, nanos, until);
        return served == null ? NOT_YET : served.value;
    }

    /**
     * As {@link #operate}, without a limit and without an amount; an interrupt does not end the wait, and the status
     * stays set.
     */
    final void operateUninterruptibly(Operation operation, WaitQueue queue) {
        if (operation.doOrJoin(0, null) == NOT_YET) {
            Waiter waiter = new Waiter(null, null);
            if (operation.doOrJoin(0, waiter) == NOT_YET) {
                awaitUninterruptibly(queue, waiter);
            }
        }
    }

    /** {@return the node that was served; null if the time ran out} */
    final @Nullable Node await(WaitQueue queue, Waiter waiter, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        return CHANS.served(park(queue, waiter, nanos), until);
    }

    /** {@return the node that was served, or why none was} */
    final Outcome park(WaitQueue queue, Waiter waiter, long nanos) {
        Outcome outcome = null;
        try {
            outcome = waiter.await(this, nanos);
            return outcome;
        } finally {
            leaveUnless(outcome, queue, waiter);
        }
    }

    /** Waits until the node is served; keeps the interrupt status. */
    final void awaitUninterruptibly(WaitQueue queue, Waiter waiter) {
        Outcome outcome = null;
        try {
            outcome = waiter.awaitUninterruptibly(this);
        } finally {
            leaveUnless(outcome, queue, waiter);
        }
    }

    private void leaveUnless(@Nullable Outcome outcome, WaitQueue queue, Waiter waiter) {
        if (outcome != waiter) {
            lock();
            try {
                queue.remove(waiter);
                admitNext();
            } finally {
                unlock();
            }
        }
    }
}
