package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a group: how many run, who waits to start one or for the end of all, and what went wrong. Guarded by the lock.
 *
 * <p><b>Invariants</b>, whenever the lock is free, waiters that have withdrawn not counted: somebody waits to start a task only at the limit;
 * somebody waits for the end only if a task runs. The place of a task that ends goes to the first who waits for one.
 */
final class TaskCount extends Gate {
    private static final int SUPPRESSED = 16;

    private final WaitQueue starters = new WaitQueue();
    private final WaitQueue waiters = new WaitQueue();
    private int running;
    private int limit = -1;
    private int failures;

    private @Nullable Failure first;
    private @Nullable Failure last;

    /** What a task threw. */
    static final class Failure {
        private @Nullable Throwable cause;
        private @Nullable Failure next;
    }

    TaskCount(ErrGroup blocker) {
        super(blocker);
    }

    void limit(int tasks) {
        int found;
        lock();
        try {
            found = running;
            if (found == 0) {
                limit = tasks;
                while (!isFull() && giveTo(starters, null)) {
                    running++;
                }
            }
        } finally {
            unlock();
        }
        if (found > 0) {
            throw new IllegalStateException("limit changed to " + tasks + " while " + found + " tasks run");
        }
    }

    private boolean isFull() {
        return limit >= 0 && running >= limit;
    }

    boolean tryEnter() {
        return enterOrJoin(null);
    }

    /** {@return whether a task may be started; otherwise the waiter, if any, joins those who wait for that} */
    boolean enterOrJoin(@Nullable Waiter waiter) {
        lock();
        try {
            boolean entered = !isFull();
            if (entered) {
                running++;
            } else if (waiter != null) {
                starters.add(waiter);
            }
            return entered;
        } finally {
            unlock();
        }
    }

    Outcome awaitEntry(Waiter waiter) {
        return park(starters, waiter, Clock.FOREVER);
    }

    void leave() {
        lock();
        try {
            if (!giveTo(starters, null)) {
                running--;
                if (running == 0) {
                    claimAll(waiters);
                }
            }
        } finally {
            unlock();
        }
    }

    /** Notes what a task threw. {@return whether it is the first} */
    boolean note(Failure failure, Throwable cause) {
        lock();
        try {
            failure.cause = cause;
            Failure before = last;
            if (before == null) {
                first = failure;
                last = failure;
            } else if (failures <= SUPPRESSED) {
                before.next = failure;
                last = failure;
            }
            failures++;
            return before == null;
        } finally {
            unlock();
        }
    }

    /** Throws what went wrong, if anything did. */
    void throwFailure() throws ExecutionException {
        List<Throwable> causes = new ArrayList<>(1 + SUPPRESSED);
        int all;
        lock();
        try {
            for (Failure each = first; each != null; each = each.next) {
                causes.add(Objects.requireNonNull(each.cause));
            }
            all = failures;
        } finally {
            unlock();
        }
        if (all > 0) {
            String others = all == 1 ? "" : " (and " + (all - 1) + " more)";
            Throwable cause = causes.remove(0);
            ExecutionException thrown = new ExecutionException(cause + others, cause);
            causes.forEach(thrown::addSuppressed);
            throw thrown;
        }
    }

    boolean await(long nanos, @Nullable Cancellation until) throws InterruptedException {
        Waits.enter(until);
        if (isIdleOrJoin(null)) {
            return true;
        }
        if (nanos == 0) {
            return false;
        }
        Waiter waiter = Waits.waiter(null, until);
        return isIdleOrJoin(waiter) || await(waiters, waiter, nanos, until) != null;
    }

    void awaitUninterruptibly() {
        Waiter waiter = new Waiter(null, null);
        if (!isIdleOrJoin(waiter)) {
            awaitUninterruptibly(waiters, waiter);
        }
    }

    /** {@return whether no task runs; otherwise the waiter, if any, joins those who wait for that} */
    private boolean isIdleOrJoin(@Nullable Waiter waiter) {
        lock();
        try {
            if (running > 0 && waiter != null) {
                waiters.add(waiter);
            }
            return running == 0;
        } finally {
            unlock();
        }
    }

    @Override
    public String toString() {
        int now;
        int most;
        int failed;
        lock();
        try {
            now = running;
            most = limit;
            failed = failures;
        } finally {
            unlock();
        }
        return now + (most < 0 ? "" : "/" + most) + " running, " + failed + " failed";
    }
}
