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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many on one mutex, in every way there is, for {@code stress.seconds}: one at a time, and none waits for ever. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class MutexStressTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("stress.seconds", 2));

    private final Mutex mutex = new Mutex();

    /** Guarded by the mutex, and not volatile: a lost count shows that two were inside. */
    private long counter;

    /** Every way to lock, those that give up included, on virtual and platform threads (MTX-013). */
    @Test
    void everyWay_mixed_countsEachLock() throws Exception {
        long end = System.nanoTime() + NANOS;
        List<Goroutine<Long>> all = new ArrayList<>();
        for (int g = 0; g < 16; g++) {
            all.add(Goroutine.call(() -> hammer(end)));
        }
        List<Goroutine<Void>> interrupted = new ArrayList<>();
        long[] more = new long[2];
        for (int g = 0; g < 2; g++) {
            int number = g;
            interrupted.add(Goroutine.platform(() -> more[number] = hammer(end)));
        }
        while (System.nanoTime() < end) {
            all.get(ThreadLocalRandom.current().nextInt(all.size())).interrupt();
            interrupted.get(ThreadLocalRandom.current().nextInt(2)).interrupt();
            LockSupport.parkNanos(50_000);
        }
        long locked = 0;
        for (Goroutine<Long> each : all) {
            locked += each.result();
        }
        for (Goroutine<Void> each : interrupted) {
            each.result();
        }
        assertThat(counter).isEqualTo(locked + more[0] + more[1]).isPositive();
        assertThat(mutex.tryLock()).isTrue();
    }

    /** Nothing but lock and unlock, as fast as it goes. */
    @Test
    void lockAndUnlock_eightGoroutines_countEachLock() throws Exception {
        int rounds = 200_000;
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int g = 0; g < 8; g++) {
            all.add(Goroutine.go(() -> {
                for (int i = 0; i < rounds; i++) {
                    mutex.lock();
                    counter++;
                    mutex.unlock();
                }
            }));
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(counter).isEqualTo(8L * rounds);
        assertThat(mutex).hasToString("Mutex[unlocked]");
    }

    private long hammer(long end) {
        long locked = 0;
        while (System.nanoTime() < end) {
            try {
                if (lockSomehow()) {
                    counter++;
                    locked++;
                    mutex.unlock();
                }
            } catch (InterruptedException | ContextCancelledException e) {
                // it has not locked
            }
        }
        return locked;
    }

    private boolean lockSomehow() throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        switch (random.nextInt(6)) {
            case 0 -> mutex.lockInterruptibly();
            case 1 -> {
                return mutex.tryLock();
            }
            case 2 -> {
                return mutex.tryLock(Duration.ofNanos(random.nextInt(50_000)));
            }
            case 3 -> {
                CancellableContext ctx = CancellableContext.childOf(Context.background());
                if (random.nextInt(8) == 0) {
                    Goroutine.go(ctx::cancel);
                }
                mutex.lock(ctx);
            }
            default -> mutex.lock();
        }
        return true;
    }
}
