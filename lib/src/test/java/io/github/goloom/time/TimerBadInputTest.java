package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Null, periods that are none, times without end, and functions that throw. */
class TimerBadInputTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static void assertNamesTheNull(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
    }

    /** No delay. */
    @Test
    void start_null_throwsNamingTheArgument() {
        assertNamesTheNull("delay", () -> ChanTimer.start(null));
    }

    /** No delay. */
    @Test
    void after_null_throwsNamingTheArgument() {
        assertNamesTheNull("delay", () -> ChanTimer.after(null));
    }

    /** No delay of a function. */
    @Test
    void afterFunc_nullDelay_throwsNamingTheArgument() {
        assertNamesTheNull("delay", () -> ChanTimer.afterFunc(null, () -> {}));
    }

    /** No function. */
    @Test
    void afterFunc_nullFunction_throwsNamingTheArgument() {
        assertNamesTheNull("function", () -> ChanTimer.afterFunc(Duration.ZERO, null));
    }

    /** No new delay: the timer runs on. */
    @Test
    void reset_null_throwsAndLeavesTheTimerRunning() {
        ChanTimer timer = ChanTimer.start(HOUR);

        assertNamesTheNull("delay", () -> timer.reset(null));
        assertThat(timer.stop()).isTrue();
    }

    /** No period. */
    @Test
    void every_null_throwsNamingTheArgument() {
        assertNamesTheNull("period", () -> ChanTicker.every(null));
    }

    /** No new period. */
    @Test
    void resetOfATicker_null_throwsNamingTheArgument() {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            assertNamesTheNull("period", () -> ticker.reset(null));
        }
    }

    /** A period is positive (TMR-026). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000_000L, Long.MIN_VALUE})
    void every_zeroOrNegative_throws(long nanos) {
        Duration period = Duration.ofNanos(nanos);

        assertThatThrownBy(() -> ChanTicker.every(period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be positive: " + period);
    }

    /** A new period is positive (TMR-032). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void resetOfATicker_zeroOrNegative_throws(long seconds) {
        Duration period = Duration.ofSeconds(seconds);
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            assertThatThrownBy(() -> ticker.reset(period))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("period must be positive: " + period);
        }
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

        assertThat(timer.chan().receive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
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

        assertThat(called.receive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
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
            assertThat(ticker.chan().receive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
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
        Goroutine<Instant> waiting =
                Goroutine.call(ChanTimer.after(Duration.ofMillis(50))::receive).parked();
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, () -> throwTo(caught, failure));
        caught.receive();

        assertThat(timer.reset(Duration.ZERO)).isFalse();
        assertThat(caught.receive()).isSameAs(failure);
        assertThat(waiting.result()).isNotNull();
    }

    private static void throwTo(Chan<Throwable> caught, RuntimeException failure) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> caught.trySend(e));
        throw failure;
    }
}
