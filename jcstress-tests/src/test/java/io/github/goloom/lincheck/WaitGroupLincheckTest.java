package io.github.goloom.lincheck;

import io.github.goloom.sync.WaitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The count of a wait group is linearizable. {@code WaitGroup.go} starts virtual threads, with which Lincheck cannot deal. */
@Tag("proof")
class WaitGroupLincheckTest {

    /** What the tests do with a wait group. */
    interface Count {
        boolean add(int delta);

        boolean done();

        String await() throws InterruptedException;

        boolean tryAwait() throws InterruptedException;

        String state();
    }

    static final class GoloomCount implements Count {
        private final WaitGroup group = new WaitGroup();

        @Override
        public boolean add(int delta) {
            try {
                group.add(delta);
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        @Override
        public boolean done() {
            try {
                group.done();
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        @Override
        public String await() throws InterruptedException {
            group.await();
            return "zero";
        }

        @Override
        public boolean tryAwait() throws InterruptedException {
            return group.await(Duration.ZERO);
        }

        @Override
        public String state() {
            return group.toString().replaceAll(", .* waits?]", "]"); // of those that wait the model knows nothing
        }
    }

    /** The sequential specification; with a fault, for the twin: done reads the count, then writes it. */
    static final class ModelCount implements Count {
        private final boolean faulty;
        private volatile int count;

        ModelCount(boolean faulty) {
            this.faulty = faulty;
        }

        @Override
        public boolean add(int delta) {
            if (!faulty) {
                return addUnlocked(delta);
            }
            synchronized (this) {
                return addUnlocked(delta);
            }
        }

        private boolean addUnlocked(int delta) {
            int now = count + delta;
            if (now < 0) {
                return false;
            }
            count = now;
            return true;
        }

        @Override
        public boolean done() {
            return addUnlocked(-1);
        }

        @Override
        public String await() {
            if (!faulty && count > 0) {
                return IntChan.WAITS;
            }
            while (count > 0) {
                Thread.onSpinWait();
            }
            return "zero";
        }

        @Override
        public boolean tryAwait() {
            return count == 0;
        }

        @Override
        public String state() {
            return "WaitGroup[" + count + "]";
        }
    }

    /** The operations. */
    @Param(name = "delta", gen = IntGen.class, conf = "-1:2")
    public abstract static class Ops {
        private final Count count;

        Ops(Count count) {
            this.count = count;
        }

        @Operation
        public boolean add(@Param(name = "delta") int delta) {
            return count.add(delta);
        }

        @Operation
        public boolean done() {
            return count.done();
        }

        /** Waits; only in scenarios of our own. */
        public String await() throws InterruptedException {
            return count.await();
        }

        @Operation
        public boolean tryAwait() throws InterruptedException {
            return count.tryAwait();
        }

        @Operation
        public String state() {
            return count.state();
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomCount());
        }
    }

    public static final class Model extends Ops {
        public Model() {
            super(new ModelCount(false));
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new ModelCount(true));
        }
    }

    /** As many are done as were added before; the others wait, look, or use the group again. */
    private static ExecutionScenario counted(Scenarios s) {
        int threads = 2 + s.random.nextInt(2);
        List<List<String>> all = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            all.add(new ArrayList<>(
                    s.random.nextBoolean()
                            ? List.of("done", s.any("await", "tryAwait", "state"))
                            : List.of(s.any("tryAwait", "state"), "done")));
        }
        all.add(List.of(s.any("await", "tryAwait"), s.any("await", "state", "tryAwait")));
        return s.parallel(
                List.of(s.step("add", threads - 1)), all.stream().map(s::steps).toList(), List.of(s.step("state")));
    }

    /** A group that is used again: a waiter may go on only if the count was zero since it came. */
    private static ExecutionScenario reused(Scenarios s) {
        return s.parallel(
                List.of(s.step("add", 1)),
                List.of(
                        s.steps(List.of("await", s.any("tryAwait", "state"))),
                        List.of(s.step("done"), s.step("add", 1), s.step(s.any("state", "tryAwait")), s.step("done"))),
                List.of(s.step("state")));
    }

    private static ExecutionScenario any(Scenarios s) {
        return s.random.nextInt(3) == 0 ? reused(s) : counted(s);
    }

    /** Adds, also too low ones, and looks. */
    @Test
    void add_twoThreads_linearizable() {
        ModelChecks.check(Goloom.class, Model.class);
    }

    /** Those who wait for zero. */
    @Test
    void await_waiting_linearizable() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, WaitGroupLincheckTest::any));
    }

    /** The twin reads the count, then writes it. */
    @Test
    void add_readsThenWrites_found() {
        ModelChecks.finds(Twin.class, Model.class);
    }
}
