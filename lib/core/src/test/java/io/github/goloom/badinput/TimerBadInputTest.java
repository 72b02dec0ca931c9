package io.github.goloom.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times without end, functions that throw, and what is left as it was; what is refused is in {@code ThrowsTest}. */
@SuppressWarnings("CheckReturnValue")
class TimerBadInputTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** No new delay: the timer runs on. */
    @Test
    void reset_null_throwsAndLeavesTheTimerRunning() {
        ChanTimer timer = ChanTimer.start(HOUR);

        assertThatThrownBy(() -> timer.reset(null)).hasMessage("delay");
        assertThat(timer.stop()).isTrue();
    }

    /** A refused period changes nothing: the ticker ticks on (TMR-032). */
    @Test
    void resetOfATicker_refused_leavesItRunning() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(5))) {
            assertThatThrownBy(() -> ticker.reset(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);

            assertThat(ticker.chan().receive()).isNotNull();
        }
    }

    /** A huge delay does not wrap into a short one (TMR-002). */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE / 2_000_000_000})
    void start_huge_isNotDue(long seconds) throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ofSeconds(seconds));

        assertThat(timer.chan().tryReceive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
        assertThat(timer.stop()).isTrue();
    }

    /** A hugely negative delay is due at once (TMR-002). */
    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000_000_000L, Long.MIN_VALUE})
    void start_hugelyNegative_isDueAtOnce(long seconds) {
        assertThat(ChanTimer.after(Duration.ofSeconds(seconds)).tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** A function with a huge delay is not called, and is one that can be stopped (TMR-002). */
    @Test
    void afterFunc_huge_isNotCalled() throws Exception {
        Chan<Instant> called = Chan.buffered(1);
        ChanTimer timer = ChanTimer.afterFunc(Duration.ofSeconds(Long.MAX_VALUE), () -> called.trySend(Instant.now()));

        assertThat(called.tryReceive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
        assertThat(timer.stop()).isTrue();
    }

    /** A function with a hugely negative delay is called at once (TMR-002). */
    @Test
    void afterFunc_hugelyNegative_isCalled() throws Exception {
        Chan<Instant> called = Chan.buffered(1);
        ChanTimer.afterFunc(Duration.ofSeconds(Long.MIN_VALUE), () -> called.trySend(Instant.now()));

        assertThat(called.receive()).isNotNull();
    }

    /** A huge delay of a restart does not wrap, however often (TMR-002). */
    @Test
    void reset_hugeAgainAndAgain_isNotDue() {
        ChanTimer timer = ChanTimer.start(HOUR);
        for (int i = 0; i < 100; i++) {
            assertThat(timer.reset(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Empty.class);
        }
    }

    /** A huge period does not wrap into a short one (TMR-002). */
    @Test
    void every_huge_doesNotTick() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(ticker.chan().tryReceive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
        }
    }

    /** What a function throws reaches the uncaught-exception handler of its thread. */
    @Test
    void afterFunc_throwing_reachesTheHandler() throws Exception {
        Chan<Throwable> caught = Chan.buffered(1);
        RuntimeException failure = new IllegalStateException("thrown by the test");
        ChanTimer.afterFunc(Duration.ZERO, () -> throwTo(caught, failure));

        assertThat(caught.receive()).isSameAs(failure);
    }

    /** A function that throws harms no later timer, its own included. */
    @Test
    void afterFunc_throwing_leavesLaterTimersAlone() throws Exception {
        Chan<Throwable> caught = Chan.buffered(2);
        RuntimeException failure = new IllegalStateException("thrown by the test");
        ChanTimer later = ChanTimer.start(HOUR);
        Goroutine<Instant> waiting = Goroutine.call(later.chan()::receive).parkedOn(later.chan());
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, () -> throwTo(caught, failure));
        caught.receive();

        assertThat(timer.reset(Duration.ZERO)).isFalse();
        assertThat(caught.receive()).isSameAs(failure);
        assertThat(later.reset(Duration.ZERO)).isTrue();
        assertThat(waiting.result()).isNotNull();
    }

    private static void throwTo(Chan<Throwable> caught, RuntimeException failure) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> caught.trySend(e));
        throw failure;
    }
}
