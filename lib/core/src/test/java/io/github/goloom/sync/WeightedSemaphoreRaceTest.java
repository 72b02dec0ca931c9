package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A grant that races with the end of the wait: who waits has the weight or has not, and the books say the same. */
class WeightedSemaphoreRaceTest {
    private static final int ROUNDS = 4_000;

    /** What a wait came to. */
    enum End {
        GRANTED,
        LEFT
    }

    /** What races with the grant. */
    enum Way {
        INTERRUPT,
        CANCELLATION,
        TIMEOUT;

        End acquire(WeightedSemaphore semaphore, long weight, Context ctx, Duration timeout) throws Exception {
            try {
                boolean granted = true;
                switch (this) {
                    case INTERRUPT -> semaphore.acquire(weight);
                    case CANCELLATION -> semaphore.acquire(weight, ctx);
                    case TIMEOUT -> granted = semaphore.tryAcquire(weight, timeout);
                }
                return granted ? End.GRANTED : End.LEFT;
            } catch (InterruptedException | ContextCancelledException e) {
                return End.LEFT;
            }
        }

        void end(Goroutine<End> waiting, CancellableContext ctx) {
            if (this == INTERRUPT) {
                waiting.interrupt();
            } else if (this == CANCELLATION) {
                ctx.cancel();
            }
        }
    }

    /** No permit is lost or made, whichever wins (SEM-002, SEM-003). */
    @ParameterizedTest
    @EnumSource
    void release_racesWithTheEnd_keepsTheBooks(Way way) throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(3);
        Map<End, Integer> ends = new EnumMap<>(End.class);
        Random random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(semaphore.tryAcquire(3)).as("round %d: all is free", i).isTrue();
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            Duration timeout = Duration.ofNanos(1 + random.nextInt(60_000));
            Goroutine<End> waiting = Goroutine.call(() -> way.acquire(semaphore, 2, ctx, timeout));
            Goroutine<Void> ender = Goroutine.go(() -> way.end(waiting, ctx));
            spin(random.nextInt(4) * random.nextInt(2_000));
            semaphore.release(3);
            ender.result();
            End end = waiting.result();
            ends.merge(end, 1, Integer::sum);
            if (end == End.GRANTED) {
                semaphore.release(2);
            }
            assertThat(semaphore).hasToString("WeightedSemaphore[0/3]");
        }
        assertThat(ends).containsKeys(End.GRANTED, End.LEFT);
    }

    /** The first leaves while the one behind, who fits, is to be granted by its leaving or by the release (SEM-008). */
    @ParameterizedTest
    @EnumSource
    void release_racesWithTheEndOfTheFirst_grantsTheOneBehind(Way way) throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(3);
        Random random = new Random(8);
        for (int i = 0; i < ROUNDS / 4; i++) {
            assertThat(semaphore.tryAcquire(2)).isTrue();
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            Duration timeout = Duration.ofNanos(1 + random.nextInt(200_000));
            Goroutine<End> first = Goroutine.call(() -> way.acquire(semaphore, 3, ctx, timeout));
            Goroutine<Void> behind = Goroutine.go(() -> {
                semaphore.acquire(1);
                semaphore.release(1);
            });
            Goroutine<Void> ender = Goroutine.go(() -> way.end(first, ctx));
            spin(random.nextInt(4) * random.nextInt(2_000));
            semaphore.release(2);
            ender.result();
            if (first.result() == End.GRANTED) {
                semaphore.release(3);
            }
            behind.result();
            assertThat(semaphore).hasToString("WeightedSemaphore[0/3]");
        }
    }

    /** A context that was done before the release never ends in a grant, wherever the waiter was (SEM-002). */
    @Test
    void acquire_doneBeforeTheRelease_isNeverGranted() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(1);
        Random random = new Random(9);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(semaphore.tryAcquire(1)).isTrue();
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            Goroutine<End> waiting = Goroutine.call(() -> Way.CANCELLATION.acquire(semaphore, 1, ctx, Duration.ZERO));
            spin(random.nextInt(4) * random.nextInt(2_000));
            ctx.cancel();
            semaphore.release(1);
            assertThat(waiting.result()).isEqualTo(End.LEFT);
        }
    }

    /** An interrupt that comes too late leaves the grant, and the status set (SEM-003). */
    @Test
    void acquire_interruptedTooLate_keepsTheGrantAndTheStatus() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(1);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(semaphore.tryAcquire(1)).isTrue();
            Goroutine<Boolean> waiting = Goroutine.call(() -> {
                try {
                    semaphore.acquire(1);
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    semaphore.release(1);
                    return true;
                } catch (InterruptedException e) {
                    return !Thread.currentThread().isInterrupted();
                }
            });
            semaphore.release(1);
            waiting.interrupt();
            assertThat(waiting.result()).isTrue();
        }
        assertThat(semaphore).hasToString("WeightedSemaphore[0/1]");
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
