package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Many readers and writers, in every way there is, for {@code stress.seconds}: writers alone, and none waits for ever.
 */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class RWMutexStressTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("stress.seconds", 2));

    private final RWMutex mutex = new RWMutex();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    /** Guarded by the mutex, equal whenever nobody writes, and not volatile. */
    private long first;

    private long second;

    /**
     * Every way to lock, those that give up included, on virtual and platform threads: only whole writes are seen
     * (RWM-011).
     */
    @Test
    void everyWay_mixed_seesWholeWritesOnly() throws Exception {
        long end = System.nanoTime() + NANOS;
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int g = 0; g < 16; g++) {
            boolean writes = g < 4;
            all.add(
                    g % 4 == 3
                            ? Goroutine.platform(() -> hammer(writes, end))
                            : Goroutine.go(() -> hammer(writes, end)));
        }
        while (System.nanoTime() < end) {
            all.get(ThreadLocalRandom.current().nextInt(all.size())).interrupt();
            LockSupport.parkNanos(50_000);
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(first).isEqualTo(writes.get()).isPositive();
        assertThat(reads).hasPositiveValue();
        assertThat(mutex).hasToString("RWMutex[0 readers]");
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** Nothing but lock and unlock, as fast as it goes: a hundred thousand rounds of each of eight (RWM-011). */
    @Test
    void lockAndUnlock_eightGoroutines_seeWholeWritesOnly() throws Exception {
        int rounds = 100_000;
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int g = 0; g < 8; g++) {
            CancellableLock lock = g < 2 ? mutex.writeLock() : mutex.readLock();
            boolean writes = g < 2;
            all.add(Goroutine.go(() -> {
                for (int i = 0; i < rounds; i++) {
                    lock.lock();
                    inside(writes);
                    lock.unlock();
                }
            }));
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(first).isEqualTo(2L * rounds);
        assertThat(mutex).hasToString("RWMutex[0 readers]");
    }

    private void hammer(boolean writes, long end) {
        CancellableLock lock = writes ? mutex.writeLock() : mutex.readLock();
        while (System.nanoTime() < end) {
            try {
                if (lockSomehow(lock)) {
                    inside(writes);
                    (writes ? this.writes : reads).incrementAndGet();
                    lock.unlock();
                }
            } catch (InterruptedException | ContextCancelledException e) {
                // it has not locked
            }
        }
    }

    private void inside(boolean writes) {
        long before = first;
        if (second != before) {
            throw new AssertionError("half a write: " + before + ", " + second);
        }
        if (writes) {
            first = before + 1;
            Thread.onSpinWait();
            second = before + 1;
        }
    }

    private static boolean lockSomehow(CancellableLock lock) throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        switch (random.nextInt(6)) {
            case 0 -> lock.lockInterruptibly();
            case 1 -> {
                return lock.tryLock();
            }
            case 2 -> {
                return lock.tryLock(Duration.ofNanos(random.nextInt(50_000)));
            }
            case 3 -> {
                CancellableContext ctx = CancellableContext.childOf(Context.background());
                if (random.nextInt(8) == 0) {
                    Goroutine.go(ctx::cancel);
                }
                lock.lock(ctx);
            }
            default -> lock.lock();
        }
        return true;
    }
}
