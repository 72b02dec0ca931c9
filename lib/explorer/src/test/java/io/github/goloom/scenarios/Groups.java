package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.WaitGroup;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Wait groups and error groups. */
@SuppressWarnings("MustBeClosedChecker") // how they end is what is explored
final class Groups {
    private Groups() {}

    /** Does a wait end when the last is done, and not before? */
    @Complete
    public static final class LastDone extends Scenario {
        private final WaitGroup group = new WaitGroup();
        private volatile int done;
        private int seen;

        public LastDone() {
            group.add(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                group.await();
                seen = done;
            });
            go.start("tasks", () -> {
                done = 1;
                group.done();
                done = 2;
                group.done();
            });
        }

        @Override
        protected void check() {
            Ops.equal(2, seen, "done");
        }
    }

    /** Do two tasks that end together end the wait? */
    @Complete
    public static final class TwoDone extends Scenario {
        private final WaitGroup group = new WaitGroup();
        private boolean ended;

        public TwoDone() {
            group.add(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                group.await();
                ended = true;
            });
            go.start("one", group::done);
            go.start("other", group::done);
        }

        @Override
        protected void check() {
            require(ended, "it has not ended");
            Ops.equal("WaitGroup[0]", group.toString(), "group");
        }
    }

    /** Does the last done end the waits of all? */
    public static final class TwoWaiters extends Scenario {
        private final WaitGroup group = new WaitGroup();

        public TwoWaiters() {
            group.add(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter 1", group::await);
            go.start("waiter 2", group::await);
            go.start("task", group::done);
        }

        @Override
        protected void check() {
            Ops.equal("WaitGroup[0]", group.toString(), "group");
        }
    }

    /** Does a wait end though the count goes up again before the last is done? */
    @Complete
    public static final class AddWhileAwaited extends Scenario {
        private final WaitGroup group = new WaitGroup();

        public AddWhileAwaited() {
            group.add(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", group::await);
            go.start("task", () -> {
                group.add(1);
                group.done();
                group.done();
            });
        }

        @Override
        protected void check() {
            Ops.equal("WaitGroup[0]", group.toString(), "group");
        }
    }

    /** Is the failure of a task told after it has ended? */
    @Complete
    public static final class TaskFails extends Scenario {
        private final WaitGroup group = new WaitGroup();
        private Throwable failure;

        public TaskFails() {
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {}); // it is told to that, too
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                group.go(() -> {
                    throw new RuntimeException("failed");
                });
                try {
                    group.await();
                } catch (CompletionException e) {
                    failure = e.getCause();
                }
            });
        }

        @Override
        protected void check() {
            require(failure != null && "failed".equals(failure.getMessage()), "failure " + failure);
        }
    }

    /** Is the first failure of a group told, and is another task that waits interrupted? */
    public static final class FailureInterrupts extends Scenario {
        private String failure = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("owner", () -> {
                Chan<Integer> never = Chan.unbuffered();
                ErrGroup group = ErrGroup.withContext(Context.background());
                group.go(() -> other = Ops.call(never::receive));
                group.go(() -> {
                    throw new RuntimeException("failed");
                });
                try {
                    group.await();
                } catch (ExecutionException e) {
                    failure = e.getCause().getMessage();
                }
            });
        }

        @Override
        protected void check() {
            Ops.equal("failed", failure, "failure");
            Ops.oneOf(other, Ops.INTERRUPTED, "");
        }
    }

    /** Does close end a task that waits, wherever it is? */
    @Complete
    public static final class CloseInterrupts extends Scenario {
        private boolean ended;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("owner", () -> {
                Chan<Integer> never = Chan.unbuffered();
                ErrGroup group = ErrGroup.withContext(Context.background());
                boolean started = group.go(() -> {
                    try {
                        never.receive();
                    } finally {
                        ended = true;
                    }
                });
                group.cancel();
                group.close();
                require(started && ended, "the task outlives the group");
            });
        }

        @Override
        protected void check() {
            require(ended, "the task has not ended");
        }
    }

    /** Is no task started in the place of one that has failed, the only one at a time? */
    @Complete
    public static final class NoneAfterFailure extends Scenario {
        private final ErrGroup group = ErrGroup.withContext(Context.background());
        private boolean started;
        private boolean ran;

        public NoneAfterFailure() {
            group.limit(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start(
                    "owner",
                    () -> group.go(() -> {
                        gate.receive();
                        throw new RuntimeException("failed");
                    }));
        }

        private final Chan<Integer> gate = Chan.unbuffered();

        @Override
        protected void goroutines(Goroutines go) {
            go.start("gate", gate::close);
            go.start("starter", () -> started = group.go(() -> ran = true));
        }

        @Override
        protected void check() {
            require(!started && !ran, "started " + started + ", ran " + ran);
        }
    }

    /** Do a limit's tasks run one at a time, and the one that waits for its turn, too? */
    public static final class Limit extends Scenario {
        private int running;
        private int most;
        private int ran;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("owner", () -> {
                ErrGroup group = new ErrGroup();
                group.limit(1);
                group.go(this::task);
                group.go(this::task);
                group.await();
            });
        }

        private void task() {
            running++;
            most = Math.max(most, running);
            ran++;
            running--;
        }

        @Override
        protected void check() {
            Ops.equal("1 2", most + " " + ran, "most at a time, and all");
        }
    }

    /** Does a group end whose parent is cancelled while a task starts? */
    @Complete
    public static final class ParentCancelled extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final ErrGroup group = ErrGroup.withContext(parent);
        private final Chan<Integer> never = Chan.unbuffered();
        private boolean started;
        private String came = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("starter", () -> started = group.go(() -> came = Ops.call(never::receive)));
            go.start("canceller", parent::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(started ? Ops.INTERRUPTED : "", came, "the task");
            Ops.equal(0, Ops.waiters(parent.done(), "receivers"), "left on the parent");
        }
    }

    /** Is a task interrupted that starts while the context of its group ends? */
    public static final class StartsAsContextEnds extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final Chan<Integer> never = Chan.unbuffered();
        private final ErrGroup group = ErrGroup.withContext(parent);

        @Override
        protected void goroutines(Goroutines go) {
            go.start("owner", () -> {
                group.go(() -> Ops.call(never::receive));
                try {
                    group.await();
                } catch (ContextCancelledException e) {
                    // if the task was refused
                }
            });
            go.start("canceller", parent::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.holds(never, 0);
        }
    }
}
