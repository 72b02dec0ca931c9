package io.github.goloom.overflow;

import io.github.goloom.Go;
import io.github.goloom.testing.Diver;
import io.github.goloom.testing.Diver.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the stack overflow in an operation at 400 depths, on platform and on virtual threads; each depth has a structure
 * of its own. It prints at how many of them the stack overflowed, the structure was broken after it, and somebody who
 * waited was left waiting although the operation was done again. A lock of the JDK and a condition of one come first,
 * to compare with.
 */
final class OverflowSweep {
    static final String LOCK = "ReentrantLock";
    static final String CONDITION = "ReentrantLock, condition";
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int WARM_UP = 200;
    private static final int DEPTHS = 400;

    private final Map<String, Callable<Trial>> makers = new LinkedHashMap<>();

    /**
     * One operation for one depth; whether the structure can be used after it; and who waits for it, if anybody, and
     * what may serve it then.
     */
    record Trial(Attempt operation, Callable<Boolean> usable, Thread partner, Attempt again) {
        /** An operation for which nobody waits. */
        Trial(Attempt operation, Callable<Boolean> usable) {
            this(operation, usable, null, null);
        }

        private boolean served() throws Exception {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partner != null && !partner.join(Duration.ofMillis(20))) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                again.run();
            }
            return true;
        }
    }

    /** A sweep of the locks of the JDK. */
    OverflowSweep() {
        add(LOCK, () -> lock(new ReentrantLock()));
        add(CONDITION, () -> {
            ReentrantLock lock = new ReentrantLock();
            return signal(lock, lock.newCondition());
        });
    }

    /** Adds a structure, which is made for each trial. */
    OverflowSweep add(String name, Callable<Trial> maker) {
        makers.put(name, maker);
        return this;
    }

    /** Lock, count, unlock. */
    static Attempt locking(Lock lock) {
        int[] count = {0};
        return () -> {
            lock.lock();
            try {
                count[0]++;
            } finally {
                lock.unlock();
            }
        };
    }

    /** A trial of a lock. */
    static Trial lock(Lock lock) {
        return new Trial(locking(lock), () -> isFree(lock));
    }

    /** A trial of a condition for which somebody waits. */
    static Trial signal(Lock lock, Condition condition) {
        boolean[] set = {false};
        Thread partner = parked(() -> {
            lock.lock();
            try {
                while (!set[0]) {
                    condition.await();
                }
            } finally {
                lock.unlock();
            }
        });
        Attempt operation = () -> {
            lock.lock();
            try {
                set[0] = true;
                condition.signal();
            } finally {
                lock.unlock();
            }
        };
        Attempt again = () -> {
            if (isFree(lock)) {
                operation.run();
            }
        };
        return new Trial(operation, () -> isFree(lock), partner, again);
    }

    /** Whether the lock can be had. */
    static boolean isFree(Lock lock) throws InterruptedException {
        boolean free = lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (free) {
            lock.unlock();
        }
        return free;
    }

    /** A goroutine that is parked in the body. */
    static Thread parked(Go.Task body) {
        Thread thread = Go.go(body);
        while (thread.getState() != Thread.State.WAITING || LockSupport.getBlocker(thread) == null) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /**
     * Runs all, prints a line for each structure and kind of thread, and ends the JVM: who was left waiting stays so.
     */
    void run() throws Exception {
        List<Callable<String>> reports = new ArrayList<>();
        for (boolean virtual : new boolean[] {false, true}) {
            for (Map.Entry<String, Callable<Trial>> each : makers.entrySet()) {
                reports.add(sweep((virtual ? "virtual, " : "platform, ") + each.getKey(), virtual, each.getValue()));
            }
        }
        for (Callable<String> each : reports) {
            System.out.println(each.call());
        }
        System.exit(0);
    }

    /** Runs the trials of all depths and starts their checks; the result waits for those. */
    private static Callable<String> sweep(String what, boolean virtual, Callable<Trial> maker) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            maker.call().operation.run();
        }
        int overflows = 0;
        List<FutureTask<Boolean>> usable = new ArrayList<>();
        List<FutureTask<Boolean>> served = new ArrayList<>();
        for (int depth = 0; depth < DEPTHS; depth++) {
            Trial trial = maker.call();
            overflows += Diver.overflows(virtual, depth, trial.operation) ? 1 : 0;
            FutureTask<Boolean> first = new FutureTask<>(trial::served);
            FutureTask<Boolean> second = new FutureTask<>(trial.usable);
            served.add(first);
            usable.add(second);
            Thread.startVirtualThread(() -> {
                first.run();
                second.run();
            });
        }
        String found = what + ": overflows " + overflows;
        return () -> found + ", broken " + failed(usable) + ", stranded " + failed(served);
    }

    private static long failed(List<FutureTask<Boolean>> checks) {
        long deadline = System.nanoTime() + 3 * PATIENCE.toNanos();
        return checks.stream().filter(each -> !succeeds(each, deadline)).count();
    }

    private static boolean succeeds(FutureTask<Boolean> check, long deadline) {
        try {
            return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
