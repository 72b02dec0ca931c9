package io.github.goloom.overflow;

import static io.github.goloom.overflow.OverflowSweep.PATIENCE;
import static io.github.goloom.overflow.OverflowSweep.isFree;
import static io.github.goloom.overflow.OverflowSweep.lock;
import static io.github.goloom.overflow.OverflowSweep.locking;
import static io.github.goloom.overflow.OverflowSweep.parked;
import static io.github.goloom.overflow.OverflowSweep.signal;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.overflow.OverflowSweep.Trial;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.Diver.Attempt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** The program whose stacks overflow in operations of {@code sync} and {@code context}. */
final class SyncOverflows {
    /** Not graded: the JVM itself frees a monitor. */
    static final String MONITOR = "synchronized";

    private SyncOverflows() {}

    public static void main(String[] args) throws Exception {
        new OverflowSweep()
                .add(MONITOR, SyncOverflows::monitor)
                .add("Mutex", () -> lock(new Mutex()))
                .add("RWMutex, write", () -> lock(new RWMutex().writeLock()))
                .add("RWMutex, read", SyncOverflows::readLock)
                .add("Cond", SyncOverflows::cond)
                .add("WeightedSemaphore", SyncOverflows::semaphore)
                .add("RateLimiter", SyncOverflows::limiter)
                .add("WaitGroup", SyncOverflows::count)
                .add("WaitGroup, go", SyncOverflows::group)
                .add("Once", SyncOverflows::once)
                .add("SingleFlight", SyncOverflows::flight)
                .add("Context", SyncOverflows::context)
                .run();
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

    private static Trial readLock() {
        RWMutex mutex = new RWMutex();
        return new Trial(locking(mutex.readLock()), () -> isFree(mutex.writeLock()));
    }

    private static Trial cond() {
        Mutex mutex = new Mutex();
        return signal(mutex, new Cond(mutex));
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

    private static Trial limiter() {
        RateLimiter limiter = RateLimiter.perSecond(1e9, 2);
        return new Trial(() -> limiter.acquire(2), () -> limiter.tryAcquire(2, PATIENCE));
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
}
