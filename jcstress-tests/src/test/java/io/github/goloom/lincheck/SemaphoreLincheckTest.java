package io.github.goloom.lincheck;

import io.github.goloom.sync.WeightedSemaphore;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A weighted semaphore of size 2 is linearizable.
 *
 * <p>A try fails also if enough is free, but somebody waits for more. So the scenarios that mix waiting and trying have the weight
 * 1 alone: then somebody waits only if nothing is free.
 */
@Tag("proof")
class SemaphoreLincheckTest {
    private static final int SIZE = 2;

    /** What the tests do with a semaphore. */
    interface Permits {
        String acquire(int weight) throws InterruptedException;

        boolean tryAcquire(int weight);

        boolean release(int weight);

        String held();
    }

    static final class GoloomPermits implements Permits {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);

        @Override
        public String acquire(int weight) throws InterruptedException {
            semaphore.acquire(weight);
            return "acquired";
        }

        @Override
        public boolean tryAcquire(int weight) {
            return semaphore.tryAcquire(weight);
        }

        @Override
        public boolean release(int weight) {
            try {
                semaphore.release(weight);
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        @Override
        public String held() {
            return semaphore.toString().replaceAll(", .*]", "]"); // of those that wait the model knows nothing
        }
    }

    /** The sequential specification; with a fault, for the twin: release looks at what is held outside the lock. */
    static final class ModelPermits implements Permits {
        private final boolean faulty;
        private volatile int held;

        ModelPermits(boolean faulty) {
            this.faulty = faulty;
        }

        @Override
        public synchronized String acquire(int weight) throws InterruptedException {
            if (!faulty && weight > SIZE - held) {
                return IntChan.WAITS;
            }
            while (weight > SIZE - held) {
                wait();
            }
            held = held + weight;
            return "acquired";
        }

        @Override
        public synchronized boolean tryAcquire(int weight) {
            boolean free = weight <= SIZE - held;
            held = free ? held + weight : held;
            return free;
        }

        @Override
        public boolean release(int weight) {
            int before = held;
            synchronized (this) {
                if (weight > before) {
                    return false;
                }
                held = (faulty ? before : held) - weight;
                notifyAll();
                return true;
            }
        }

        @Override
        public String held() {
            return "WeightedSemaphore[" + held + "/" + SIZE + "]";
        }
    }

    /** The operations. */
    @Param(name = "weight", gen = IntGen.class, conf = "1:2")
    public abstract static class Ops {
        private final Permits permits;

        Ops(Permits permits) {
            this.permits = permits;
        }

        /** Waits; only in scenarios of our own. */
        public String acquire(int weight) throws InterruptedException {
            return permits.acquire(weight);
        }

        @Operation
        public boolean tryAcquire(@Param(name = "weight") int weight) {
            return permits.tryAcquire(weight);
        }

        @Operation
        public boolean release(@Param(name = "weight") int weight) {
            return permits.release(weight);
        }

        @Operation
        public String held() {
            return permits.held();
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomPermits());
        }
    }

    public static final class Model extends Ops {
        public Model() {
            super(new ModelPermits(false));
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new ModelPermits(true));
        }
    }

    /** Who acquires releases next, and holds nothing while it waits. */
    private static ExecutionScenario pairs(Scenarios s) {
        boolean tries = s.random.nextBoolean();
        int threads = 2 + s.random.nextInt(2);
        List<List<Actor>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<Actor> steps = new ArrayList<>();
            for (int left = 4 - threads; left >= 0; left--) {
                int weight = tries ? 1 : 1 + s.random.nextInt(SIZE);
                steps.add(s.step(tries ? s.any("acquire", "tryAcquire") : "acquire", weight));
                steps.add(s.step("release", weight));
            }
            all.add(steps.subList(0, Math.min(4, steps.size())));
        }
        return s.parallel(List.of(), all, List.of(s.step("held")));
    }

    /** Tries, releases and what is held. */
    @Test
    void tryAcquire_twoThreads_linearizable() {
        ModelChecks.check(Goloom.class, Model.class);
    }

    /** Those who wait are granted what they ask for. */
    @Test
    void acquire_waiting_linearizable() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, SemaphoreLincheckTest::pairs));
    }

    /** The twin's release looks at what is held before it takes the lock. */
    @Test
    void tryAcquire_releaseLooksBeforeLock_found() {
        ModelChecks.finds(Twin.class, Model.class);
    }

    /** The same, by scenarios that wait. */
    @Test
    void acquire_releaseLooksBeforeLock_found() {
        ModelChecks.finds(Twin.class, Model.class, Scenarios.of(Ops.class, SemaphoreLincheckTest::pairs));
    }
}
