package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Admits the first thread. The others wait until it is done, or compete anew if it was told to stop.
 *
 * <pre>
 *   from      to        by
 *   NEW       RUNNING   the first thread
 *   RUNNING   OVER      the same thread
 *   RUNNING   NEW       the same thread, if it was told to stop: another may try
 * </pre>
 *
 * <p>The phase is written under the lock. Actions before {@code OVER} is written happen-before every read of it.
 */
final class OnceState extends Monitor {
    private enum Phase {
        NEW,
        RUNNING,
        OVER
    }

    private final WaitQueue waiters = new WaitQueue();
    private volatile Phase phase = Phase.NEW;

    OnceState(Object blocker) {
        super(blocker, null);
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /**
     * {@return true if the caller is the first and must call {@link #leave}; false, maybe after a wait, if it is over}
     */
    boolean enter(@Nullable Cancellation until) throws InterruptedException {
        while (!isOver()) {
            Waiter waiter = CHANS.waiter(null, until);
            if (startOrJoin(waiter)) {
                hold(1);
                return true;
            } else if (!isOver()) {
                await(waiters, waiter, Clock.FOREVER, until);
            }
        }
        return false;
    }

    /** As {@link #enter}, but an interrupt does not end the wait. */
    boolean enterUninterruptibly() {
        while (!isOver()) {
            Waiter waiter = new Waiter(null, null);
            if (startOrJoin(waiter)) {
                hold(1);
                return true;
            } else if (!isOver()) {
                awaitUninterruptibly(waiters, waiter);
            }
        }
        return false;
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

    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        return mayServe(waiters, waiter, isStuck);
    }

    /** Ends what the first thread has begun. {@code over} is false if that thread was told to stop. */
    void leave(boolean over) {
        unhold(1);
        lock();
        try {
            phase = over ? Phase.OVER : Phase.NEW;
            claimAll(waiters);
        } finally {
            unlock();
        }
    }
}
