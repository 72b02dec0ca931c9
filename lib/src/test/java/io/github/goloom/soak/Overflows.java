package io.github.goloom.soak;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.Diver;
import io.github.goloom.testing.Diver.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The program whose stacks overflow, at 400 depths for each structure, on platform and on virtual threads. Each depth has a structure of its
 * own. It prints at how many of them the stack overflowed in the operation, the
 * structure was broken after it, and somebody who waited was left waiting, although the operation was done again.
 */
final class Overflows {
    static final String REENTRANT = "ReentrantLock";
    static final String MONITOR = "synchronized";
    static final String CONDITION = "ReentrantLock, condition";

    private static final int DEPTHS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    static final int STRUCTURES = 13;

    private Overflows() {}

    /** One operation for one depth; whether the structure can be used after it; and who waited for it, if anybody. */
    private record Trial(Attempt operation, Callable<Boolean> usable, Thread partner, Attempt again) {
        Trial(Attempt operation, Callable<Boolean> usable) {
            this(operation, usable, null, null);
        }

        boolean served() throws Exception {
            if (partner != null && !partner.join(Duration.ofMillis(50))) {
                again.run();
                return partner.join(PATIENCE);
            }
            return true;
        }
    }

    private static Map<String, Supplier<Trial>> all() {
        Map<String, Supplier<Trial>> all = new LinkedHashMap<>();
        all.put(REENTRANT, () -> lock(new ReentrantLock()));
        all.put(MONITOR, Overflows::monitor);
        all.put(CONDITION, Overflows::condition);
        all.put("Mutex", () -> lock(new Mutex()));
        all.put("RWMutex, write", () -> lock(new RWMutex().writeLock()));
        all.put("RWMutex, read", () -> {
            RWMutex mutex = new RWMutex();
            return new Trial(locking(mutex.readLock()), () -> isFree(mutex.writeLock()));
        });
        all.put("Cond", Overflows::cond);
        all.put("WeightedSemaphore", Overflows::semaphore);
        all.put("WaitGroup", Overflows::count);
        all.put("WaitGroup, go", Overflows::group);
        all.put("Once", Overflows::once);
        all.put("SingleFlight", Overflows::flight);
        all.put("Context", Overflows::context);
        return all;
    }

    private static Attempt locking(Lock lock) {
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

    private static Trial lock(Lock lock) {
        return new Trial(locking(lock), () -> isFree(lock));
    }

    private static boolean isFree(Lock lock) throws InterruptedException {
        boolean free = lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (free) {
            lock.unlock();
        }
        return free;
    }

    private static Trial monitor() {
        Object monitor = new Object();
        int[] count = {0};
        Attempt operation = () -> {
            synchronized (monitor) {
                count[0]++;
            }
        };
        return new Trial(operation, () -> {
            operation.run();
            return true;
        });
    }

    private static Trial condition() {
        ReentrantLock lock = new ReentrantLock();
        return signalled(lock, lock.newCondition());
    }

    private static Trial cond() {
        Mutex mutex = new Mutex();
        return signalled(mutex, new Cond(mutex));
    }

    private static Trial signalled(Lock lock, Condition condition) {
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

    private static Trial semaphore() {
        WeightedSemaphore semaphore = new WeightedSemaphore(2);
        int[] count = {0};
        Attempt operation = () -> {
            semaphore.acquire(2);
            try {
                count[0]++;
            } finally {
                semaphore.release(2);
            }
        };
        return new Trial(operation, () -> semaphore.tryAcquire(2, PATIENCE));
    }

    private static Trial count() {
        WaitGroup group = new WaitGroup();
        int[] count = {0};
        Attempt operation = () -> {
            group.add(1);
            try {
                count[0]++;
            } finally {
                group.done();
            }
        };
        return new Trial(operation, () -> group.await(PATIENCE));
    }

    private static Trial group() {
        WaitGroup group = new WaitGroup();
        return new Trial(() -> group.go(() -> {}), () -> {
            try {
                return group.await(PATIENCE);
            } catch (CompletionException e) {
                return true;
            }
        });
    }

    private static Trial once() {
        Once once = new Once();
        int[] count = {0};
        return new Trial(() -> once.run(() -> count[0]++), () -> {
            once.run(() -> count[0]++);
            return true;
        });
    }

    private static Trial flight() {
        SingleFlight<String, Integer> flights = new SingleFlight<>();
        Attempt operation = () -> {
            try {
                flights.run("key", () -> 1);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StackOverflowError overflow) {
                    throw overflow;
                }
            }
        };
        return new Trial(operation, () -> flights.run("key", () -> 2).value() == 2);
    }

    /** A child, a function and a goroutine that waits hang on the context which is cancelled. */
    private static Trial context() {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        CancellableContext child = CancellableContext.childOf(ctx);
        Thread partner = parked(() -> {
            try {
                Chan.nil().receive(child);
            } catch (RuntimeException e) {
                // it has ended
            }
        });
        return new Trial(
                ctx::cancel,
                () -> {
                    ctx.cancel();
                    CancellableContext late = CancellableContext.childOf(ctx);
                    return ctx.isDone() && late.isDone() && late.err() != null;
                },
                partner,
                () -> {
                    ctx.cancel();
                    child.cancel();
                });
    }

    private static Thread parked(Go.Task body) {
        Thread thread = Go.go(body);
        while (thread.getState() != Thread.State.WAITING || LockSupport.getBlocker(thread) == null) {
            Thread.onSpinWait();
        }
        return thread;
    }

    public static void main(String[] args) throws Exception {
        List<Callable<String>> reports = new ArrayList<>();
        for (boolean virtual : new boolean[] {false, true}) {
            for (Map.Entry<String, Supplier<Trial>> each : all().entrySet()) {
                reports.add(sweep((virtual ? "virtual, " : "platform, ") + each.getKey(), virtual, each.getValue()));
            }
        }
        for (Callable<String> each : reports) {
            System.out.println(each.call());
        }
        System.exit(0);
    }

    /** Runs the trials of all depths and starts their checks; the result waits for those. */
    private static Callable<String> sweep(String what, boolean virtual, Supplier<Trial> maker) throws Exception {
        for (int i = 0; i < 200; i++) {
            maker.get().operation.run();
        }
        int overflows = 0;
        List<FutureTask<Boolean>> usable = new ArrayList<>();
        List<FutureTask<Boolean>> served = new ArrayList<>();
        for (int depth = 0; depth < DEPTHS; depth++) {
            Trial trial = maker.get();
            overflows += Diver.overflows(virtual, depth, trial.operation) ? 1 : 0;
            FutureTask<Boolean> first = new FutureTask<>(trial.usable);
            FutureTask<Boolean> second = new FutureTask<>(trial::served);
            usable.add(first);
            served.add(second);
            Thread.startVirtualThread(() -> {
                second.run();
                first.run();
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
