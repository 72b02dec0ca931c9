package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Waits for permits that end early, and limiters of another world. */
class RateLimiterLeaveTest {
    private static final Duration TENTH = Duration.ofMillis(100);

    /** {@return a limiter of ten permits per second, which has none} */
    private static RateLimiter empty(int burst) {
        RateLimiter limiter = RateLimiter.perSecond(10, burst);
        assertThat(limiter.allow(burst)).isTrue();
        return limiter;
    }

    private static long millis() {
        return Duration.between(World.START, Clock.instant()).toMillis();
    }

    /** Starts a goroutine that takes permits. {@return the channel of what it throws, or of nothing} */
    private static Chan<String> taking(AtomicReference<Thread> thread, Go.Task body) {
        Chan<String> result = Chan.buffered(1);
        thread.set(Go.go(() -> {
            String told;
            try {
                body.run();
                told = "taken, interrupted: " + Thread.interrupted();
            } catch (Exception e) {
                told = e.getClass().getSimpleName();
            }
            assertThat(result.trySend(told)).isTrue(); // whether or not an interrupt has come meanwhile
        }));
        return result;
    }

    /** A deadline before the time of the permits is known at once, and nothing is taken. */
    @InAWorld
    @Test
    void acquire_deadlineIsEarlier_throwsAtOnce() throws Exception {
        RateLimiter limiter = empty(1);
        try (CancellableContext ctx = Context.background().withTimeout(TENTH.minusNanos(1))) {
            assertThatExceptionOfType(DeadlineExceededException.class)
                    .isThrownBy(() -> limiter.acquire(ctx))
                    .withMessage("the deadline of the context is before the time of the permits");
        }
        assertThat(millis()).isZero();
        assertThat(limiter.available()).isZero();
        try (CancellableContext ctx = Context.background().withTimeout(TENTH.plusNanos(1))) {
            limiter.acquire(ctx);
        }
        assertThat(millis()).isEqualTo(100);
    }

    /** A limiter without a rate never meets a deadline, however late that is. */
    @InAWorld
    @Test
    void acquire_neverAndADeadline_throwsAtOnce() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(0, 0);
        limiter.setBurst(1);
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> limiter.acquire(ctx)).isInstanceOf(DeadlineExceededException.class);
        }
        assertThat(millis()).isZero();
    }

    /** A timeout that is too short is known at once; one that is just long enough gets the permits. */
    @InAWorld
    @Test
    void tryAcquire_timeout_decidesAtOnce() throws Exception {
        RateLimiter limiter = empty(2);
        assertThat(limiter.tryAcquire(2, TENTH.multipliedBy(2).minusNanos(1))).isFalse();
        assertThat(limiter.tryAcquire(1, Duration.ofSeconds(-1))).isFalse();
        assertThat(millis()).isZero();
        assertThat(limiter.available()).isZero();
        assertThat(limiter.tryAcquire(2, TENTH.multipliedBy(2))).isTrue();
        assertThat(millis()).isEqualTo(200);
        Go.sleep(TENTH);
        assertThat(limiter.tryAcquire(1, Duration.ZERO)).isTrue();
        assertThat(limiter.tryAcquire(1, Duration.ZERO)).isFalse();
    }

    /** A wait that is cancelled or interrupted gives its permits back. */
    @InAWorld
    @Test
    void acquire_endedEarly_givesBack() throws Exception {
        RateLimiter limiter = empty(2);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicReference<Thread> second = new AtomicReference<>();
        Chan<String> cancelled = taking(first, () -> limiter.acquire(2, ctx));
        Go.sleep(Duration.ofNanos(1)); // it is before the next
        Chan<String> interrupted = taking(second, limiter::acquire);
        Go.sleep(Duration.ofMillis(50));
        second.get().interrupt();
        assertThat(interrupted.receive()).isEqualTo("InterruptedException");
        ctx.cancel();
        assertThat(cancelled.receive()).isEqualTo("ContextCancelledException");
        assertThat(limiter.available()).isCloseTo(0.5, within(1e-6));
        assertThat(millis()).isEqualTo(50);
    }

    /** What is over on entry takes nothing, even if the permits are there. */
    @InAWorld
    @Test
    void acquire_overOnEntry_takesNothing() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(10, 2);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();
        assertThatThrownBy(() -> limiter.acquire(ctx)).isInstanceOf(ContextCancelledException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(limiter::acquire).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> limiter.tryAcquire(1, Duration.ZERO)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThat(limiter.allow()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(limiter.available()).isEqualTo(1);
    }

    /** Once the time has come, neither an interrupt nor a cancellation ends the wait, in whatever order they are seen. */
    @InAWorld
    @Test
    void acquire_endedAtItsTime_hasThePermits() throws Exception {
        for (int i = 0; i < 100; i++) {
            RateLimiter limiter = empty(1);
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            AtomicReference<Thread> taker = new AtomicReference<>();
            Chan<String> result = taking(taker, () -> limiter.acquire(ctx));
            boolean cancels = i % 2 == 0;
            Go.go(() -> {
                Go.sleep(TENTH);
                if (cancels) {
                    ctx.cancel();
                } else {
                    taker.get().interrupt();
                }
            });
            assertThat(result.receive()).startsWith("taken");
            assertThat(limiter.available()).isZero();
            ctx.cancel();
        }
    }

    /** A cancellation that fails while the wait begins gives back what was taken before. */
    @InAWorld
    @Test
    void acquire_cancellationFails_givesBack() {
        RateLimiter limiter = empty(1);
        Cancellation failing = new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                throw new UnsupportedOperationException("done");
            }

            @Override
            public RuntimeException err() {
                return null;
            }

            @Override
            public boolean isDone() {
                return false;
            }
        };
        assertThatThrownBy(() -> limiter.acquire(failing)).hasMessage("done");
        assertThat(limiter.available()).isZero();
    }

    /** A limiter goes by one clock: that of the world in which it was made, or of none. */
    @Test
    void limiter_ofAnotherWorld_isRefused() throws Exception {
        RateLimiter outside = RateLimiter.perSecond(1, 1);
        AtomicReference<RateLimiter> inside = new AtomicReference<>();
        AtomicReference<RateLimiter.Reservation> reservation = new AtomicReference<>();
        World world = World.open(null);
        try {
            world.start("first", () -> {
                inside.set(RateLimiter.perSecond(1, 1));
                reservation.set(inside.get().reserve(1));
                Throwable refusal = catchThrowable(outside::allow);
                assertThat(refusal).isInstanceOf(IllegalStateException.class);
            });
            assertThat(world.await(30_000_000_000L, () -> false)).isTrue();
            assertThat(world.failure())
                    .hasMessage("a rate limiter that was made outside the bubble is used in it; make it in the bubble");
            assertThatIllegalStateException()
                    .isThrownBy(() -> inside.get().acquire())
                    .withMessageStartingWith("a rate limiter of the bubble is used outside it, by");
            assertThat(inside.get()).hasToString("RateLimiter[1.0 per second, 0.0 of 1 available]");
        } finally {
            world.close();
        }
        String ended = "a rate limiter of a bubble that has ended is used";
        assertThatIllegalStateException()
                .isThrownBy(() -> inside.get().setRate(2))
                .withMessage(ended);
        assertThatIllegalStateException()
                .isThrownBy(() -> reservation.get().cancel())
                .withMessage(ended);
        assertThat(outside.allow()).isTrue();
    }

    /** In real time, a wait that is interrupted while it ends either has its permit or has given it back. */
    @Test
    void acquire_interruptRacesWithItsTime_losesNothing() throws Exception {
        int interrupted = 0;
        for (int i = 0; i < 300; i++) {
            long begin = System.nanoTime();
            RateLimiter limiter = RateLimiter.perSecond(10_000, 1);
            assertThat(limiter.allow()).isTrue();
            Goroutine<Boolean> taker = Goroutine.call(() -> {
                try {
                    limiter.acquire();
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            });
            while (System.nanoTime() - begin < 500L * i) {
                Thread.onSpinWait();
            }
            taker.interrupt();
            boolean taken = taker.result();
            limiter.setRate(0);
            double come = (System.nanoTime() - begin) * 1e-5;
            interrupted += taken ? 0 : 1;
            assertThat(limiter.available()).isBetween(-1e-6, taken ? come - 1 + 1e-6 : 1);
        }
        System.out.println("interrupted before their time: " + interrupted + " of 300");
    }
}
