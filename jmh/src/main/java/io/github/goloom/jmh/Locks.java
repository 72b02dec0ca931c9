package io.github.goloom.jmh;

import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Goroutines that lock, count and unlock: nanoseconds for each time.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Locks}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Locks {
    private static final int TIMES = 200_000;

    /** Which lock. */
    @Param
    public Kind kind;

    /** How many goroutines share the work. */
    @Param({"1", "2", "100"})
    public int goroutines;

    private Lock lock;
    private long count;

    /** A lock. */
    public enum Kind {
        /** Ours. */
        MUTEX(Mutex::new),
        /** The JDK's. */
        REENTRANT_LOCK(ReentrantLock::new),
        /** Ours, the side of the writers. */
        RW_MUTEX(() -> new RWMutex().writeLock()),
        /** The JDK's, the side of the writers. */
        REENTRANT_READ_WRITE_LOCK(() -> new ReentrantReadWriteLock().writeLock()),
        /** The same, fair: it keeps the order of those who wait, as ours does. */
        FAIR_READ_WRITE_LOCK(() -> new ReentrantReadWriteLock(true).writeLock());

        private final Supplier<Lock> supplier;

        Kind(Supplier<Lock> supplier) {
            this.supplier = supplier;
        }
    }

    /** Makes the lock. */
    @Setup
    public void make() {
        lock = kind.supplier.get();
    }

    /** Lock, count, unlock. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long lockUnlock() throws InterruptedException {
        Crew.run(crew -> crew.go(goroutines, () -> {
            for (int i = 0; i < TIMES / goroutines; i++) {
                lock.lock();
                try {
                    count++;
                } finally {
                    lock.unlock();
                }
            }
        }));
        return count;
    }
}
