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
import io.github.goloom.park.Follower;
import io.github.goloom.park.InterruptScope;
import io.github.goloom.park.Names;
import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Seam;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that work for one result: the first failure is that of the group, and can end the others. Go's
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
 * <p><b>Failures.</b> The first failure is what a task threw by itself. A group {@linkplain #withContext with a
 * context} cancels that at the first failure, with it as the cause. The end of the context, however it comes,
 * interrupts the tasks, and no further ones are started. What a task throws because of that, which is an interrupt, the
 * error of a context or another {@linkplain QuietEnd quiet end}, is an echo, and no failure. A group {@linkplain
 * #ErrGroup() without} a context lets its tasks run on.
 *
 * <p><b>The end from outside.</b> If the context ends otherwise, by its parent, its deadline or {@link #cancel}, and
 * that has cut something short, a task that was refused or one that ended by an echo, then {@code await} throws that
 * context's {@link Context#err() err()}: so a deadline is handled where {@link DeadlineExceededException} is caught. If
 * all that was asked for was done in time, it returns.
 *
 * <p><b>Close the group</b>: nothing that it started then outlives the block. Call {@code await} before, or {@code
 * cancel}; a group that is closed without either has dropped work, and says so.
 *
 * <p><b>Thread safety.</b> Any thread may call any method. A task may start further ones, which at the limit may wait
 * for itself; it must not wait for its own group, nor close it.
 *
 * <p><b>Memory consistency effects.</b> What a task did <i>happens-before</i> the return of every {@code await} and
 * {@code close} that waited for it.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if
 * the current thread has its interrupted status set on entry, or is interrupted while waiting. The tasks go on. {@link
 * #close} waits on, and keeps the interrupt status.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/errgroup">Go: x/sync/errgroup</a>
 */
@SuppressWarnings("ReferenceEquality") // nodes are places, not values
public final class ErrGroup implements AutoCloseable {
    private final Context parent;

    /** Its end interrupts the tasks. */
    private final CancellableContext scope;

    private final boolean hasContext;
    private final DoneSignal end;
    private final GroupState tasks;

    /** The scopes of the tasks that run, by their threads, whose hash codes cost less than those of other objects. */
    private final ConcurrentHashMap<Thread, InterruptScope> running = new ConcurrentHashMap<>();

    /** The end of the context has cut something short. */
    private volatile boolean cut;

    /** No task is started any more. Written before the scope is closed. */
    private volatile boolean over;

    /** A task was started since all had ended. */
    private volatile boolean started;

    /** Somebody has asked how the tasks ended, or does not want them to. */
    private volatile boolean asked;

    /** Makes a group without a context. */
    public ErrGroup() {
        this(Context.background(), false, null);
    }

    /**
     * Makes a group without a context.
     *
     * @param name its name, for messages and dumps
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
        end.register(new InterruptAll()); // if it has ended, no task will be started
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
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
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
     * @param name its name, for messages and dumps
     * @return a new group
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws NullPointerException if {@code parent} or {@code name} is null
     */
    @MustBeClosed
    public static ErrGroup withContext(Context parent, String name) {
        return new ErrGroup(Objects.requireNonNull(parent, "parent"), true, Objects.requireNonNull(name, "name"));
    }

    /**
     * The context of the group, for its tasks. It ends with the first failure, whose exception is its cause, and at the
     * latest when an {@code await} has seen all tasks end.
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
     * @return whether it was started, which need not be looked at: false if the context of the group is done, and
     *     {@code await} then tells why. <b>Differs from Go</b>, which starts it.
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if the current thread is interrupted: nothing is started
     * @throws NullPointerException if {@code task} is null
     */
    @CanIgnoreReturnValue
    public boolean go(Go.Task task) throws InterruptedException {
        return go(null, Objects.requireNonNull(task, "task"), null);
    }

    /**
     * As {@link #go(Go.Task)}, for a goroutine with a name.
     *
     * @param taskName the name of its thread, for dumps and messages
     * @param task what to run
     * @return whether it was started
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if the current thread is interrupted: nothing is started
     * @throws NullPointerException if {@code taskName} or {@code task} is null
     */
    @CanIgnoreReturnValue
    public boolean go(String taskName, Go.Task task) throws InterruptedException {
        Objects.requireNonNull(taskName, "taskName");
        return go(taskName, Objects.requireNonNull(task, "task"), null);
    }

    /**
     * As {@link #go(Go.Task)}, unless the cancellation comes first while this waits at the limit.
     *
     * @param task what to run
     * @param until what ends the wait; if it is done on entry it wins, and nothing is started
     * @return whether it was started
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context; or if {@code
     *     until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing is started
     * @throws NullPointerException if {@code task} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done
     */
    @CanIgnoreReturnValue
    public boolean go(Go.Task task, Cancellation until) throws InterruptedException {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(until, "until").throwIfDone();
        return go(null, task, until);
    }

    /**
     * Starts a task that has a result, as {@link #go(Go.Task)} starts one that has none.
     *
     * {@snippet :
     * try (ErrGroup group = ErrGroup.withContext(parent)) {
     *     Subtask<String> page = group.fork(() -> fetch(group.context(), url));
     *     Subtask<Integer> size = group.fork(() -> load(url).length());
     *     group.await();
     *     System.out.println(page.get() + ": " + size.get());
     * }
     * }
     *
     * @param body what makes the result; if it throws, that is a failure of the group
     * @param <V> the type of the result
     * @return where the result is after {@code await}
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if the current thread is interrupted: nothing is started
     * @throws NullPointerException if {@code body} is null
     */
    public <V extends @Nullable Object> Subtask<V> fork(Callable<? extends V> body) throws InterruptedException {
        return started(null, Objects.requireNonNull(body, "body"));
    }

    /**
     * As {@link #fork(Callable)}, for a goroutine with a name.
     *
     * @param taskName the name of its thread, for dumps and messages
     * @param body what makes the result
     * @param <V> the type of the result
     * @return where the result is after {@code await}
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws InterruptedException if the current thread is interrupted: nothing is started
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

    /** Remembers that the end of the context has cut something short; not the end that an await or a close has made. */
    private void cutShort() {
        if (!over) {
            cut = true;
        }
    }

    /** {@return whether the context has ended, which is remembered} */
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

    /** The parent is looked at, too: the scope is told of its end a moment later. */
    private boolean isDone() {
        return scope.isDone() || parent.isDone();
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
     * Starts a task as a goroutine, if that needs no wait. Ignores the interrupt status.
     *
     * @param task what to run
     * @return whether it was started; false at the limit, and if the context of the group is done, which {@code await}
     *     then tells
     * @throws IllegalStateException if the group is closed, or an {@code await} has ended its context
     * @throws NullPointerException if {@code task} is null
     */
    @CheckReturnValue
    public boolean tryGo(Go.Task task) {
        Objects.requireNonNull(task, "task");
        return !isRefused() && tasks.tryEnter() && start(null, task);
    }

    /** Starts a task that has entered. */
    private boolean start(@Nullable String taskName, Go.Task task) {
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
        Thread current = Thread.currentThread();
        tasks.hold(1);
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
     * @throws ContextException the {@code err()} of the group's context, if it was ended from outside and that has cut
     *     something short
     * @throws ExecutionException if a task failed; its cause is what the first of them threw, and what up to 16 others
     *     threw is suppressed by it. It is a new one at each call, also at later ones.
     * @throws InterruptedException if the current thread is interrupted
     */
    public void await() throws InterruptedException, ExecutionException {
        await(Clock.FOREVER, null);
    }

    /**
     * As {@link #await()}, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, whether tasks run or not
     * @throws ContextException the {@code err()} of the group's context, if it was ended from outside and that has cut
     *     something short
     * @throws ExecutionException if a task failed
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
     * @throws ContextException the {@code err()} of the group's context, if it was ended from outside and that has cut
     *     something short
     * @throws ExecutionException if a task failed, and the time did not run out
     * @throws InterruptedException if the current thread is interrupted
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

    /**
     * Ends the context of the group, for which nobody needs its tasks any more: they are interrupted, and no further
     * ones are started. Does not wait for them.
     */
    public void cancel() {
        asked = true;
        scope.cancel();
    }

    /**
     * Cancels the context, interrupts the tasks and waits until they have ended. No further ones are started. Keeps the
     * interrupt status.
     *
     * @throws IllegalStateException if tasks were started, and neither {@code await} nor {@code cancel} was called:
     *     their results, which nobody has asked for, may be lost. What had failed is suppressed by it.
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

    /** InterruptAll the tasks once the scope has ended. */
    private final class InterruptAll extends Follower {
        @Override
        protected boolean mayWait() {
            return true;
        }

        @Override
        protected @Nullable Node onEnd() {
            running.values().forEach(InterruptScope::tell);
            return null;
        }
    }
}
