package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleep, the simplest timer. */
class SleepTest {
    /** A sleep lasts at least its time, for many at once (TMR-001). */
    @Test
    void sleep_manyAtOnce_lastAtLeastTheirTimes() throws Exception {
        Goroutine<?>[] sleepers = new Goroutine<?>[100];
        for (int i = 0; i < sleepers.length; i++) {
            Duration time = Duration.ofMillis(i);
            sleepers[i] = Goroutine.go(() -> {
                long begin = System.nanoTime();
                Go.sleep(time);
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(time.toNanos());
            });
        }
        for (Goroutine<?> each : sleepers) {
            assertThat(each.result()).isNull();
        }
    }

    /** A sleep of nothing returns, however often, beside goroutines that do the same (TMR-001). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void sleep_zeroOrLessAgainAndAgain_returns(long seconds) throws Exception {
        Goroutine<?>[] sleepers = new Goroutine<?>[4];
        for (int i = 0; i < sleepers.length; i++) {
            sleepers[i] = Goroutine.go(() -> {
                for (int n = 0; n < 10_000; n++) {
                    Go.sleep(Duration.ofSeconds(seconds));
                }
            });
        }
        for (Goroutine<?> each : sleepers) {
            assertThat(each.result()).isNull();
        }
    }

    /** A huge sleep does not wrap into a short one (TMR-002). */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE / 2_000_000_000})
    void sleep_huge_doesNotEnd(long seconds) throws Exception {
        Goroutine<Void> sleeper =
                Goroutine.go(() -> Go.sleep(Duration.ofSeconds(seconds))).parkedOn(Go.class);
        ChanTimer.after(Duration.ofMillis(20)).receive();

        Goroutine.assertStillParked(sleeper);
        assertThat(sleeper.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }
}
