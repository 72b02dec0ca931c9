package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
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
 * The state of one of the types of this package: its lock, its queues, and how a thread waits in one of them. Whoever would
 * have to wait makes a waiter before it takes the lock, joins a queue under it, and then calls one of these.
 */
abstract class Gate extends Guarded {
    /** What threads wait for, for thread dumps. */
    private final Object blocker;

    Gate(Object blocker) {
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
    void left() {}

    /** {@return the node that was served; null if the time ran out} */
    final @Nullable Node await(WaitQueue queue, Waiter waiter, long nanos, @Nullable Cancellation until)
            throws InterruptedException {
        return Waits.served(park(queue, waiter, nanos), until);
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
                left();
            } finally {
                unlock();
            }
        }
    }
}
