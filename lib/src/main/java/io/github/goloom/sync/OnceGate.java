package io.github.goloom.sync;

import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;

/**
 * Lets the first through; the others wait until it is over.
 *
 * <pre>
 *   from      to        by
 *   NEW       RUNNING   the first
 *   RUNNING   OVER      the same
 * </pre>
 *
 * <p>Written under the lock; what was done before {@code OVER} happens-before every read of it.
 */
final class OnceGate extends Gate {
    private enum Phase {
        NEW,
        RUNNING,
        OVER
    }

    private final WaitQueue waiters = new WaitQueue();
    private volatile Phase phase = Phase.NEW;

    OnceGate(Object blocker) {
        super(blocker);
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** {@return true if the caller is the first, who has to call {@link #over}; false, after waiting, if it was over} */
    boolean enter() throws InterruptedException {
        Waiter waiter = new Waiter(null, null);
        boolean first = startOrJoin(waiter);
        if (!first && !isOver()) {
            await(waiters, waiter, Clock.FOREVER, null);
        }
        return first;
    }

    /** As {@link #enter}, but an interrupt does not end the wait. */
    boolean enterUninterruptibly() {
        Waiter waiter = new Waiter(null, null);
        boolean first = startOrJoin(waiter);
        if (!first && !isOver()) {
            awaitUninterruptibly(waiters, waiter);
        }
        return first;
    }

    private boolean startOrJoin(Waiter waiter) {
        lock();
        try {
            boolean first = phase == Phase.NEW;
            if (first) {
                phase = Phase.RUNNING;
            } else if (phase == Phase.RUNNING) {
                waiters.add(waiter);
            }
            return first;
        } finally {
            unlock();
        }
    }

    void over() {
        lock();
        try {
            phase = Phase.OVER;
            claimAll(waiters);
        } finally {
            unlock();
        }
    }
}
