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
 * The state of an object of this package: its lock, its queues, and the way in which threads wait there. An operation
 * that may wait makes its waiter before it takes the lock, joins a queue under the lock, and then waits without it.
 */
abstract class Monitor extends Guarded implements Held {
    static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());

    static final Undone NOT_YET = Undone.NOT_YET;

    /** The object that threads wait for, for thread dumps. */
    private final Object blocker;

    private final @Nullable String name;

    /** The threads that hold this; null until one is noted. Written under the lock. */
    private volatile @Nullable Holders holders;

    /** The result of an operation that has to wait. */
    enum Undone {
        NOT_YET
    }

    /** An operation that may have to wait. */
    @FunctionalInterface
    interface Operation {
        /**
         * Performs the operation if that needs no wait. Otherwise the waiter, if any, joins a queue in the same
         * critical section.
         *
         * @param amount the amount to take; ignored by an operation that has none
         * @return the result, or {@link #NOT_YET}
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

    /** {@return a type with the name of one of its objects, if it has one, for the names of goroutines} */
    static String title(String type, @Nullable String name) {
        return name == null ? type : type + " \"" + name + '"';
    }

    /** {@return the name, if there is one, and the state, for the text of {@link #blocker()}} */
    final String text() {
        return (name == null ? "" : '"' + name + "\", ") + description();
    }

    /** Notes that the current thread has taken this. Throws nothing, because the thread already holds it. */
    final void hold(long amount) {
        if (Seam.seesLocks()) {
            try {
                holders().add(amount);
            } catch (Throwable e) {
                // the holder stays unknown
            }
        }
    }

    /** Does what {@link #hold} does if this was taken. {@return whether it was} */
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
                // a former holder remains noted
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

    /** {@return the amount that is held by threads that never act again} */
    final long heldBy(LongPredicate isStuck) {
        Holders known = holders;
        return known == null ? 0 : known.heldBy(isStuck);
    }

    /** {@return whether a waiter may be served, if it is one of a queue for which every holder has to act} */
    final boolean mayServe(WaitQueue queue, Thread waiter, LongPredicate isStuck) {
        return !isIn(queue, waiter) || heldBy(isStuck) == 0;
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

    /** Returns true by default, since any thread may serve a waiter. */
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

    /** {@return the length in nanoseconds, as {@link Clock#nanos} defines it} */
    static long nanos(Duration timeout) {
        return Clock.nanos(Objects.requireNonNull(timeout, "timeout"));
    }

    /** Called under the lock after a waiter has left unserved, since the waiters behind it may now be ready. */
    void admitNext() {}

    /**
     * Performs an operation, and waits in the queue if necessary.
     *
     * @param nanos the maximum time to wait
     * @param until the cancellation that ends the wait, or null; one that is done on entry ends the operation
     * @return the result of the operation, or the value of the node that was served; {@link #NOT_YET} if the timeout
     *     ended
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
     * As {@link #operate}, without a timeout and an amount. An interrupt does not end the wait, and the status stays
     * set.
     */
    final void operateUninterruptibly(Operation operation, WaitQueue queue) {
        if (operation.doOrJoin(0, null) == NOT_YET) {
            Waiter waiter = new Waiter(null, null);
            if (operation.doOrJoin(0, waiter) == NOT_YET) {
                awaitUninterruptibly(queue, waiter);
            }
        }
    }

    /** {@return the node that was served; null if the timeout ended} */
    final @Nullable Node await(WaitQueue queue, Waiter waiter, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        return CHANS.served(park(queue, waiter, nanos), until);
    }

    /** {@return the node that was served, or the reason why there is none} */
    final Outcome park(WaitQueue queue, Waiter waiter, long nanos) {
        Outcome outcome = null;
        try {
            outcome = waiter.await(this, nanos);
            return outcome;
        } finally {
            leaveUnless(outcome, queue, waiter);
        }
    }

    /** Waits until the node is served; keeps the interrupted status. */
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
