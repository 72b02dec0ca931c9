package io.github.goloom.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.explorer.Explorer;
import io.github.goloom.explorer.Report;
import io.github.goloom.explorer.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario, in all of its schedules or in some; one of them with {@code -Dexplorer.scenario=Selects.LostClaim}.
 */
@Tag("proof")
final class EveryScenarioTest {
    /** How many schedules there are of a scenario that is not run in all, by preemptions and by chance each. */
    private static final int SCHEDULES = Integer.getInteger("explorer.schedules", 1_000);

    /** What the name must end with. */
    private static final String WANTED = System.getProperty("explorer.scenario", "");

    private static final long SEED = 1;
    private static final List<Class<?>> FILES = List.of(
            Unbuffered.class,
            Buffered.class,
            Kinds.class,
            Tries.class,
            Close.class,
            Selects.class,
            SelectPairs.class,
            Timeouts.class,
            Interrupts.class,
            Cancels.class,
            Contexts.class,
            InnerLocks.class,
            Locks.class,
            Semaphores.class,
            Groups.class,
            Onces.class,
            Worlds.class,
            Broadcasts.class,
            Pipelines.class,
            Inflows.class);

    private static final Explorer ALL = new Explorer("io.github.goloom.");
    private static final Explorer FEW_PREEMPTIONS =
            new Explorer("io.github.goloom.").preemptions(2).maxSchedules(SCHEDULES);
    private static final Explorer BY_CHANCE =
            new Explorer("io.github.goloom.").random(SEED).maxSchedules(SCHEDULES);

    private static long total;

    private static Stream<Class<? extends Scenario>> scenarios() {
        return FILES.stream()
                .flatMap(file -> Arrays.stream(file.getDeclaredClasses()))
                .filter(Scenario.class::isAssignableFrom)
                .sorted(Comparator.comparing(Class::getName))
                .map(type -> type.asSubclass(Scenario.class));
    }

    private static Stream<Class<? extends Scenario>> wanted() {
        return scenarios().filter(each -> each.getCanonicalName().endsWith(WANTED));
    }

    /** No schedule of the scenario goes wrong. */
    @ParameterizedTest
    @MethodSource("wanted")
    void explore_scenario_noScheduleGoesWrong(Class<? extends Scenario> scenario) {
        if (scenario.isAnnotationPresent(Complete.class)) {
            Report all = told(ALL.explore(scenario), scenario);
            assertThat(all.complete()).isTrue();
        } else {
            told(FEW_PREEMPTIONS.explore(scenario), scenario);
            told(BY_CHANCE.explore(scenario), scenario);
        }
    }

    private static Report told(Report report, Class<? extends Scenario> scenario) {
        System.out.println(scenario.getEnclosingClass().getSimpleName() + "." + report);
        report.orThrow();
        assertThat(report.schedules()).isPositive();
        total += report.schedules();
        return report;
    }

    /** The scenarios are found. */
    @Test
    void scenarios_count_isWhatIsWritten() {
        assertThat(scenarios().count()).isGreaterThanOrEqualTo(90);
        assertThat(scenarios().filter(each -> each.isAnnotationPresent(Complete.class)))
                .isNotEmpty();
    }

    @AfterAll
    static void tellTotal() {
        System.out.printf("%d scenarios, %,d schedules%n", scenarios().count(), total);
    }
}
