package io.github.goloom.time;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many timers, many users of one, and many restarts: no value is lost, late without need, or there twice. */
@Tag("proof")
class TimerStressTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ONE_MS = Duration.ofMillis(1);

    /** Stops or restarts a timer. */
    @FunctionalInterface
    private interface Prevent {
        boolean prevent(ChanTimer timer);
    }

    /** A million timers of no delay are all received within two seconds each (TMR-004). */
    @Test
    void start_zeroAMillionTimes_comesPromptlyEachTime() throws Exception {
        for (int i = 0; i < 1_000_000; i++) {
            if (!(ChanTimer.after(Duration.ZERO).tryReceive(Duration.ofSeconds(2)) instanceof Received.Value)) {
                throw new AssertionError("late: timer " + i);
            }
        }
    }

    /** So does one who waits get a value each time that the timer is restarted for now (TMR-004, TMR-024). */
    @Test
    void reset_zeroAgainAndAgainWithAReceiver_wakesItEachTime() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Chan<Signal> received = Chan.unbuffered();
        Goroutine<Void> receiver = Goroutine.go(() -> {
            for (int i = 0; i < 20_000; i++) {
                timer.chan().receive();
                received.send(Signal.SIGNAL);
            }
        });
        for (int i = 0; i < 20_000; i++) {
            timer.reset(Duration.ZERO);
            assertThat(received.tryReceive(PATIENCE)).isInstanceOf(Received.Value.class);
        }

        assertThat(receiver.result()).isNull();
    }

    /** Stopping a timer that has not been received from always prevents its value, also while it fires (TMR-013). */
    @Test
    void stop_racingWithTheFiring_returnsTrueIfNobodyReceived() throws Exception {
        assertThat(wrongResults(ChanTimer::stop)).isZero();
    }

    /** So does a restart (TMR-013). */
    @Test
    void reset_racingWithTheFiring_returnsTrueIfNobodyReceived() throws Exception {
        assertThat(wrongResults(timer -> timer.reset(HOUR))).isZero();
    }

    private static long wrongResults(Prevent way) throws Exception {
        AtomicLong wrong = new AtomicLong();
        inParallel(1_000, () -> {
            for (int round = 0; round < 100; round++) {
                ChanTimer first = ChanTimer.start(ONE_MS);
                ChanTimer second = ChanTimer.start(ONE_MS);
                ChanTimer loser = select(receive(first.chan(), at -> second), receive(second.chan(), at -> first));
                if (!way.prevent(loser) || loser.chan().tryReceive() instanceof Received.Value) {
                    wrong.incrementAndGet();
                }
            }
            return null;
        });
        return wrong.get();
    }

    private static void inParallel(int goroutines, Callable<?> body) throws Exception {
        List<Goroutine<?>> all = new ArrayList<>();
        for (int i = 0; i < goroutines; i++) {
            all.add(Goroutine.call(body));
        }
        for (Goroutine<?> each : all) {
            each.result();
        }
    }

    /** A timer that is restarted for earlier again and again is not overslept (TMR-024). */
    @Test
    void reset_forEarlierAgainAndAgain_isNotOverslept() throws Exception {
        inParallel(10, () -> {
            for (int i = 0; i < 100; i++) {
                ChanTimer timer = ChanTimer.start(HOUR);
                Goroutine<Received<Instant>> receiver =
                        Goroutine.call(() -> timer.chan().tryReceive(PATIENCE));
                for (int j = 0; j < 10; j++) {
                    timer.stop();
                    timer.reset(Duration.ofMillis(20L - 2L * j));
                }
                assertThat(receiver.result()).isInstanceOf(Received.Value.class);
            }
            return null;
        });
    }

    /**
     * A hundred timers, each of which goes through stops, restarts and values in turn, in any interleaving (TMR-024).
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void timers_inARandomSequenceOfRestarts_loseNoFiring(long seed) throws Exception {
        Random random = new Random(seed);
        List<ChanTimer> timers = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            timers.add(ChanTimer.start(Duration.ZERO));
            steps.add(0);
        }
        for (int left = 100 * 9; left > 0; ) {
            int i = random.nextInt(100);
            if (steps.get(i) < 9) {
                step(timers.get(i), steps.set(i, steps.get(i) + 1));
                left--;
            }
        }

        assertThat(timers).noneMatch(ChanTimer::stop);
    }

    private static void step(ChanTimer timer, int step) throws InterruptedException {
        switch (step) {
            case 1 -> assertThat(timer.reset(Duration.ofMinutes(1))).isFalse();
            case 2, 4 -> assertThat(timer.stop()).isTrue();
            case 3 -> assertThat(timer.reset(Duration.ofMinutes(3))).isFalse();
            case 5 -> assertThat(timer.reset(ONE_MS)).isFalse();
            case 7 -> assertThat(timer.reset(Duration.ZERO)).isFalse();
            default -> assertThat(timer.chan().tryReceive(PATIENCE)).isInstanceOf(Received.Value.class);
        }
    }

    /**
     * Each start of a timer is received once or prevented once, whatever stops, restarts and receives it (TMR-008,
     * TMR-012).
     */
    @Test
    void timer_stoppedRestartedAndReceivedByMany_countsEachStartOnce() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        AtomicLong starts = new AtomicLong(1);
        AtomicLong ends = new AtomicLong();
        AtomicLong received = new AtomicLong();
        inParallel(12, () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < 5_000; i++) {
                boolean ended = switch (random.nextInt(8)) {
                    case 0 -> timer.stop();
                    case 1, 2, 3 -> {
                        starts.incrementAndGet();
                        yield timer.reset(Duration.ofNanos(random.nextInt(3) * 20_000L));
                    }
                    default -> {
                        boolean value = receiveSomehow(timer, random.nextInt(4));
                        received.addAndGet(value ? 1 : 0);
                        yield value;
                    }
                };
                ends.addAndGet(ended ? 1 : 0);
            }
            return null;
        });
        ends.addAndGet(timer.stop() ? 1 : 0);

        assertThat(ends).hasValue(starts.get());
        assertThat(received).hasPositiveValue();
    }

    private static boolean receiveSomehow(ChanTimer timer, int way) throws InterruptedException {
        Duration brief = Duration.ofNanos(50_000);
        return switch (way) {
            case 0 -> timer.chan().tryReceive() instanceof Received.Value;
            case 1 -> timer.chan().tryReceive(brief) instanceof Received.Value;
            case 2 -> timer.chan().drainTo(new ArrayList<>(), 1) == 1;
            default -> select(receive(timer.chan(), at -> true), receive(ChanTimer.after(brief), at -> false));
        };
    }

    /** Each start of a timer with a function is called once or prevented once (TMR-019, TMR-020). */
    @Test
    void afterFunc_stoppedAndRestartedByMany_countsEachStartOnce() throws Exception {
        AtomicLong calls = new AtomicLong();
        AtomicLong starts = new AtomicLong(1);
        AtomicLong prevented = new AtomicLong();
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, calls::incrementAndGet);
        inParallel(8, () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < 5_000; i++) {
                boolean stops = random.nextInt(4) == 0;
                starts.addAndGet(stops ? 0 : 1);
                boolean ended = stops ? timer.stop() : timer.reset(Duration.ofNanos(random.nextInt(3) * 5_000L));
                prevented.addAndGet(ended ? 1 : 0);
            }
            return null;
        });
        prevented.addAndGet(timer.stop() ? 1 : 0);

        Goroutine.until(() -> calls.get() + prevented.get() >= starts.get());
        assertThat(calls.get() + prevented.get()).isEqualTo(starts.get());
    }

    /** A ticker of a tiny period does not stall, with many receivers and collections beside it (TMR-034). */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000})
    void ticker_ofATinyPeriodUnderCollections_doesNotStall(long nanos) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Goroutine<Void> collector = Goroutine.platform(() -> {
            while (!over.get()) {
                System.gc();
            }
        });
        try (ChanTicker ticker = ChanTicker.every(Duration.ofNanos(nanos))) {
            inParallel(16, () -> {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(ticker.chan().tryReceive(PATIENCE)).isInstanceOf(Received.Value.class);
                }
                return null;
            });
        } finally {
            over.set(true);
        }

        assertThat(collector.result()).isNull();
    }

    /** Tickers of a tiny period delay no other timer for ever (TMR-034). */
    @Test
    void timer_besideBusyTickers_fires() throws Exception {
        List<Goroutine<?>> busy = new ArrayList<>();
        try (ChanTicker first = ChanTicker.every(Duration.ofNanos(1));
                ChanTicker second = ChanTicker.every(Duration.ofNanos(1))) {
            for (ChanTicker ticker : List.of(first, second)) {
                busy.add(Goroutine.go(() -> ticker.chan().receiveEach(at -> {})));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(ChanTimer.after(ONE_MS).tryReceive(PATIENCE)).isInstanceOf(Received.Value.class);
            }
        }
        for (Goroutine<?> each : busy) {
            assertThat(each.interrupt().failure()).isInstanceOf(InterruptedException.class);
        }
    }

    /** Five thousand that sleep and five thousand that wait for a timer leave others fast (TMR-035). */
    @Test
    void timers_besideThousandsThatWait_stayFast() throws Exception {
        List<Goroutine<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Duration far = HOUR.plusMillis(i);
            waiting.add(Goroutine.go(() -> Go.sleep(far)));
            waiting.add(Goroutine.go(() -> ChanTimer.after(far).receive()));
        }
        waiting.forEach(Goroutine::parked);
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            ChanTimer.after(Duration.ofNanos(10_000)).receive();
        }
        Chan<Signal> called = Chan.unbuffered();
        for (int i = 0; i < 100_000; i++) {
            ChanTimer timer = ChanTimer.afterFunc(HOUR, called::close);
            timer.reset(Duration.ofMinutes(1 + i % 60));
            timer.stop();
        }
        long nanos = System.nanoTime() - begin;
        waiting.forEach(Goroutine::interrupt);

        System.out.printf("beside 10,000 that wait: 1,000 timers and 300,000 operations in %d ms%n", nanos / 1_000_000);
        assertThat(nanos).isLessThan(20_000_000_000L);
        for (Goroutine<?> each : waiting) {
            assertThat(each.failure()).isInstanceOf(InterruptedException.class);
        }
    }
}
