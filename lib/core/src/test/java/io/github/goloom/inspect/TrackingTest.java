package io.github.goloom.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of tracking, and what needs them. */
class TrackingTest {
    /** PRF-003: each part is off until it is asked for. */
    @Test
    void parse_options_switchesOnWhatIsAskedFor() {
        assertThat(Tracking.parse("")).isEqualTo(Tracking.basic());
        assertThat(Tracking.parse("basic")).isEqualTo(new Tracking(false, false, false, Duration.ofSeconds(1)));
        assertThat(Tracking.parse("sites, leaks"))
                .isEqualTo(Tracking.basic().withSites().withLeaks());
        assertThat(Tracking.parse("locks,every=250ms"))
                .isEqualTo(new Tracking(false, false, true, Duration.ofMillis(250)));
        assertThat(Tracking.parse("every=5s,all")).isEqualTo(new Tracking(true, true, true, Duration.ofSeconds(5)));
    }

    /** An unknown option is named. */
    @ParameterizedTest
    @ValueSource(strings = {"site", "every=5", "every=ms", "every=xs"})
    void parse_unknown_isNamed(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tracking.parse("sites," + option))
                .withMessageContaining("unknown option \"" + option + "\"");
    }

    /** An interval is positive. */
    @Test
    void interval_notPositive_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tracking.parse("every=0s"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tracking.basic().withLeaks(Duration.ofSeconds(-1)));
        assertThatNullPointerException()
                .isThrownBy(() -> Tracking.basic().withLeaks(null))
                .withMessage("every");
        assertThatNullPointerException().isThrownBy(() -> Tracking.parse(null)).withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> Goroutines.track(null))
                .withMessage("options");
    }

    /** What needs tracking says how to switch it on. */
    @Test
    void reports_notTracked_sayHowToSwitchItOn() {
        Goroutines.untrack();
        assertThat(Goroutines.tracking()).isNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> Goroutines.leaks())
                .withMessageContaining("-Dgoloom.track=leaks");
        assertThatIllegalStateException()
                .isThrownBy(() -> Goroutines.deadlocks())
                .withMessageContaining("-Dgoloom.track=locks");
        assertThatIllegalStateException().isThrownBy(Goroutines::collect);
        try (Tracked tracked = new Tracked(Tracking.basic())) {
            assertThat(Goroutines.tracking()).isEqualTo(Tracking.basic());
            assertThatIllegalStateException().isThrownBy(() -> Goroutines.onLeak(leak -> {}));
            assertThatIllegalStateException().isThrownBy(() -> Goroutines.deadlocks());
            assertThat(tracked).isNotNull();
        }
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            assertThat(Goroutines.deadlocks()).isEqualTo(List.of());
            assertThat(tracked).isNotNull();
        }
    }
}
