package io.github.goloom.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.QuietEnd;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.park.Clock;
import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.Names;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Seam;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that work for one result. The first failure is that of the group, and can end the other tasks. Go's
 * {@code x/sync/errgroup.Group}.
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
 * <p><b>Failures.</b> A group {@linkplain #withContext with a context} cancels that at the first failure, which becomes
 * its cause. A group {@linkplain #ErrGroup() without} one lets the other tasks continue. The end of the context, for
 * whatever reason, interrupts the tasks, and no further ones are started. An interrupt, the error of a context or
 * another {@linkplain QuietEnd quiet end} that a task throws because of that is an echo, and not a failure.
 *
 * <p><b>The end from outside.</b> If the context ends otherwise, by its parent, its deadline or {@link #cancel}, and
 * this cuts work short, because a task is refused or ends by an echo, then {@code await} throws the context's
 * {@link Context#err() err()}. A deadline is thus handled where {@link DeadlineExceededException} is caught. If all
 * tasks that were asked for are done in time, {@code await} returns normally.
 *
 * <p><b>Closing.</b> A group must be closed, so that nothing that it has started outlives the block. Call {@code await}
 * or {@code cancel} before; a group that is closed without either has dropped work, and {@link #close} says so.
 *
 * <p><b>Thread safety.</b> Any thread may call any method. A task must neither wait for its own group nor close it. A
 * task may start further ones; at the limit it may thus wait for its own end.
 *
 * <p><b>Memory consistency effects.</b> Actions of a task <i>happen-before</i> the return of every {@code await} and
 * {@code close} that waited for it.
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}; the tasks go on.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup">Go: x/sync/errgroup</a>
 */
@SuppressWarnings("ReferenceEquality") // nodes are compared by identity
public final class ErrGroup implements AutoCloseable {
    private final Context parent;
    private final CancellableContext scope; // its end interrupts the tasks
    private final boolean hasContext;
    private final DoneSignal end;
    private final GroupState tasks;

    private final RunningTasks running = new RunningTasks();

    private volatile boolean cut; // the end of the context has cut work short
    private volatile boolean over; // no task is started any more; written before the scope is closed
    private volatile boolean started; // a task was started since all had ended
    private volatile boolean asked; // an await has asked how the tasks end, or a cancel or close has given them up

    /** Makes a group without a context. */
    public ErrGroup() {
        this(Context.background(), false, null);
    }

    /**
     * Makes a group without a context.
     *
     * @param name the name of the group, for messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public ErrGroup(String name) {
        this(Context.background(), false, Objects.requireNonNull(name, "name"));
    }

    private ErrGroup(Context parent, boolean hasContext, @Nullable String name) {
        tasks = new GroupState(this, name);
        this.parent = parent;
        scope = CancellableContext.childOf(parent);
        end = (DoneSignal) scope.done();
        end.register(running); // if it has ended, no task will be started
        this.hasContext = hasContext;
        if (name != null) {
            Names.add(this);
        }
    }

    /**
     * Makes a group with a context.
     *
     * @param parent the context from which that of the group is derived
     * @return a new group
     * @throws IllegalStateException if {@code parent} is a foreign context that is done but has no {@code err()}
     * @throws NullPointerException if {@code parent} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup#WithContext">Go: errgroup.WithContext</a>
     */
    @MustBeClosed
    public static ErrGroup withContext(Context parent) {
        return new ErrGroup(Objects.requireNonNull(parent, "parent"), true, null);
    }

    /**
     * Makes a group with a context and a name.
     *
     * @param parent the context from which that of the group is derived
     * @param name the name of the group, for messages and dumps
     * @return a new group
     * @throws IllegalStateException if {@code parent} is a foreign context that is done but has no {@code err()}
     * @throws NullPointerException if {@code parent} or {@code name} is null
     */
    @MustBeClosed
    public static ErrGroup withContext(Context parent, String name) {
        return new ErrGroup(Objects.requireNonNull(parent, "parent"), true, Objects.requireNonNull(name, "name"));
    }

    /**
     * {@return the context of the group, for its tasks; the background context if the group has none} It ends at the
     * first failure, which is its cause, and at the latest when an {@code await} has seen all tasks end.
     */
    public Context context() {
        return hasContext ? scope : Context.background();
    }

    /**
     * Limits the number of tasks that run at once.
     *
     * @param tasks the maximum; with 0 no task can start, and a negative number is no limit
     * @throws IllegalStateException if tasks are running
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup#Group.SetLimit">Go: Group.SetLimit</a>
     */
    public void limit(int tasks) {
        this.tasks.limit(tasks);
    }

    /**
     * Starts a task as a goroutine. At the limit, this method waits until another task ends.
     *
     * @param task the task
     * @return whether the task was started, which may be ignored; false if the context is done, for which
     *     {@code await} gives the reason. <b>Differs from Go</b>, which starts the task.
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if interrupted before or while waiting; nothing is started
     * @throws NullPointerException if {@code task} is null
     */
    @CanIgnoreReturnValue
    public boolean go(Go.Task task) throws InterruptedException {
        return go(null, Objects.requireNonNull(task, "task"), null);
    }

    /**
     * Starts a task as {@link #go(Go.Task)} does, in a goroutine with a name.
     *
     * @param taskName the name of the thread, for dumps and messages
     * @param task the task
     * @return whether the task was started
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if interrupted before or while waiting; nothing is started
     * @throws NullPointerException if {@code taskName} or {@code task} is null
     */
    @CanIgnoreReturnValue
    public boolean go(String taskName, Go.Task task) throws InterruptedException {
        Objects.requireNonNull(taskName, "taskName");
        return go(taskName, Objects.requireNonNull(task, "task"), null);
    }

    /**
     * Starts a task as {@link #go(Go.Task)} does, unless the cancellation ends the wait at the limit.
     *
     * @param task the task
     * @param until the cancellation; if it is done on entry, nothing is started
     * @return whether the task was started
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context; or if
     *     {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting; nothing is started
     * @throws NullPointerException if {@code task} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; nothing is started
     */
    @CanIgnoreReturnValue
    public boolean go(Go.Task task, Cancellation until) throws InterruptedException {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(until, "until").throwIfDone();
        return go(null, task, until);
    }

    /**
     * Starts a task with a result as {@link #go(Go.Task)} does; see the {@linkplain io.github.goloom.sync example}.
     *
     * @param body the task; if it throws an exception, that is a failure of the group
     * @param <V> the type of the result
     * @return the subtask, which has the result after {@code await}
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if interrupted before or while waiting; nothing is started
     * @throws NullPointerException if {@code body} is null
     */
    public <V extends @Nullable Object> Subtask<V> fork(Callable<? extends V> body) throws InterruptedException {
        return started(null, Objects.requireNonNull(body, "body"));
    }

    /**
     * Starts a task as {@link #fork(Callable)} does, in a goroutine with a name.
     *
     * @param taskName the name of the thread, for dumps and messages
     * @param body the task; if it throws an exception, that is a failure of the group
     * @param <V> the type of the result
     * @return the subtask, which has the result after {@code await}
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if interrupted before or while waiting; nothing is started
     * @throws NullPointerException if {@code taskName} or {@code body} is null
     */
    public <V extends @Nullable Object> Subtask<V> fork(String taskName, Callable<? extends V> body)
            throws InterruptedException {
        Objects.requireNonNull(taskName, "taskName");
        return started(taskName, Objects.requireNonNull(body, "body"));
    }

    private <V extends @Nullable Object> Subtask<V> started(@Nullable String taskName, Callable<? extends V> body)
            throws InterruptedException {
        Subtask<V> subtask = new Subtask<>();
        if (!go(taskName, () -> subtask.run(body), null)) {
            subtask.refuse();
        }
        return subtask;
    }

    private boolean go(@Nullable String taskName, Go.Task task, @Nullable Cancellation until)
            throws InterruptedException {
        if (isRefused()) {
            return false;
        }
        Monitor.CHANS.enter(null);
        if (enter(until)) {
            return start(taskName, task);
        }
        cutShort();
        return false;
    }

    private void cutShort() {
        if (!over) { // an end that an await or a close has made cuts nothing short
            cut = true;
        }
    }

    private boolean isRefused() {
        if (!isDone()) {
            return false;
        }
        if (over) {
            throw new IllegalStateException("the group is over, because it was closed or awaited: " + this);
        }
        cutShort();
        return true;
    }

    private boolean isDone() {
        return scope.isDone() || parent.isDone(); // the scope is told of its parent's end a moment later
    }

    private boolean enter(@Nullable Cancellation until) throws InterruptedException {
        if (tasks.tryEnter()) {
            return true;
        }
        Waiter waiter = Monitor.CHANS.waiter(null, until);
        Node ofEnd = new Node(waiter);
        if (tasks.enterOrJoin(waiter)) {
            return true;
        }
        Outcome outcome = null;
        try {
            outcome = tasks.awaitEntry(waiter, end.register(ofEnd) ? Clock.FOREVER : 0);
        } finally {
            if (outcome != ofEnd) {
                end.unregister(ofEnd);
            }
        }
        return outcome != ofEnd && Monitor.CHANS.served(outcome, until) != null;
    }

    /**
     * Starts a task as a goroutine if that needs no wait. This method never waits and ignores the interrupted status.
     *
     * @param task the task
     * @return false if the group is at its limit, or if its context is done, for which {@code await} gives the reason
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws NullPointerException if {@code task} is null
     */
    @CheckReturnValue
    public boolean tryGo(Go.Task task) {
        Objects.requireNonNull(task, "task");
        return !isRefused() && tasks.tryEnter() && start(null, task);
    }

    private boolean start(@Nullable String taskName, Go.Task task) { // the task has entered
        boolean begun = false;
        try {
            if (!isDone()) {
                GroupState.Failure failure = new GroupState.Failure(); // so that no lack of memory can hide it
                Go.Task wrapped = StartHook.wrap(task);
                String threadName = taskName != null ? taskName : tasks.nextTaskName();
                started = true;
                Seam.start(threadName, () -> run(wrapped, failure), wrapped);
                begun = true;
            } else {
                cutShort();
            }
            return begun;
        } finally {
            if (!begun) {
                tasks.leave();
            }
        }
    }

    private void run(Go.Task task, GroupState.Failure failure) {
        tasks.hold(1);
        try {
            running.run(task, scope);
        } catch (Throwable e) {
            if (QuietEnd.is(e) && isDone()) {
                cutShort();
            } else {
                boolean first = tasks.note(failure, e);
                Seam.failed(this, e);
                if (first && hasContext) {
                    scope.cancel(e);
                }
            }
        } finally {
            tasks.unhold(1);
            tasks.leave();
        }
    }

    /**
     * Waits until all tasks have ended.
     *
     * @throws ContextException the {@code err()} of the group's context, if its end from outside has cut work short
     * @throws ExecutionException if a task failed. Its cause is the first failure, and its suppressed exceptions are up
     *     to 16 others. Each call throws a new one, also a later call.
     * @throws InterruptedException if interrupted before or while waiting
     */
    public void await() throws InterruptedException, ExecutionException {
        await(Clock.FOREVER, null);
    }

    /**
     * Waits as {@link #await()} does, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, it is thrown even if no task runs
     * @throws ContextException the {@code err()} of the group's context, if its end from outside has cut work short
     * @throws ExecutionException if a task failed
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done
     */
    public void await(Cancellation until) throws InterruptedException, ExecutionException {
        await(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Waits as {@link #await()} does, unless the timeout ends first.
     *
     * @param timeout the maximum time to wait; with zero or less the method checks once
     * @return false if the timeout ended first
     * @throws ContextException the {@code err()} of the group's context, if its end from outside has cut work short
     * @throws ExecutionException if a task failed, and the timeout did not end first
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    public boolean await(Duration timeout) throws InterruptedException, ExecutionException {
        return await(Monitor.nanos(timeout), null);
    }

    private boolean await(long nanos, @Nullable Cancellation until) throws InterruptedException, ExecutionException {
        asked = true;
        boolean ended = tasks.await(nanos, until);
        if (ended) {
            started = false;
            RuntimeException err = !cut ? null : Monitor.CHANS.errorOf(scope.isDone() ? scope : parent);
            if (hasContext) {
                over = true;
                scope.close();
            } else {
                asked = false;
            }
            tasks.throwFailure();
            if (err != null) {
                throw err;
            }
        }
        return ended;
    }

    /** Ends the context of the group: its tasks are interrupted, and no further ones are started. Does not wait. */
    public void cancel() {
        asked = true;
        scope.cancel();
    }

    /**
     * Ends the context of the group and waits until the tasks, which are interrupted, have ended. No further ones are
     * started. An interrupt does not end the wait, and the interrupted status stays set.
     *
     * @throws IllegalStateException if tasks were started, but neither {@code await} nor {@code cancel} was called, so
     *     that their results may be lost. Its suppressed exceptions are the failures.
     */
    @Override
    public void close() {
        boolean forgotten = started && !asked;
        over = true;
        asked = true;
        scope.close();
        tasks.awaitUninterruptibly();
        if (forgotten) {
            IllegalStateException thrown =
                    new IllegalStateException("the group was closed without await or cancel: " + this);
            tasks.failures().forEach(thrown::addSuppressed);
            throw thrown;
        }
    }

    @Override
    public String toString() {
        return "ErrGroup[" + tasks.text() + "]";
    }
}
