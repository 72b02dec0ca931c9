package io.github.goloom.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Follower;
import io.github.goloom.park.InterruptScope;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Source;
import io.github.goloom.park.Waiter;
import io.github.goloom.park.Withdrawal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that work for one result: the first failure is that of the group, and can end the others. Go's {@code
 * x/sync/errgroup.Group}.
 *
 * {@snippet :
 * try (ErrGroup group = ErrGroup.withContext(parent)) {
 *     group.limit(8);
 *     for (String url : urls) {
 *         group.go(() -> pages.add(fetch(group.context(), url)));
 *     }
 *     group.await();
 * }
 * }
 *
 * <p>A group {@linkplain #withContext with a context} cancels it at the first failure, with that as the cause. The end of the
 * context, however it comes, interrupts the tasks, and no further ones are started. A group {@linkplain #ErrGroup() without} one
 * lets its tasks run on.
 *
 * <p>Close the group: nothing that it started then outlives the block.
 *
 * <p><b>Thread safety.</b> Any thread may call any method. A task may start further ones, which at the limit may wait for itself; it must
 * not wait for its own group, nor close it.
 *
 * <p><b>Memory consistency effects.</b> What a task did <i>happens-before</i> the return of every {@code await} and {@code close} that
 * waited for it.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if the current
 * thread has its interrupted status set on entry, or is interrupted while waiting. The tasks go on. {@link #close} waits on,
 * and keeps the interrupt status.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup">Go: x/sync/errgroup</a>
 */
public final class ErrGroup implements AutoCloseable {
    /** Its end interrupts the tasks. */
    private final CancellableContext scope;

    private final boolean hasContext;
    private final Source end;
    private final TaskCount tasks = new TaskCount(this);

    /** The scopes of the tasks that run, by their threads, whose hash codes cost less than those of other objects. */
    private final Map<Thread, InterruptScope> running = new ConcurrentHashMap<>();

    /** Makes a group without a context. */
    public ErrGroup() {
        this(Context.background(), false);
    }

    private ErrGroup(Context parent, boolean hasContext) {
        scope = CancellableContext.childOf(parent);
        end = (Source) scope.done();
        end.enrol(new Interrupts()); // if it has ended, no task will be started
        this.hasContext = hasContext;
    }

    /**
     * Makes a group with a context.
     *
     * @param parent the context from which that of the group is derived
     * @return a new group
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is null
     * @throws NullPointerException if {@code parent} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup#WithContext">Go: errgroup.WithContext</a>
     */
    @MustBeClosed
    public static ErrGroup withContext(Context parent) {
        return new ErrGroup(Objects.requireNonNull(parent, "parent"), true);
    }

    /**
     * The context of the group, for its tasks. It ends with the first failure, whose exception is its cause, and at the latest when an
     * {@code await} has seen all tasks end.
     *
     * @return the context; the background context if the group has none
     */
    public Context context() {
        return hasContext ? scope : Context.background();
    }

    /**
     * Limits how many tasks run at once.
     *
     * @param tasks how many; 0 lets none start, a negative number any
     * @throws IllegalStateException if tasks are running
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup#Group.SetLimit">Go: Group.SetLimit</a>
     */
    public void limit(int tasks) {
        this.tasks.limit(tasks);
    }

    /**
     * Starts a task as a goroutine; at the limit, waits until another ends.
     *
     * @param task what to run
     * @return whether it was started; false if the context of the group is done, or the group is closed. <b>Differs from
     *     Go</b>, which starts it. A task that was not started is no failure: if the context was ended from outside, {@code
     *     await} may return normally, and {@code context().err()} tells.
     * @throws InterruptedException if the current thread is interrupted: nothing is started
     * @throws NullPointerException if {@code task} is null
     */
    public boolean go(Go.Task task) throws InterruptedException {
        Objects.requireNonNull(task, "task");
        if (scope.isDone()) {
            return false;
        }
        Waits.enter(null);
        return enter() && start(task);
    }

    private boolean enter() throws InterruptedException {
        if (tasks.tryEnter()) {
            return true;
        }
        Waiter waiter = new Waiter(null, end);
        if (tasks.enterOrJoin(waiter)) {
            return true;
        }
        Outcome outcome = tasks.awaitEntry(waiter);
        if (outcome == Withdrawal.INTERRUPTED) {
            throw Waiter.interrupted();
        }
        return outcome != Withdrawal.CANCELLED;
    }

    /**
     * Starts a task as a goroutine, if that needs no wait. Ignores the interrupt status.
     *
     * @param task what to run
     * @return whether it was started; false at the limit, if the context of the group is done, or if the group is closed
     * @throws NullPointerException if {@code task} is null
     */
    public boolean tryGo(Go.Task task) {
        Objects.requireNonNull(task, "task");
        return !scope.isDone() && tasks.tryEnter() && start(task);
    }

    /** Starts a task that has entered. */
    private boolean start(Go.Task task) {
        boolean started = false;
        try {
            if (!scope.isDone()) {
                TaskCount.Failure failure = new TaskCount.Failure(); // so that no lack of memory can hide it
                Go.go(() -> run(task, failure));
                started = true;
            }
            return started;
        } finally {
            if (!started) {
                tasks.leave();
            }
        }
    }

    private void run(Go.Task task, TaskCount.Failure failure) {
        Thread current = Thread.currentThread();
        try {
            InterruptScope interrupts = new InterruptScope();
            try {
                running.put(current, interrupts);
                if (scope.isDone()) {
                    interrupts.tell(); // it may have ended before it could find this
                }
                task.run();
            } finally {
                running.remove(current);
                interrupts.close(null);
            }
        } catch (Throwable e) {
            if (tasks.note(failure, e) && hasContext) {
                scope.cancel(e);
            }
        } finally {
            tasks.leave();
        }
    }

    /** Interrupts the tasks once the scope has ended. */
    private final class Interrupts extends Follower {
        @Override
        protected boolean mayWait() {
            return true;
        }

        @Override
        protected @Nullable Node ended() {
            running.values().forEach(InterruptScope::tell);
            return null;
        }
    }

    /**
     * Waits until all tasks have ended.
     *
     * @throws ExecutionException if a task threw; its cause is what the first of them threw, and what up to 16 others threw is
     *     suppressed by it. It is a new one at each call, also at later ones.
     * @throws InterruptedException if the current thread is interrupted
     */
    public void await() throws InterruptedException, ExecutionException {
        await(Clock.FOREVER, null);
    }

    /**
     * As {@link #await()}, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, whether tasks run or not
     * @throws ExecutionException if a task threw
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done
     */
    public void await(Cancellation until) throws InterruptedException, ExecutionException {
        await(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * As {@link #await()}, unless the time runs out first.
     *
     * @param timeout how long to wait; zero or negative only looks, 146 years or more has no end
     * @return false if the time ran out
     * @throws ExecutionException if a task threw, and the time did not run out
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code timeout} is null
     */
    public boolean await(Duration timeout) throws InterruptedException, ExecutionException {
        return await(Gate.nanos(timeout), null);
    }

    private boolean await(long nanos, @Nullable Cancellation until) throws InterruptedException, ExecutionException {
        boolean ended = tasks.await(nanos, until);
        if (ended) {
            if (hasContext) {
                scope.close();
            }
            tasks.throwFailure();
        }
        return ended;
    }

    /**
     * Cancels the context, interrupts the tasks and waits until they have ended. No further ones are started. Failures are not
     * thrown: call {@code await} before. Keeps the interrupt status.
     */
    @Override
    public void close() {
        scope.close();
        tasks.awaitUninterruptibly();
    }

    @Override
    public String toString() {
        return "ErrGroup[" + tasks + "]";
    }
}
