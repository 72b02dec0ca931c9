package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.sync.RateLimiter.Reservation;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rate limiter gives and when, in the exact time of a world. */
@SuppressWarnings("CheckReturnValue") // what is reserved is often only counted
class RateLimiterTest {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private static long millis() {
        return Duration.between(World.START, Clock.instant()).toMillis();
    }

    private static void take(RateLimiter limiter, int permits) {
        assertThat(limiter.allow(permits)).isTrue();
    }

    /** The burst is there at first, then one permit comes each tenth of a second, and the bucket holds the burst. */
    @InAWorld
    @Test
    void allow_afterTheBurst_followsTheRate() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 3);
        take(limiter, 2);
        take(limiter, 1);
        assertThat(limiter.allow()).isFalse();
        Go.sleep(TENTH.minusNanos(1));
        assertThat(limiter.allow()).isFalse();
        Go.sleep(Duration.ofNanos(1));
        assertThat(limiter.allow()).isTrue();
        assertThat(limiter.allow()).isFalse();
        Go.sleep(Duration.ofHours(1));
        assertThat(limiter.available()).isEqualTo(3);
        assertThat(limiter.allow(4)).isFalse();
        take(limiter, 3);
        take(limiter, 0);
    }

    /** Goroutines that wait get their permits one after the other. */
    @InAWorld
    @Test
    void acquire_manyGoroutines_oneAfterTheOther() throws Exception {
        RateLimiter limiter = RateLimiter.every(TENTH, 2);
        Chan<Long> times = Chan.buffered(20);
        WaitGroup all = new WaitGroup();
        for (int i = 0; i < 10; i++) {
            all.go(() -> {
                limiter.acquire();
                times.send(millis());
            });
        }
        all.await();
        assertThat(drained(times)).containsExactly(0L, 0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
    }

    /** Requests are served first in, first out: a small one does not overtake a large one. */
    @InAWorld
    @Test
    void acquire_inTurn_firstInFirstOut() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Chan<String> order = Chan.buffered(4);
        WaitGroup all = new WaitGroup();
        for (int permits : List.of(3, 1, 0, 2)) {
            all.go(() -> {
                limiter.acquire(permits);
                order.send(permits + " at " + millis());
            });
            Go.sleep(Duration.ofMillis(1));
        }
        assertThat(limiter.allow(0)).isFalse();
        all.await();
        assertThat(drained(order)).startsWith("3 at 300").endsWith("2 at 600").contains("1 at 400", "0 at 400");
    }

    private static <T> List<T> drained(Chan<T> chan) {
        chan.close();
        List<T> seen = new ArrayList<>();
        chan.forEach(seen::add);
        return seen;
    }

    /** Each reservation comes after those before it, and a limiter tells what it has. */
    @InAWorld
    @Test
    void reserve_again_delaysGrow() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 2);
        assertThat(limiter.reserve(2).delay()).isZero();
        Reservation second = limiter.reserve(1);
        assertThat(second.delay()).isEqualTo(TENTH);
        assertThat(limiter.reserve(2).delay()).isEqualTo(TENTH.multipliedBy(3));
        assertThat(limiter.available()).isEqualTo(-3);
        assertThat(limiter).hasToString("RateLimiter[10.0 per second, -3.0 of 2 available]");
        assertThat(second).hasToString("Reservation[1 of RateLimiter[10.0 per second, -3.0 of 2 available]]");
        Go.sleep(TENTH);
        assertThat(second.delay()).isZero();
    }

    /** A reservation that is cancelled gives back what later ones have not taken, once. */
    @InAWorld
    @Test
    void cancel_laterOnesExist_givesBackTheRest() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Reservation first = limiter.reserve(3);
        Reservation second = limiter.reserve(1);
        first.cancel();
        assertThat(limiter.available()).isEqualTo(-2);
        first.cancel();
        assertThat(limiter.available()).isEqualTo(-2);
        second.cancel();
        assertThat(limiter.available()).isEqualTo(-1);
        Reservation third = limiter.reserve(1);
        assertThat(third.delay()).isEqualTo(TENTH.multipliedBy(2));
        Go.sleep(TENTH.multipliedBy(2));
        third.cancel(); // its time has come
        assertThat(limiter.available()).isZero();
    }

    /** The last reservation leaves nothing behind, so that the one before it is the last again. */
    @InAWorld
    @Test
    void cancel_fromTheLast_leavesNothingBehind() {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Reservation first = limiter.reserve(3);
        limiter.reserve(4).cancel();
        assertThat(limiter.available()).isEqualTo(-3);
        first.cancel();
        assertThat(limiter.available()).isZero();
    }

    /** A reservation that is smaller than what was taken later gives nothing back, and takes nothing. */
    @InAWorld
    @Test
    void cancel_moreWasTakenLater_givesNothingBack() {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 5);
        Reservation first = limiter.reserve(1);
        limiter.reserve(3);
        first.cancel();
        assertThat(limiter.available()).isEqualTo(-4);
    }

    /** What no longer fits into the bucket is not given back, unless the reservation is the last one. */
    @InAWorld
    @Test
    void cancel_burstWasLowered_givesBackWhatFits() {
        RateLimiter limiter = RateLimiter.perSecond(10, 10);
        take(limiter, 10);
        Reservation first = limiter.reserve(10);
        Reservation second = limiter.reserve(1);
        limiter.setBurst(5);
        first.cancel();
        assertThat(limiter.available()).isEqualTo(-7);
        second.cancel();
        assertThat(limiter.available()).isEqualTo(-6);
    }

    /** What was reserved before the rate was raised is not given back: its permits have come earlier. */
    @InAWorld
    @Test
    void cancel_rateWasRaised_givesNothingBack() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(1, 5);
        take(limiter, 5);
        Reservation before = limiter.reserve(5);
        limiter.setRate(1_000);
        Reservation after = limiter.reserve(1);
        after.cancel();
        assertThat(limiter.available()).isEqualTo(-5);
        Go.sleep(Duration.ofMillis(10));
        take(limiter, 3);
        before.cancel();
        assertThat(limiter.available()).isEqualTo(2);
        assertThat(limiter.allow(5)).isFalse();
    }

    /** Permits that came before a change came at the old rate; the bucket is cut to a smaller burst. */
    @InAWorld
    @Test
    void setRate_andBurst_keepWhatHasCome() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 10);
        take(limiter, 10);
        Go.sleep(TENTH.multipliedBy(2));
        limiter.setRate(100);
        assertThat(limiter.available()).isCloseTo(2, within(1e-6));
        Go.sleep(Duration.ofMillis(30));
        limiter.setBurst(20);
        assertThat(limiter.available()).isCloseTo(5, within(1e-6));
        limiter.setBurst(3);
        assertThat(limiter.available()).isEqualTo(3);
        limiter.setBurst(20);
        assertThat(limiter.available()).isEqualTo(3);
        assertThat(limiter.rate()).isEqualTo(100);
        assertThat(limiter.burst()).isEqualTo(20);
    }

    /** A request that waits keeps its time, and the next one comes after it at the new rate. */
    @InAWorld
    @Test
    void setRate_whileOneWaits_countsForTheNext() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 1);
        take(limiter, 1);
        Chan<Long> time = Chan.buffered(1);
        Go.go(() -> {
            limiter.acquire();
            time.send(millis());
        });
        Go.sleep(Duration.ofMillis(50));
        limiter.setRate(1);
        assertThat(limiter.reserve(1).delay()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(time.receive()).isEqualTo(100);
    }

    /** Requests for more than the burst are refused with both numbers, those that only ask get no. */
    @InAWorld
    @Test
    void acquire_moreThanTheBurst_isRefused() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 5);
        take(limiter, 1);
        limiter.setBurst(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.acquire(4))
                .withMessage("4 permits are more than the burst of 3");
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.reserve(4));
        assertThat(limiter.tryAcquire(4, NEVER)).isFalse();
        assertThat(limiter.allow(4)).isFalse();
        assertThat(limiter.available()).isEqualTo(3);
    }

    /** With a rate of zero, of either sign, there is the first burst, and nothing ever comes after it. */
    @InAWorld
    @Test
    void rate_zero_givesTheFirstBurst() throws Exception {
        for (double zero : List.of(0.0, -0.0)) {
            RateLimiter limiter = RateLimiter.perSecond(zero, 2);
            take(limiter, 2);
            Go.sleep(Duration.ofDays(1));
            assertThat(limiter.allow()).isFalse();
            assertThat(limiter.tryAcquire(1, NEVER)).isFalse();
            assertThat(limiter.tryAcquire(1, Duration.ofSeconds(Long.MAX_VALUE)))
                    .isFalse();
            assertThat(limiter.available()).isZero();
            Reservation never = limiter.reserve(1);
            assertThat(never.delay()).isEqualTo(NEVER);
            Go.sleep(Duration.ofDays(1));
            assertThat(never.delay()).isEqualTo(NEVER);
            never.cancel();
            assertThat(limiter.available()).isZero();
            limiter.setRate(-0.0);
            assertThat(limiter).hasToString("RateLimiter[0.0 per second, 0.0 of 2 available]");
        }
    }

    /** With an infinite rate nothing waits, also without a burst, and the bucket is full when a finite one follows. */
    @InAWorld
    @Test
    void rate_infinite_neverWaits() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(Double.POSITIVE_INFINITY, 0);
        take(limiter, 1_000_000);
        limiter.acquire(7);
        Reservation reservation = limiter.reserve(7);
        assertThat(reservation.delay()).isZero();
        reservation.cancel();
        limiter.setBurst(2);
        limiter.setRate(10);
        assertThat(limiter.available()).isEqualTo(2);
        take(limiter, 2);
        assertThat(limiter.reserve(1).delay()).isEqualTo(TENTH);
        limiter.setRate(Double.POSITIVE_INFINITY);
        assertThat(limiter.available()).isEqualTo(2);
        take(limiter, 3);
    }

    /** The extremes of rates and intervals are served without a time that is wrong. */
    @InAWorld
    @Test
    void rate_extreme_hasAMeaning() throws Exception {
        RateLimiter rare = RateLimiter.every(Duration.ofSeconds(Long.MAX_VALUE), 1);
        take(rare, 1);
        assertThat(rare.reserve(1).delay()).isEqualTo(NEVER);
        RateLimiter rarer = RateLimiter.perSecond(2e-10, 1);
        take(rarer, 1);
        assertThat(rarer.reserve(1).delay()).isEqualTo(NEVER);
        RateLimiter rarest = RateLimiter.perSecond(Double.MIN_VALUE, 1);
        take(rarest, 1);
        assertThat(rarest.reserve(1).delay()).isEqualTo(NEVER);
        RateLimiter fast = RateLimiter.perSecond(Double.MAX_VALUE, Integer.MAX_VALUE);
        take(fast, Integer.MAX_VALUE);
        fast.acquire(Integer.MAX_VALUE);
        Go.sleep(Duration.ofNanos(1));
        assertThat(fast.available()).isEqualTo(Integer.MAX_VALUE);
    }
}
