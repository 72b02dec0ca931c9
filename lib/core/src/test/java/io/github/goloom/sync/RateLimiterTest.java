package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.sync.RateLimiter.Reservation;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A limiter of ten permits per second, in the exact time of a world. */
@SuppressWarnings("CheckReturnValue") // what is reserved is often only counted
class RateLimiterTest {
    private static final Duration TENTH = Duration.ofMillis(100);

    private static long now() {
        return Duration.between(World.START, Clock.instant()).toMillis();
    }

    private static void take(RateLimiter limiter, int permits) {
        assertThat(limiter.allow(permits)).isTrue();
    }

    /** The burst is there at first, and then one permit comes each tenth of a second. */
    @InAWorld
    @Test
    void allow_burstThenRate() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 3);
        take(limiter, 2);
        take(limiter, 1);
        assertThat(limiter.allow()).isFalse();
        Go.sleep(TENTH.minusNanos(1_000));
        assertThat(limiter.allow()).isFalse();
        Go.sleep(Duration.ofNanos(1_000));
        assertThat(limiter.allow()).isTrue();
        assertThat(limiter.allow()).isFalse();
        Go.sleep(Duration.ofHours(1));
        assertThat(limiter.available()).isEqualTo(3);
        assertThat(limiter.allow(4)).isFalse();
        take(limiter, 3);
        take(limiter, 0);
    }

    /** Who waits gets its permit at its time, first in, first out. */
    @InAWorld
    @Test
    void acquire_manyGoroutines_oneAfterTheOther() throws Exception {
        RateLimiter limiter = RateLimiter.every(TENTH, 2);
        Chan<Long> times = Chan.buffered(20);
        WaitGroup all = new WaitGroup();
        for (int i = 0; i < 10; i++) {
            all.go(() -> {
                limiter.acquire();
                times.send(now());
            });
        }
        all.await();
        times.close();
        List<Long> seen = new ArrayList<>();
        times.forEach(seen::add);
        assertThat(seen).containsExactly(0L, 0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
    }

    @InAWorld
    @Test
    void acquire_inTurn_firstInFirstOut() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Chan<String> order = Chan.buffered(3);
        WaitGroup all = new WaitGroup();
        for (int permits : List.of(3, 1, 2)) {
            all.go(() -> {
                limiter.acquire(permits);
                order.send(permits + " at " + now());
            });
            Go.sleep(Duration.ofMillis(1));
        }
        all.await();
        order.close();
        List<String> seen = new ArrayList<>();
        order.forEach(seen::add);
        assertThat(seen).containsExactly("3 at 300", "1 at 400", "2 at 600");
    }

    @InAWorld
    @Test
    void reserve_again_delaysGrow() {
        RateLimiter limiter = RateLimiter.perSecond(10, 2);
        assertThat(limiter.reserve(2).delay()).isZero();
        assertThat(limiter.reserve(1).delay()).isEqualTo(TENTH);
        assertThat(limiter.reserve(2).delay()).isEqualTo(TENTH.multipliedBy(3));
        assertThat(limiter.available()).isEqualTo(-3);
        assertThat(limiter).hasToString("RateLimiter[10.0 per second, -3.0 of 2 available]");
        assertThat(limiter.reserve(1))
                .hasToString("Reservation[in PT0.4S of RateLimiter[10.0 per second, -4.0 of 2 available]]");
    }

    /** A reservation that is cancelled gives back what later ones do not count on, and only once. */
    @InAWorld
    @Test
    void cancel_givesBackWhatLaterOnesDoNotUse() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Reservation first = limiter.reserve(3);
        Reservation second = limiter.reserve(1);
        first.cancel(); // one of its three was the second's
        assertThat(limiter.available()).isEqualTo(-2);
        first.cancel();
        assertThat(limiter.available()).isEqualTo(-2);
        second.cancel();
        assertThat(limiter.available()).isEqualTo(-1);
        Reservation third = limiter.reserve(1);
        assertThat(third.delay()).isEqualTo(TENTH.multipliedBy(2));
        Go.sleep(TENTH.multipliedBy(2));
        third.cancel(); // too late
        assertThat(limiter.available()).isEqualTo(0);
    }

    /** A deadline before the time of the permit is known at once. */
    @InAWorld
    @Test
    void acquire_deadlineIsEarlier_throwsAtOnceAndTakesNothing() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 1);
        take(limiter, 1);
        try (CancellableContext ctx = Context.background().withTimeout(TENTH.minusNanos(1))) {
            assertThatExceptionOfType(DeadlineExceededException.class)
                    .isThrownBy(() -> limiter.acquire(ctx))
                    .withMessageStartingWith(
                            "the deadline of the context comes before the permits of RateLimiter[10.0");
            assertThat(now()).isZero();
            assertThat(limiter.tryAcquire(TENTH.minusNanos(1))).isFalse();
            assertThat(limiter.available()).isZero();
        }
        assertThat(limiter.tryAcquire(TENTH)).isTrue();
        assertThat(now()).isEqualTo(100);
        try (CancellableContext ctx = Context.background().withTimeout(TENTH.plusNanos(1))) {
            limiter.acquire(ctx);
        }
        assertThat(now()).isEqualTo(200);
    }

    /** A wait that ends early gives its permits back. */
    @InAWorld
    @Test
    void acquire_endedEarly_givesBack() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 2);
        take(limiter, 2);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Chan<Throwable> thrown = Chan.buffered(2);
        Go.go(() -> {
            try {
                limiter.acquire(2, ctx);
            } catch (ContextCancelledException e) {
                thrown.send(e);
            }
        });
        Go.sleep(Duration.ofNanos(1)); // it is before the next
        Thread interrupted = Go.go(() -> {
            try {
                limiter.acquire();
            } catch (InterruptedException e) {
                thrown.send(e);
            }
        });
        Go.sleep(Duration.ofMillis(50));
        interrupted.interrupt();
        assertThat(thrown.receive()).isInstanceOf(InterruptedException.class);
        ctx.cancel();
        assertThat(thrown.receive()).isInstanceOf(ContextCancelledException.class);
        assertThat(limiter.available()).isCloseTo(0.5, within(1e-6));
        assertThatThrownBy(() -> limiter.acquire(ctx)).isInstanceOf(ContextCancelledException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> limiter.acquire(1)).isInstanceOf(InterruptedException.class);
        assertThat(limiter.available()).isCloseTo(0.5, within(1e-6));
    }

    /** Permits that came before a change came at the old rate; the bucket is cut to a smaller burst. */
    @InAWorld
    @Test
    void setRate_andBurst_countFromThen() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 10);
        take(limiter, 10);
        Go.sleep(TENTH.multipliedBy(2));
        limiter.setRate(100);
        assertThat(limiter.available()).isCloseTo(2, within(1e-6));
        Go.sleep(Duration.ofMillis(30));
        assertThat(limiter.available()).isCloseTo(5, within(1e-6));
        limiter.setBurst(3);
        assertThat(limiter.available()).isEqualTo(3);
        assertThat(limiter.rate()).isEqualTo(100);
        assertThat(limiter.burst()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.reserve(4))
                .withMessageStartingWith("4 permits are more than the burst of RateLimiter[");
    }

    /** Without a rate there is the first burst; without a limit there is everything. */
    @InAWorld
    @Test
    void rate_zeroOrInfinite() throws Exception {
        RateLimiter none = RateLimiter.perSecond(0, 2);
        take(none, 2);
        Go.sleep(Duration.ofDays(1));
        assertThat(none.allow()).isFalse();
        assertThat(none.tryAcquire(Duration.ofDays(1))).isFalse();
        assertThat(none.reserve(1).delay()).isGreaterThan(Duration.ofDays(36_500));

        RateLimiter all = RateLimiter.perSecond(Double.POSITIVE_INFINITY, 0);
        take(all, 1_000_000);
        all.acquire(7);
        Reservation reservation = all.reserve(7);
        assertThat(reservation.delay()).isZero();
        reservation.cancel();
        all.setBurst(2);
        all.setRate(10);
        assertThat(all.available()).isEqualTo(2);
    }

    /**
     * Random requests get the earliest time at which no span of time has more permits than the burst and what comes in
     * it.
     */
    @InAWorld
    @Test
    void reserve_atRandom_isTheEarliestTimeAllowed() throws Exception {
        Random random = new Random(16);
        for (int run = 0; run < 200; run++) {
            double perNano = (1 + random.nextInt(1_000)) / 1e9;
            int burst = 1 + random.nextInt(20);
            RateLimiter limiter = RateLimiter.perSecond(perNano * 1e9, burst);
            long start = Clock.now();
            List<long[]> taken = new ArrayList<>(); // permits and time
            for (int i = 0; i < 50; i++) {
                int permits = random.nextInt(burst + 1);
                long begin = Clock.now();
                double earliest = begin;
                double sum = permits;
                for (int k = taken.size() - 1; k >= 0; k--) {
                    sum += taken.get(k)[0];
                    earliest = Math.max(earliest, taken.get(k)[1] + (sum - burst) / perNano);
                }
                earliest = Math.max(earliest, start + (sum - burst) / perNano);
                long time = begin + limiter.reserve(permits).delay().toNanos();
                if (permits > 0) {
                    assertThat((double) time).isCloseTo(earliest, within(100.0));
                    taken.add(new long[] {permits, time});
                }
                if (random.nextBoolean()) {
                    Go.sleep(Duration.ofNanos(random.nextInt(50_000_000)));
                }
            }
        }
    }

    /** Many threads together get no more than one would. */
    @Test
    void allow_manyThreads_giveNoMoreThanTheRate() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(100_000, 100);
        AtomicLong taken = new AtomicLong();
        long begin = System.nanoTime();
        List<Goroutine<Void>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(Goroutine.platform(() -> {
                for (int n = 0; n < 200_000; n++) {
                    if (limiter.allow()) {
                        taken.incrementAndGet();
                    }
                }
            }));
        }
        for (Goroutine<Void> each : takers) {
            each.result();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat((double) taken.get()).isBetween(100.0, 100 + 100_000 * seconds + 1);
    }
}
