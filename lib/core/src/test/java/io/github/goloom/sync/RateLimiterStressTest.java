package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.sync.RateLimiter.Reservation;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads with one limiter, in real time. */
class RateLimiterStressTest {
    private static final int RATE = 100_000;
    private static final int BURST = 100;
    private static final int THREADS = 8;
    private static final long NANOS = 500_000_000L * Integer.getInteger("stress.seconds", 2);

    private final RateLimiter limiter = RateLimiter.perSecond(RATE, BURST);
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong endedEarly = new AtomicLong();
    private final long begin = System.nanoTime();

    private static List<Goroutine<Void>> start(Goroutine.Action body) {
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(i % 2 == 0 ? Goroutine.platform(body) : Goroutine.go(body));
        }
        return all;
    }

    private boolean goesOn() {
        return System.nanoTime() - begin < NANOS;
    }

    /** Threads that compete for what is there get exactly that. */
    @Test
    @Timeout(60)
    void allow_manyThreads_giveOutTheBurst() throws Exception {
        int burst = 1_000_000;
        RateLimiter once = RateLimiter.perSecond(0, burst);
        List<Goroutine<Void>> all = start(() -> {
            while (once.allow()) {
                used.incrementAndGet();
            }
        });
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(used.get()).isEqualTo(burst);
    }

    /** All operations at once, with waits that are interrupted or whose contexts end, use no more than what comes. */
    @Test
    @Timeout(60)
    void operations_manyThreads_useNoMoreThanTheRate() throws Exception {
        List<Goroutine<Void>> all = start(this::takeAtRandom);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (goesOn()) {
            all.get(random.nextInt(THREADS)).interrupt();
            LockSupport.parkNanos(50_000);
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        double come = (System.nanoTime() - begin) * (RATE / 1e9);
        assertThat((double) used.get()).isBetween(1.0 * BURST, BURST + come + 1);
        assertThat(endedEarly.get()).isPositive();
    }

    private void takeAtRandom() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (goesOn()) {
            int permits = random.nextInt(8);
            try (CancellableContext ctx = Context.background().withTimeout(Duration.ofMillis(1))) {
                if (takeOnce(random.nextInt(5), permits, ctx)) {
                    used.addAndGet(permits);
                }
            } catch (InterruptedException | ContextException e) {
                endedEarly.incrementAndGet();
            }
        }
    }

    private boolean takeOnce(int way, int permits, CancellableContext ctx) throws InterruptedException {
        switch (way) {
            case 0 -> {
                return limiter.allow(permits);
            }
            case 1 -> {
                return limiter.tryAcquire(permits, Duration.ofNanos(50_000));
            }
            case 2 -> limiter.acquire(permits);
            case 3 -> limiter.acquire(permits, ctx);
            default -> {
                Reservation reservation = limiter.reserve(permits);
                boolean now = reservation.delay().isZero();
                reservation.cancel();
                return now; // if its time came just before it was cancelled, it is not used
            }
        }
        return true;
    }
}
