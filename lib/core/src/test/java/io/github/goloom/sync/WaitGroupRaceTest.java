package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No await returns too early, and none is forgotten, whatever it races with. */
@Tag("proof")
class WaitGroupRaceTest {
    @RegisterExtension
    final Uncaught uncaught = new Uncaught();

    private static final int ROUNDS = 2_000;
    private static final long STRESS_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("stress.seconds", 2));

    /** An await never returns before both tasks have ended (WG-003). */
    @Test
    void await_twoTasksManyTimes_neverReturnsEarly() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            WaitGroup group = new WaitGroup();
            AtomicInteger ended = new AtomicInteger();
            group.go(ended::incrementAndGet);
            group.go(ended::incrementAndGet);
            group.await();
            assertThat(ended).hasValue(2);
        }
    }

    /** An interrupt that races with the last done ends the wait or stays set; it is never lost or doubled (WG-015). */
    @Test
    void await_interruptRacesWithDone_isThrownOrKept() throws Exception {
        int thrown = 0;
        for (int round = 0; round < ROUNDS || thrown == 0; round++) {
            WaitGroup group = new WaitGroup();
            group.add(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            Goroutine<Integer> waiter = Goroutine.call(() -> {
                int exceptions = 0;
                try {
                    group.await();
                } catch (InterruptedException e) {
                    exceptions++;
                }
                while (interrupted.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return exceptions + (Thread.interrupted() ? 10 : 0);
            });
            spin();
            Goroutine<Void> ender = Goroutine.go(group::done);
            waiter.interrupt();
            interrupted.countDown();
            ender.result();
            int outcome = waiter.result();
            assertThat(outcome).isIn(1, 10);
            thrown += outcome == 1 ? 1 : 0;
        }
    }

    /** A timeout that races with the last done: true means that it came (WG-003, WG-015). */
    @Test
    void await_timeoutRacesWithDone_isRightInBothCases() throws Exception {
        WaitGroup group = new WaitGroup();
        Goroutine<Void> waiter = Goroutine.go(() -> {
            int timeouts = 0;
            for (int round = 0; round < ROUNDS || timeouts == 0; round++) {
                AtomicInteger ended = new AtomicInteger();
                group.go(() -> {
                    spin();
                    ended.set(1);
                });
                Duration timeout = Duration.ofNanos(1 + round * 977 % 20_000);
                while (!group.await(timeout)) {
                    timeouts++;
                    timeout = timeout.multipliedBy(2); // until it is long enough to park: there may be one carrier only
                }
                assertThat(ended).hasValue(1);
            }
        });

        waiter.result();
        assertThat(group).hasToString("WaitGroup[0]");
    }

    /** A cancellation that races with the last done (WG-003, WG-015). */
    @Test
    void await_cancellationRacesWithDone_isRightInBothCases() throws Exception {
        WaitGroup group = new WaitGroup();
        int cancelled = 0;
        for (int round = 0; round < ROUNDS || cancelled == 0; round++) {
            AtomicInteger ended = new AtomicInteger();
            group.go(() -> {
                spin();
                ended.set(1);
            });
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Void> canceller = Goroutine.go(() -> {
                spin();
                until.cancel();
            });
            try {
                group.await(until);
            } catch (ContextCancelledException e) {
                cancelled++;
                group.await();
            }
            assertThat(ended).hasValue(1);
            canceller.result();
        }
    }

    /** A failure is told to at least one of those who wait by turns, whatever ends their waits (WG-011). */
    @Test
    void await_failuresInEveryRound_areAllTold() throws Exception {
        WaitGroup group = new WaitGroup();
        for (int round = 0; round < ROUNDS; round++) {
            IOException failure = new IOException("round " + round);
            group.go(() -> {
                spin();
                throw failure;
            });
            Throwable told = null;
            while (told == null) {
                try {
                    assertThat(group.await(Duration.ofNanos(1 + round * 977 % 20_000)))
                            .as("success")
                            .isFalse();
                } catch (CompletionException e) {
                    told = e.getCause();
                }
            }
            assertThat(told).isSameAs(failure);
        }
    }

    /**
     * Phases of many parties, who add, end and wait in every way: nobody is early, and nobody is left behind (WG-003,
     * WG-009).
     */
    @Test
    void phases_manyParties_keepInStep() throws Exception {
        int parties = 8;
        long end = System.nanoTime() + STRESS_NANOS;
        while (System.nanoTime() < end) {
            int phases = 500;
            WaitGroup[] groups = new WaitGroup[phases];
            AtomicInteger[] arrived = new AtomicInteger[phases];
            for (int phase = 0; phase < phases; phase++) {
                groups[phase] = new WaitGroup();
                groups[phase].add(parties);
                arrived[phase] = new AtomicInteger();
            }
            List<Goroutine<Void>> all = new ArrayList<>();
            for (int party = 0; party < parties; party++) {
                Goroutine.Action body = () -> {
                    for (int phase = 0; phase < phases; phase++) {
                        arrived[phase].incrementAndGet();
                        groups[phase].done();
                        awaitSomehow(groups[phase]);
                        assertThat(arrived[phase].get()).isEqualTo(parties);
                    }
                };
                all.add(party == 0 ? Goroutine.platform(body) : Goroutine.go(body));
            }
            for (Goroutine<Void> each : all) {
                each.result();
            }
        }
    }

    private static void awaitSomehow(WaitGroup group) throws InterruptedException {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            while (!group.await(Duration.ofNanos(ThreadLocalRandom.current().nextInt(50_000)))) {
                Thread.onSpinWait();
            }
        } else {
            group.await();
        }
    }

    /** Up to some microseconds, so that the events come in any order. */
    private static void spin() {
        for (int spins = ThreadLocalRandom.current().nextInt(400); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }
}
