package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a group: how many run, which threads wait to start one or for the end of all, and the failures.
 *
 * <p>The number of running tasks is changed by a compare-and-set, so that tasks that start and end do not contend for a
 * lock. The lock is held, too, if there is a limit, for the step to 0 if a thread waits for it, and by a thread that
 * starts to wait. All else is guarded by the lock.
 *
 * <p><b>Invariants</b>, whenever the lock is free, not counting waiters that have withdrawn: a thread waits to start a
 * task only at the limit; if a thread waits for the end, a task runs and {@code AWAITED} is set. The place of a task
 * that ends goes to the first thread that waits for a place.
 */
final class GroupState extends Monitor {
    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, GroupState.class, long.class);
    private static final VarHandle NAMED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "named", VarHandle.class, GroupState.class, long.class);
    private static final int SUPPRESSED = 16;

    /** A thread may wait for the end. */
    private static final long AWAITED = 1;

    /** There is a limit. */
    private static final long LIMITED = 2;

    private static final long ONE = 4;

    private final WaitQueue starters = new WaitQueue();
    private final WaitQueue waiters = new WaitQueue();
    private final Operation end = (amount, waiter) -> idleOrJoin(waiter);

    /** The number of running tasks, times {@link #ONE}; {@link #LIMITED} and {@link #AWAITED}. */
    private volatile long state;

    /** The name of the goroutine of a task, but for its number. */
    private final String taskName;

    /** The number of tasks that were given a name. */
    @SuppressWarnings("UnusedVariable") // read through its handle
    private volatile long named;

    private int limit = -1;
    private long failures;

    private @Nullable Failure first;
    private @Nullable Failure last;

    /** A failure of a task. */
    static final class Failure {
        private @Nullable Throwable cause;
        private @Nullable Failure next;
    }

    GroupState(ErrGroup blocker, @Nullable String name) {
        super(blocker, name);
        taskName = title("ErrGroup", name) + " task ";
    }

    /** The end is that of all tasks, whereas the end of any task frees a place. */
    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        long never = heldBy(isStuck);
        return isIn(waiters, waiter) ? never == 0 : !isIn(starters, waiter) || never < running();
    }

    /** {@return a name for the goroutine of a task, such as {@code ErrGroup "load" task 3}} */
    String nextTaskName() {
        return taskName + ((long) NAMED.getAndAdd(this, 1L) + 1);
    }

    private long running() {
        return state / ONE;
    }

    private boolean isLimited() {
        return (state & LIMITED) != 0;
    }

    private boolean change(long before, long after) {
        return STATE.compareAndSet(this, before, after);
    }

    void limit(int tasks) {
        long found;
        lock();
        try {
            do {
                found = running();
            } while (found == 0 && !change(state & LIMITED, tasks < 0 ? 0 : LIMITED));
            if (found == 0) {
                limit = tasks;
                admitStarters();
            }
        } finally {
            unlock();
        }
        if (found > 0) {
            throw new IllegalStateException("limit changed to " + tasks + " while " + found + " tasks run");
        }
    }

    /** Counts before it claims, because a thread that is claimed may end its task before this method continues. */
    private void admitStarters() {
        boolean admitted = true;
        while (admitted && (limit < 0 || running() < limit)) {
            STATE.getAndAdd(this, ONE);
            admitted = giveTo(starters, null);
        }
        if (!admitted) {
            STATE.getAndAdd(this, -ONE);
        }
    }

    boolean tryEnter() {
        return enterOrJoin(null);
    }

    /** {@return whether a task may be started} Otherwise the waiter, if any, joins those that wait to start one. */
    boolean enterOrJoin(@Nullable Waiter waiter) {
        if (enteredUnlimited()) {
            return true;
        }
        lock();
        try {
            if (enteredUnlimited()) {
                return true;
            }
            boolean free = running() < limit;
            if (free) {
                STATE.getAndAdd(this, ONE);
            } else if (waiter != null) {
                starters.add(waiter);
            }
            return free;
        } finally {
            unlock();
        }
    }

    private boolean enteredUnlimited() {
        for (long before = state; (before & LIMITED) == 0; before = state) {
            if (change(before, before + ONE)) {
                return true;
            }
        }
        return false;
    }

    Outcome awaitEntry(Waiter waiter, long nanos) {
        return park(starters, waiter, nanos);
    }

    void leave() {
        for (long before = state; (before & LIMITED) == 0; before = state) {
            if (before == (ONE | AWAITED)) {
                break;
            }
            if (change(before, before - ONE)) {
                return;
            }
        }
        lock();
        try {
            if (!isLimited() || !giveTo(starters, null)) {
                long left;
                do {
                    left = state - ONE;
                } while (!change(left + ONE, left >= ONE ? left : left & LIMITED));
                if (left < ONE) {
                    claimAll(waiters);
                }
            }
        } finally {
            unlock();
        }
    }

    /** Notes a failure. {@return whether it is the first} */
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

    /** {@return the first failure and some of the others} */
    List<Throwable> failures() {
        List<Throwable> causes = new ArrayList<>(1 + SUPPRESSED);
        lock();
        try {
            for (Failure each = first; each != null; each = each.next) {
                causes.add(Objects.requireNonNull(each.cause));
            }
        } finally {
            unlock();
        }
        return causes;
    }

    /** Throws the failures, if there are any. */
    void throwFailure() throws ExecutionException {
        List<Throwable> causes = failures();
        if (!causes.isEmpty()) {
            long others = failed() - 1;
            Throwable cause = causes.remove(0);
            String more = others == 0 ? "" : " (and " + others + " more)";
            ExecutionException thrown = new ExecutionException(cause + more, cause);
            causes.forEach(thrown::addSuppressed);
            throw thrown;
        }
    }

    private long failed() {
        lock();
        try {
            return failures;
        } finally {
            unlock();
        }
    }

    boolean await(long nanos, @Nullable Cancellation until) throws InterruptedException {
        return operate(end, 0, waiters, nanos, until) != NOT_YET;
    }

    void awaitUninterruptibly() {
        operateUninterruptibly(end, waiters);
    }

    /** {@return null if no task runs} Otherwise the waiter, if any, joins those that wait for the end. */
    private @Nullable Object idleOrJoin(@Nullable Waiter waiter) {
        lock();
        try {
            for (long now = state; now >= ONE; now = state) {
                if (waiter == null) {
                    return NOT_YET;
                }
                if (change(now, now | AWAITED)) {
                    waiters.add(waiter);
                    return NOT_YET;
                }
            }
            return null;
        } finally {
            unlock();
        }
    }

    @Override
    protected void describe(StringBuilder text) {
        text.append(running());
        if (limit >= 0) {
            text.append('/').append(limit);
        }
        text.append(" running, ").append(failures).append(" failed");
        starters.addTo(text, "starter", "");
        waiters.addTo(text, "thread", " for the end");
    }
}
