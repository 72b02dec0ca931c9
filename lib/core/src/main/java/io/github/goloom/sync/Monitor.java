package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one of the types of this package: its lock, its queues, and how a thread waits in one of them. An
 * operation that may wait makes its waiter before it takes the lock, joins a queue under the lock, and waits once the
 * lock is free.
 */
abstract class Monitor extends Guarded {
    static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());

    static final Undone NOT_YET = Undone.NOT_YET;

    /** What threads wait for, for thread dumps. */
    private final Object blocker;

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

    Monitor(Object blocker) {
        this.blocker = blocker;
    }

    /** {@return what the text of an object begins with that may have a name} */
    static String label(@Nullable String name) {
        return name == null ? "" : '"' + name + "\", ";
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
            outcome = waiter.await(blocker, nanos);
            return outcome;
        } finally {
            leaveUnless(outcome, queue, waiter);
        }
    }

    /** Waits until the node is served; keeps the interrupt status. */
    final void awaitUninterruptibly(WaitQueue queue, Waiter waiter) {
        Outcome outcome = null;
        try {
            outcome = waiter.awaitUninterruptibly(blocker);
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
