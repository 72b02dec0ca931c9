package io.github.goloom.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.explorer.Explorer;
import io.github.goloom.explorer.Report;
import io.github.goloom.explorer.Scenario;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer finds what is there to be found, and nothing else. */
final class ExplorerTest {
    private static Explorer explorer() {
        return new Explorer("io.github.goloom.");
    }

    private static Report.Failure failureOf(Report report) {
        return Objects.requireNonNull(report.failure(), report::toString);
    }

    /** A lost update is found; an atomic count is not blamed. */
    @Test
    void explore_lostUpdate_isFound() {
        assertThat(failureOf(explorer().explore(Twins.Counter.class, "plain")).what())
                .contains("count 1");
        Report atomic = explorer().explore(Twins.Counter.class, "atomic").orThrow();
        assertThat(atomic.complete()).isTrue();
        assertThat(atomic.outcomes()).containsOnlyKeys("2");
    }

    /** A lost wake-up is found as a goroutine that is stuck. */
    @Test
    void explore_lostWakeUp_isFound() {
        assertThat(failureOf(explorer().explore(Twins.Flag.class, "bad")).what())
                .startsWith("waiter is stuck at Twins.java:");
        assertThat(explorer().explore(Twins.Flag.class, "good").orThrow().complete())
                .isTrue();
    }

    /** A deadlock of two locks is found, with both who are stuck. */
    @Test
    void explore_deadlock_isFound() {
        assertThat(failureOf(explorer().explore(Twins.Philosophers.class, "bad"))
                        .what())
                .contains("one is stuck at", "other is stuck at");
        assertThat(explorer()
                        .explore(Twins.Philosophers.class, "good")
                        .orThrow()
                        .complete())
                .isTrue();
    }

    /** A wait with a limit ends both ways. */
    @Test
    void explore_timedWait_endsBothWays() {
        assertThat(explorer().explore(Twins.Timed.class).orThrow().outcomes()).containsOnlyKeys("1", Ops.EMPTY);
    }

    /** An interrupt comes before or in the sleep, or after it. */
    @Test
    void explore_interrupt_comesAtEachMoment() {
        assertThat(explorer().explore(Twins.Interrupt.class).orThrow().outcomes())
                .containsOnlyKeys("interruptedfalse", "donetrue", "donefalse");
    }

    /** Each random number is drawn. */
    @Test
    void explore_randomNumber_isEachOne() {
        Report dice = explorer().explore(Twins.Dice.class).orThrow();
        assertThat(dice.outcomes()).containsOnlyKeys("0", "1", "2", "3", "4", "5");
        assertThat(dice.schedules()).isEqualTo(6);
    }

    /** A select chooses each of the cases that are ready. */
    @Test
    void explore_select_choosesEachCase() {
        assertThat(explorer().explore(Twins.Choice.class).orThrow().outcomes()).containsOnlyKeys("a", "b", "c");
    }

    /** A schedule that went wrong goes wrong again, and its trace names the lines. */
    @Test
    void replay_failure_goesWrongAgainWithItsLines() {
        Report.Failure failure = failureOf(explorer().explore(Twins.Counter.class, "plain"));
        String trace = explorer().replay(Twins.Counter.class, failure.schedule(), "plain");
        assertThat(trace).isEqualTo(failure.trace()).endsWith(failure.what());
        assertThat(trace)
                .containsPattern(
                        "one\n +Twins\\.Counter\\.count\\(Twins\\.java:\\d+\\) reads plain of Twins\\.Counter");
        assertThat(trace).contains("writes plain of Twins.Counter");
    }

    /** A schedule that goes well says so. */
    @Test
    void replay_goodSchedule_saysSo() {
        assertThat(explorer().replay(Twins.Counter.class, "1x3 2x3", "plain")).endsWith("nothing went wrong");
    }

    /** What is no schedule is refused, and named. */
    @Test
    void replay_noSchedule_isRefused() {
        assertThatThrownBy(() -> explorer().replay(Twins.Counter.class, "1 two", "plain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"two\"");
        assertThatThrownBy(() -> explorer().replay(Twins.Counter.class, "7", "plain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a schedule of this scenario");
        assertThatThrownBy(() -> explorer().replay(Twins.Dice.class, "1 ?6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no number below 6");
    }

    /** Arguments that make no sense are refused. */
    @Test
    void explore_badArguments_areRefused() {
        assertThatThrownBy(() -> explorer().preemptions(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> explorer().maxSchedules(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> explorer().maxSeconds(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> explorer().explore(Twins.Counter.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no constructor of 0 strings");
        assertThatThrownBy(() -> explorer().random(1).explore(Twins.Dice.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxSchedules");
    }

    /** A scenario that depends on more than its schedule is refused. */
    @Test
    void explore_scenarioThatDiffers_isRefused() {
        assertThatThrownBy(() -> explorer().explore(Twins.Fickle.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("depends on more than its schedule");
    }

    /** A bound on preemptions leaves out what needs more, and finds what needs no more. */
    @Test
    void preemptions_bound_findsWhatNeedsNoMore() {
        assertThat(explorer()
                        .preemptions(0)
                        .explore(Twins.Counter.class, "plain")
                        .failure())
                .isNull();
        assertThat(explorer()
                        .preemptions(1)
                        .explore(Twins.Counter.class, "plain")
                        .failure())
                .isNotNull();
        assertThat(explorer().preemptions(1).explore(Twins.NeedsTwo.class).failure())
                .isNull();
        assertThat(explorer().preemptions(2).explore(Twins.NeedsTwo.class).failure())
                .isNotNull();
        assertThat(explorer().explore(Twins.NeedsTwo.class).failure()).isNotNull();
    }

    /** The same seed takes the same schedules; a limit ends them. */
    @Test
    void random_seed_repeats() {
        Report one = explorer().random(3).maxSchedules(50).explore(Twins.StoreBuffer.class);
        Report other = explorer().random(3).maxSchedules(50).explore(Twins.StoreBuffer.class);
        assertThat(one.outcomes()).isEqualTo(other.outcomes()).hasSizeGreaterThan(1);
        assertThat(one.schedules()).isEqualTo(50);
        assertThat(one.complete()).isFalse();
    }

    /** Memory is sequentially consistent: of two goroutines that write, then read, one sees the other's write. */
    @Test
    void explore_storeBuffer_isSequentiallyConsistent() {
        assertThat(explorer().explore(Twins.StoreBuffer.class).outcomes()).containsOnlyKeys("0 1", "1 0", "1 1");
    }

    /** What all schedules come to, the reduced ones come to as well, and they are fewer. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Twins.StoreBuffer.class,
                Twins.Append.class,
                Twins.TimedFlag.class,
                Twins.Interrupt.class,
                Twins.Dice.class,
                Twins.Exchange.class
            })
    void explore_reduced_comesToTheSameAsAll(Class<? extends Scenario> scenario) {
        Report reduced = explorer().explore(scenario).orThrow();
        Report all = explorer().preemptions(1_000).explore(scenario).orThrow();
        System.out.println(
                reduced + " of " + all.schedules() + ": " + reduced.outcomes().keySet());
        assertThat(reduced.complete() && all.complete()).isTrue();
        assertThat(reduced.outcomes().keySet()).isEqualTo(all.outcomes().keySet());
        assertThat(reduced.schedules()).isLessThanOrEqualTo(all.schedules());
    }
}
