package io.github.goloom.sync;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.QuietEnd;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Names;
import io.github.goloom.park.Seam;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that are waited for together. Go's {@code sync.WaitGroup}.
 *
 * {@snippet :
 * WaitGroup group = new WaitGroup();
 * for (String url : urls) {
 *     group.go(() -> load(url));
 * }
 * group.await(); }
 *
 * <p>The group has a count. {@code await} waits until the count is 0, which releases all waiting threads together. An
 * {@code add} that raises the count from 0 should come before the {@code await} that is to wait for it. A group may be
 * used again.
 *
 * <p><b>Failures.</b> An exception or error that a task of {@link #go} throws reaches the uncaught-exception handler of
 * its thread at once, and makes {@code await} throw after all tasks have ended. <b>Differs from Go</b>, where the
 * process ends. The failure stays until an {@code await} has reported it and the group is used again. An {@link
 * InterruptedException} or another {@linkplain QuietEnd quiet end}, such as the error of a context that is done, is a
 * normal end.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before {@code done}, and actions of a task of {@code go},
 * <i>happen-before</i> the return of every {@code await} that they release.
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}; the tasks go on.
 *
 * @see <a href="https://pkg.go.dev/sync#WaitGroup">Go: sync.WaitGroup</a>
 */
public final class WaitGroup {
    private final State state;
    private final String defaultName;

    /** Makes a group whose count is 0. */
    public WaitGroup() {
        state = new State(this, null);
        defaultName = Monitor.title("WaitGroup", null) + " task";
    }

    /**
     * Makes a group whose count is 0, with a name.
     *
     * @param name the name of the group, for messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public WaitGroup(String name) {
        state = new State(this, Objects.requireNonNull(name, "name"));
        defaultName = Monitor.title("WaitGroup", name) + " task";
        Names.add(this);
    }

    /**
     * Adds to the count.
     *
     * @param delta the number to add; may be negative
     * @throws IllegalStateException if the count would be negative or above the largest int; it is then not changed.
     *     <b>Differs from Go</b>, where it is negative from then on.
     */
    public void add(int delta) {
        state.add(delta);
    }

    /**
     * Decreases the count by one.
     *
     * @throws IllegalStateException if the count is 0
     */
    public void done() {
        state.add(-1); // needs no more stack than add
    }

    /**
     * Starts a task as a goroutine. The count is increased by one now, and decreased when the task has ended.
     *
     * @param task the task
     * @return the started thread
     * @throws IllegalStateException if the count is the largest int
     * @throws NullPointerException if {@code task} is null
     * @see <a href="https://pkg.go.dev/sync#WaitGroup.Go">Go: WaitGroup.Go</a>
     */
    public Thread go(Go.Task task) {
        return start(defaultName, task);
    }

    /**
     * Starts a task as {@link #go(Go.Task)} does, in a goroutine with a name.
     *
     * @param taskName the name of the thread, for dumps and messages
     * @param task the task
     * @return the started thread
     * @throws IllegalStateException if the count is the largest int
     * @throws NullPointerException if {@code taskName} or {@code task} is null
     */
    public Thread go(String taskName, Go.Task task) {
        return start(Objects.requireNonNull(taskName, "taskName"), task);
    }

    private Thread start(String taskName, Go.Task task) {
        Objects.requireNonNull(task, "task");
        add(1);
        try {
            Go.Task wrapped = StartHook.wrap(task);
            return Seam.start(taskName, () -> run(wrapped), wrapped);
        } catch (Throwable e) {
            done();
            throw e;
        }
    }

    private void run(Go.Task task) {
        state.hold(1);
        try {
            task.run();
        } catch (Throwable e) {
            if (!QuietEnd.is(e)) {
                state.note(e);
                tell(e);
            }
        } finally {
            state.unhold(1);
            done();
        }
    }

    /** Called before the task is done, so that its failure is reported in any case. */
    private static void tell(Throwable failure) {
        try {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, failure);
        } catch (Throwable e) {
            // the virtual machine ignores it, too
        }
    }

    /**
     * Waits until the count is 0.
     *
     * @throws CompletionException if a task failed; the cause is the first failure
     * @throws InterruptedException if interrupted before or while waiting
     */
    public void await() throws InterruptedException {
        state.await(Clock.FOREVER, null);
    }

    /**
     * Waits until the count is 0, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, it is thrown even if the count is 0
     * @throws CompletionException if a task failed; the cause is the first failure
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done
     */
    public void await(Cancellation until) throws InterruptedException {
        state.await(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Waits until the count is 0, unless the timeout ends first.
     *
     * @param timeout the maximum time to wait; with zero or less the method checks once
     * @return false if the timeout ended first
     * @throws CompletionException if a task failed, and the timeout did not end first; the cause is the first failure
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code timeout} is null
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return state.await(Monitor.nanos(timeout), null);
    }

    @Override
    public String toString() {
        return "WaitGroup[" + state.text() + "]";
    }

    /**
     * The state. The count is changed by a compare-and-set, so that tasks that end do not contend for a lock. The
     * thread that releases others and a thread that starts to wait change it under the lock.
     *
     * <p><b>Invariant</b>, whenever the lock is free: if a thread waits, the count is not 0 and {@code AWAITED} is set.
     * So the step to 0 is either one that no thread waits for, or one that claims all waiters in the same critical
     * section. A waiter gets the failure in its node, and so does not miss it if the group is used again at once.
     */
    private static final class State extends Monitor {
        private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), "state", VarHandle.class, State.class, long.class);
        private static final long AWAITED = 1;

        private final WaitQueue waiters = new WaitQueue();

        /** Twice the count, plus {@link #AWAITED} if a thread may wait. */
        private volatile long state;

        /** The first failure, until it was told and the group is used again. Written under the lock. */
        private volatile @Nullable Throwable failure;

        /** Whether the failure was told to a caller. Guarded by the lock. */
        private boolean told;

        private final Operation look = (amount, waiter) -> look(waiter);

        State(WaitGroup blocker, @Nullable String name) {
            super(blocker, name);
        }

        /** The holders are the tasks that were started by {@code go}. */
        @Override
        public boolean mayServe(Thread waiter, LongPredicate isStuck) {
            return mayServe(waiters, waiter, isStuck);
        }

        @Override
        protected void describe(StringBuilder text) {
            text.append(state >> 1);
            waiters.addTo(text, "thread", "");
        }

        void add(int delta) {
            long before;
            boolean done;
            do {
                before = state;
                long now = check(before >> 1, delta);
                if (now > 0 && before == 0 && failure != null) {
                    forgetTold();
                }
                long awaited = before & AWAITED;
                boolean last = now == 0 && awaited != 0;
                done = last ? letGo(before) : STATE.compareAndSet(this, before, now * 2 + awaited);
            } while (!done);
        }

        private static long check(long before, int delta) {
            long now = before + delta;
            if (now < 0 || now > Integer.MAX_VALUE) {
                String sum = before + (delta < 0 ? " - " : " + ") + Math.abs((long) delta);
                throw new IllegalStateException((now < 0
                                ? "negative WaitGroup counter: "
                                : "WaitGroup counter above " + Integer.MAX_VALUE + ": ")
                        + sum);
            }
            return now;
        }

        private boolean letGo(long before) {
            lock();
            try {
                boolean done = STATE.compareAndSet(this, before, 0L);
                while (done && giveTo(waiters, failure)) {
                    told = failure != null;
                }
                return done;
            } finally {
                unlock();
            }
        }

        /** Called when the group is used again. */
        private void forgetTold() {
            lock();
            try {
                if (told) {
                    failure = null;
                    told = false;
                }
            } finally {
                unlock();
            }
        }

        /** Notes a failure of a task. Called before the task is done. */
        void note(Throwable thrown) {
            lock();
            try {
                failure = failure == null ? thrown : failure;
            } finally {
                unlock();
            }
        }

        boolean await(long nanos, @Nullable Cancellation until) throws InterruptedException {
            Object seen = operate(look, 0, waiters, nanos, until);
            if (seen instanceof Throwable thrown) {
                throw new CompletionException(thrown);
            }
            return seen != NOT_YET;
        }

        /** {@return the failure, if the count is 0} Otherwise the waiter, if any, joins. */
        private @Nullable Object look(@Nullable Waiter waiter) {
            lock();
            try {
                for (long now = state; now >> 1 != 0; now = state) {
                    if (waiter == null) {
                        return NOT_YET;
                    }
                    if (STATE.compareAndSet(this, now, now | AWAITED)) {
                        waiters.add(waiter);
                        return NOT_YET;
                    }
                }
                told = failure != null;
                return failure;
            } finally {
                unlock();
            }
        }
    }
}
