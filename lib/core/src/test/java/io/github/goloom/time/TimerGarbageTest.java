package io.github.goloom.time;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a timer keeps alive, and what keeps a timer alive. */
@SuppressWarnings("CheckReturnValue")
class TimerGarbageTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MILLION = 1_000_000;

    private static void assertCollected(WeakReference<Object> reference) {
        assertAllCollected(List.of(reference));
    }

    private static void assertAllCollected(List<WeakReference<Object>> references) {
        Goroutine.until(() -> {
            System.gc();
            return references.stream().allMatch(each -> each.get() == null);
        });
    }

    /** A running timer that nobody refers to is garbage, without a stop (TMR-007). */
    @Test
    void timer_runningAndUnreferenced_isCollected() {
        WeakReference<Object> reference =
                new WeakReference<>(ChanTimer.start(HOUR).chan());

        assertCollected(reference);
    }

    /** So is one that was due and not received (TMR-007). */
    @Test
    void timer_expiredAndUnreferenced_isCollected() {
        WeakReference<Object> reference =
                new WeakReference<>(ChanTimer.start(Duration.ZERO).chan());

        assertCollected(reference);
    }

    /** So is a ticker (TMR-007). */
    @Test
    void ticker_runningAndUnreferenced_isCollected() {
        WeakReference<Object> reference =
                new WeakReference<>(ChanTicker.every(Duration.ofMillis(1)).chan());

        assertCollected(reference);
    }

    /** So is a ticker that was received from, by one who waited (TMR-007). */
    @Test
    void ticker_receivedFromAndUnreferenced_isCollected() throws Exception {
        WeakReference<Object> reference = new WeakReference<>(receivedFrom());

        assertCollected(reference);
    }

    private static Object receivedFrom() throws InterruptedException {
        ChanTicker ticker = ChanTicker.every(Duration.ofMillis(1));
        ticker.chan().receive();
        ticker.chan().receive();
        return ticker.chan();
    }

    /** So is a timer on which the wait of a select, of a limit and of an interrupted receive have ended (TMR-007). */
    @Test
    void timer_waitedForAndUnreferenced_isCollected() throws Exception {
        WeakReference<Object> reference = new WeakReference<>(waitedFor());

        assertCollected(reference);
    }

    private static Object waitedFor() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        timer.chan().tryReceive(Duration.ofMillis(1));
        select(receive(timer.chan(), at -> 1), receive(ChanTimer.after(Duration.ofMillis(1)), at -> 2));
        select(receive(timer.chan(), at -> 1), otherwise(() -> 0));
        Goroutine<Instant> receiver = Goroutine.call(timer.chan()::receive).parkedOn(timer.chan());
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
        return timer.chan();
    }

    /** A timer that nobody else refers to fires for the goroutine that waits on it (TMR-007). */
    @Test
    void timer_unreferencedButWaitedFor_fires() throws Exception {
        Goroutine<Instant> receiver = Goroutine.call(
                        () -> ChanTimer.after(Duration.ofSeconds(1)).receive())
                .parked();
        System.gc();

        assertThat(receiver.result()).isNotNull();
    }

    /** A timer that nobody refers to calls its function. */
    @Test
    void afterFunc_unreferenced_isCalled() throws Exception {
        Chan<Signal> called = Chan.buffered(1);
        ChanTimer.afterFunc(Duration.ofMillis(100), () -> called.trySend(Signal.SIGNAL));
        System.gc();

        assertThat(called.receive()).isNotNull();
    }

    /** A stopped timer keeps its function alive no longer than its owner does. */
    @Test
    void afterFunc_stoppedAndUnreferenced_isCollected() {
        WeakReference<Object> reference = new WeakReference<>(stopped());

        assertCollected(reference);
    }

    private static Object stopped() {
        AtomicInteger payload = new AtomicInteger();
        assertThat(ChanTimer.afterFunc(HOUR, payload::incrementAndGet).stop()).isTrue();
        return payload;
    }

    /** So does one whose function was called. */
    @Test
    void afterFunc_calledAndUnreferenced_isCollected() throws Exception {
        WeakReference<Object> reference = new WeakReference<>(called());

        assertCollected(reference);
    }

    private static Object called() throws InterruptedException {
        Chan<Signal> called = Chan.buffered(1);
        ChanTimer.afterFunc(Duration.ZERO, () -> called.trySend(Signal.SIGNAL));
        called.receive();
        return called;
    }

    /** A million timers that were started and stopped leave nothing behind (TMR-007). */
    @Test
    void afterFuncs_aMillionStoppedOneByOne_leaveNothingBehind() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        for (int i = 0; i < MILLION; i++) {
            AtomicInteger payload = new AtomicInteger();
            ChanTimer.afterFunc(HOUR.plusNanos(i), payload::incrementAndGet).stop();
            if (i % 10_000 == 0) {
                sample.add(new WeakReference<>(payload));
            }
        }

        assertThat(sample).hasSize(100);
        assertAllCollected(sample);
    }

    /** Nor do many that ran together (TMR-007). */
    @Test
    void afterFuncs_aHundredThousandStoppedTogether_leaveNothingBehind() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        List<ChanTimer> timers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            AtomicInteger payload = new AtomicInteger();
            timers.add(ChanTimer.afterFunc(HOUR.plusNanos(i * 7919L % 100_000), payload::incrementAndGet));
            if (i % 1_000 == 0) {
                sample.add(new WeakReference<>(payload));
            }
        }
        assertThat(timers).allMatch(ChanTimer::stop);
        timers = null;

        assertThat(sample).hasSize(100);
        assertAllCollected(sample);
    }

    /** Nor do a million timers with a channel that nobody stopped (TMR-007). */
    @Test
    void timers_aMillionNeverStopped_leaveNothingBehind() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        for (int i = 0; i < MILLION; i++) {
            Object chan = ChanTimer.after(HOUR);
            if (i % 10_000 == 0) {
                sample.add(new WeakReference<>(chan));
            }
        }

        assertThat(sample).hasSize(100);
        assertAllCollected(sample);
    }
}
