package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leaves a weighted semaphore without a grant has acquired nothing and holds up nobody. */
@SuppressWarnings("CheckReturnValue")
class WeightedSemaphoreLeaveTest {
    private static final long SIZE = 10;
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** A way to wait that somebody or something ends. */
    enum Way {
        INTERRUPTED,
        CANCELLED,
        TIMED_OUT;

        /** Waits in vain; ends normally if it ended as it should. */
        void leave(WeightedSemaphore semaphore, long weight, Context ctx) throws Exception {
            switch (this) {
                case INTERRUPTED ->
                    assertThatThrownBy(() -> semaphore.acquire(weight)).isExactlyInstanceOf(InterruptedException.class);
                case CANCELLED ->
                    assertThatThrownBy(() -> semaphore.acquire(weight, ctx))
                            .isExactlyInstanceOf(ContextCancelledException.class);
                case TIMED_OUT ->
                    assertThat(semaphore.tryAcquire(weight, Duration.ofMillis(300)))
                            .isFalse();
            }
        }

        /** Waits until the goroutine waits; it may have ended if it, or one before it, has run out of time. */
        Goroutine<Void> waiting(Goroutine<Void> each, WeightedSemaphore semaphore) {
            return this == TIMED_OUT ? each.parkedOnOrEnded(semaphore) : each.parkedOn(semaphore);
        }

        void end(Goroutine<Void> waiting, CancellableContext ctx) {
            if (this == INTERRUPTED) {
                waiting.interrupt();
            } else if (this == CANCELLED) {
                ctx.cancel();
            }
        }
    }

    /** Whoever leaves has acquired nothing, on a virtual or a platform thread (SEM-001, SEM-003). */
    @ParameterizedTest
    @EnumSource
    void wait_ended_changesNothing(Way way) throws Exception {
        WeightedSemaphore semaphore = held(3);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Goroutine<Void> virtual = way.waiting(Goroutine.go(() -> way.leave(semaphore, 8, ctx)), semaphore);
        Goroutine<Void> platform = way.waiting(Goroutine.platform(() -> way.leave(semaphore, 8, ctx)), semaphore);

        way.end(virtual, ctx);
        way.end(platform, ctx);

        virtual.result();
        platform.result();
        assertThat(semaphore).hasToString("WeightedSemaphore[3/10]");
        assertThat(semaphore.tryAcquire(7)).isTrue();
    }

    /** When the first who waits leaves, those behind who now fit are granted at once (SEM-008). */
    @ParameterizedTest
    @EnumSource
    void wait_firstLeaves_grantsThoseBehind(Way way) throws Exception {
        WeightedSemaphore semaphore = held(5);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Goroutine<Void> first = way.waiting(Goroutine.go(() -> way.leave(semaphore, 6, ctx)), semaphore);
        List<Goroutine<Void>> behind = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            behind.add(way.waiting(Goroutine.go(() -> semaphore.acquire(1)), semaphore));
        }

        way.end(first, ctx);

        first.result();
        for (Goroutine<Void> each : behind) {
            each.result();
        }
        assertThat(semaphore).hasToString("WeightedSemaphore[10/10]");
    }

    /** When another than the first leaves, nobody is granted anything, and the order stays (SEM-009). */
    @ParameterizedTest
    @EnumSource
    void wait_anotherThanTheFirstLeaves_grantsNobody(Way way) throws Exception {
        WeightedSemaphore semaphore = held(5);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Goroutine<Void> first = Goroutine.go(() -> semaphore.acquire(6)).parkedOn(semaphore);
        Goroutine<Void> second = way.waiting(Goroutine.go(() -> way.leave(semaphore, 1, ctx)), semaphore);
        Goroutine<Void> third = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);

        way.end(second, ctx);

        second.result();
        Goroutine.assertStillParked(first, third);
        semaphore.release(1);
        first.result();
        Goroutine.assertStillParked(third);
        semaphore.release(1);
        third.result();
    }

    /** A request for more than the size waits for its own end, on a semaphore that is free (SEM-007). */
    @ParameterizedTest
    @EnumSource
    void wait_moreThanTheSize_waitsForItsEnd(Way way) throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Goroutine<Void> waiting = way.waiting(Goroutine.go(() -> way.leave(semaphore, SIZE + 1, ctx)), semaphore);

        way.end(waiting, ctx);

        waiting.result();
        assertThat(semaphore.tryAcquire(SIZE)).isTrue();
    }

    /** The end comes as the context's error, whose cause says why (SEM-001). */
    @Test
    void acquire_cancelledWithACause_throwsTheErrNotTheCause() throws Exception {
        WeightedSemaphore semaphore = held(SIZE);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        IllegalArgumentException cause = new IllegalArgumentException("why");
        Goroutine<Void> waiting = Goroutine.go(() -> semaphore.acquire(1, ctx)).parkedOn(semaphore);

        ctx.cancel(cause);

        assertThat(waiting.failure())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(cause);
    }

    /** A context that is done wins, also if the weight is free, or can never be (SEM-002, SEM-017). */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, SIZE, SIZE + 1})
    void acquire_doneOnEntry_throwsAndTakesNothing(long weight) {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();

        assertThatThrownBy(() -> semaphore.acquire(weight, ctx)).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(semaphore.tryAcquire(SIZE)).isTrue();
    }

    /** What was granted just before the end is given back, and to who waits next (SEM-002). */
    @Test
    void acquire_endsRightAfterTheGrant_givesItBack() throws Exception {
        WeightedSemaphore semaphore = held(SIZE);
        AtomicBoolean armed = new AtomicBoolean();
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Cancellation until = of(ctx.done(), () -> {
            if (armed.get()) {
                ctx.cancel();
            }
            return ctx.err();
        });
        Goroutine<Void> granted =
                Goroutine.go(() -> semaphore.acquire(SIZE, until)).parkedOn(semaphore);
        Goroutine<Void> next = Goroutine.go(() -> semaphore.acquire(SIZE)).parkedOn(semaphore);

        armed.set(true);
        semaphore.release(SIZE);

        assertThat(granted.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        next.result();
        assertThat(semaphore).hasToString("WeightedSemaphore[10/10]");
    }

    /** A cancellation without an error is named, and nothing is acquired (SEM-003). */
    @Test
    void acquire_doneWithoutError_throwsIllegalState() {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();

        assertThatThrownBy(() -> semaphore.acquire(1, of(ctx.done(), () -> null)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("err() is null");
        assertThat(semaphore.tryAcquire(SIZE)).isTrue();
    }

    /** A thread that is interrupted acquires nothing, free or not, and has its status cleared (SEM-003). */
    @Test
    void wait_interruptedOnEntry_throwsAndClearsTheStatus() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        List<Goroutine.Action> waits = List.of(
                () -> semaphore.acquire(1),
                () -> semaphore.acquire(1, Context.background()),
                () -> semaphore.tryAcquire(1, Duration.ZERO),
                () -> semaphore.tryAcquire(1, FOREVER));
        for (Goroutine.Action each : waits) {
            Goroutine<Boolean> interrupted = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(each::run).isExactlyInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            assertThat(interrupted.result()).isFalse();
        }
        assertThat(semaphore.tryAcquire(SIZE)).isTrue();
    }

    /** A try without a time ignores the interrupt status and leaves it (SEM-013). */
    @Test
    void tryAcquire_interrupted_acquiresAndKeepsTheStatus() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        Goroutine<Boolean> interrupted = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThat(semaphore.tryAcquire(1)).isTrue();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.result()).isTrue();
    }

    /** A context that is done wins over the interrupt status, which stays (SEM-002). */
    @Test
    void acquire_doneAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();
        Goroutine<Boolean> both = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> semaphore.acquire(1, ctx)).isInstanceOf(ContextCancelledException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(both.result()).isTrue();
    }

    /** No time, or less, tries once: it gets what is free, and waits for nothing (SEM-013). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void tryAcquire_noTime_triesOnce(long seconds) throws Exception {
        WeightedSemaphore semaphore = held(9);

        assertThat(semaphore.tryAcquire(2, Duration.ofSeconds(seconds))).isFalse();
        assertThat(semaphore.tryAcquire(1, Duration.ofSeconds(seconds))).isTrue();
    }

    /** A time that runs out has passed (SEM-003). */
    @Test
    void tryAcquire_timeRunsOut_hasWaitedThatLong() throws Exception {
        WeightedSemaphore semaphore = held(SIZE);
        long start = System.nanoTime();

        assertThat(semaphore.tryAcquire(1, Duration.ofMillis(50))).isFalse();

        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    /** The longest time has no end: it is neither over at once nor wraps (SEM-001). */
    @ParameterizedTest(name = "virtual {0}")
    @ValueSource(booleans = {true, false})
    void tryAcquire_longestTime_waitsForTheRelease(boolean virtual) throws Exception {
        WeightedSemaphore semaphore = held(SIZE);
        Goroutine.Action body =
                () -> assertThat(semaphore.tryAcquire(1, FOREVER)).isTrue();
        Goroutine<Void> waiting = (virtual ? Goroutine.go(body) : Goroutine.platform(body)).parkedOn(semaphore);

        semaphore.release(1);

        waiting.result();
    }

    private static WeightedSemaphore held(long weight) {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        assertThat(semaphore.tryAcquire(weight)).isTrue();
        return semaphore;
    }

    private interface Err {
        RuntimeException get();
    }

    /** A cancellation that asks for its error whenever it is asked whether it is done. */
    private static Cancellation of(ReceiveChan<Void> done, Err err) {
        return new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                return done;
            }

            @Override
            public RuntimeException err() {
                return err.get();
            }

            @Override
            public boolean isDone() {
                err.get();
                return done.isClosed();
            }
        };
    }

    /**
     * A cancellation that cannot say whether it is done, after the grant: what it throws comes out, and nothing is
     * kept.
     */
    @Test
    void acquire_cancellationFailsAfterTheGrant_givesBack() {
        WeightedSemaphore semaphore = new WeightedSemaphore(3);
        AtomicInteger asked = new AtomicInteger();
        Cancellation failing = new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                return Chan.nil();
            }

            @Override
            public RuntimeException err() {
                return null;
            }

            @Override
            public boolean isDone() {
                if (asked.incrementAndGet() > 1) {
                    throw new IllegalStateException("thrown by the cancellation");
                }
                return false;
            }
        };

        assertThatThrownBy(() -> semaphore.acquire(2, failing)).isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasValue(2);
        assertThat(semaphore.tryAcquire(3)).isTrue();
    }
}
