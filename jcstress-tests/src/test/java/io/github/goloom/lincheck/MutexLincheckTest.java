package io.github.goloom.lincheck;

import io.github.goloom.sync.Mutex;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mutex is linearizable, and guards plain fields. The clock stands still in Lincheck, so no waiter ever starves here. */
@Tag("proof")
class MutexLincheckTest {

    /** What the tests do with a mutex, and with a number that it guards. */
    interface Locked {
        String lock();

        boolean tryLock();

        boolean unlock();

        String state();

        int lockAndCount();
    }

    static final class GoloomLocked implements Locked {
        private final Mutex mutex = new Mutex();
        private int count;

        @Override
        public String lock() {
            mutex.lock();
            return "locked";
        }

        @Override
        public boolean tryLock() {
            return mutex.tryLock();
        }

        @Override
        public boolean unlock() {
            try {
                mutex.unlock();
                return true;
            } catch (IllegalMonitorStateException e) {
                return false;
            }
        }

        @Override
        public String state() {
            return mutex.toString();
        }

        @Override
        public int lockAndCount() {
            mutex.lock();
            return ++count;
        }
    }

    /** The sequential specification; with a fault, for the twin: a look, then a write. */
    static final class ModelLocked implements Locked {
        private final boolean faulty;
        private volatile boolean held;
        private int count;

        ModelLocked(boolean faulty) {
            this.faulty = faulty;
        }

        @Override
        public String lock() {
            if (!faulty && held) {
                return IntChan.WAITS;
            }
            while (held) {
                Thread.onSpinWait();
            }
            held = true;
            return "locked";
        }

        @Override
        public boolean tryLock() {
            boolean free = !held;
            held = true;
            return free;
        }

        @Override
        public boolean unlock() {
            boolean wasHeld = held;
            held = false;
            return wasHeld;
        }

        @Override
        public String state() {
            return held ? "Mutex[locked]" : "Mutex[unlocked]";
        }

        @Override
        public int lockAndCount() {
            return lock().equals("locked") ? ++count : -1;
        }
    }

    /** The operations. */
    public abstract static class Ops {
        private final Locked locked;

        Ops(Locked locked) {
            this.locked = locked;
        }

        /** Waits; only in scenarios of our own. */
        public String lock() {
            return locked.lock();
        }

        /** Waits; only in scenarios of our own. */
        public int lockAndCount() {
            return locked.lockAndCount();
        }

        @Operation
        public boolean tryLock() {
            return locked.tryLock();
        }

        @Operation
        public boolean unlock() {
            return locked.unlock();
        }

        @Operation
        public String state() {
            return locked.state();
        }
    }

    public static final class Goloom extends Ops {
        public Goloom() {
            super(new GoloomLocked());
        }
    }

    public static final class Model extends Ops {
        public Model() {
            super(new ModelLocked(false));
        }
    }

    public static final class Twin extends Ops {
        public Twin() {
            super(new ModelLocked(true));
        }
    }

    /** Who locks, or tries to, unlocks next; who counts is alone with those who hold the lock when they unlock it. */
    private static ExecutionScenario pairs(Scenarios s) {
        int threads = 2 + s.random.nextInt(2);
        boolean tries = s.random.nextBoolean();
        List<List<Actor>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<String> steps = new ArrayList<>();
            for (int left = 4 - threads; left > 0; left--) {
                steps.add(s.any("lock", tries ? "tryLock" : "lockAndCount"));
                steps.add("unlock");
            }
            all.add(s.steps(steps));
        }
        return s.parallel(List.of(), all, s.steps(List.of("state", "lockAndCount")));
    }

    /** Tries and unlocks. */
    @Test
    void tryLock_twoThreads_linearizable() {
        ModelChecks.check(Goloom.class, Model.class);
    }

    /** Those who wait for the lock, and the plain field that it guards. */
    @Test
    void lock_waiting_linearizable() {
        ModelChecks.check(Goloom.class, Model.class, Scenarios.of(Ops.class, MutexLincheckTest::pairs));
    }

    /** The twin looks, then writes. */
    @Test
    void tryLock_looksThenWrites_found() {
        ModelChecks.finds(Twin.class, Model.class);
    }

    /** The same, by scenarios that wait. */
    @Test
    void lock_looksThenWrites_found() {
        ModelChecks.finds(Twin.class, Model.class, Scenarios.of(Ops.class, MutexLincheckTest::pairs));
    }
}
