package io.github.goloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.explorer.Explorer;
import io.github.goloom.explorer.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All small programs, each in all its schedules: what can come of it is exactly what the model says, no more and no
 * less. With {@code -Dexplorer.operations=2} both goroutines have up to two operations, which takes minutes.
 */
@Tag("proof")
class EveryProgramTest {
    private static final int OPERATIONS = Integer.getInteger("explorer.operations", 1);
    private static final List<String> ON_ONE = List.of("s0=%d", "r0", "S0=%d", "R0", "c0", "z0");
    private static final List<String> SELECTS = List.of(
            "[s0=%d,r1]",
            "[r0,r1]", "[s0=%d,s1=%d]", "[r0,s0=%d]", "[r0,r1,d]", "[s0=%d,r1,d]", "<r0,r1>", "<s1=%d,r0,d>");

    private final Explorer explorer = new Explorer("io.github.goloom.");
    private long schedules;
    private long outcomes;

    /** One channel: send, receive, try, close and size, up to two operations against one, or two. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void program_oneChannel_hasTheModelsOutcomes(String capacity) {
        List<String> longer = sequences(ON_ONE, 2);
        List<String> shorter = sequences(ON_ONE, OPERATIONS);
        int programs = 0;
        for (String one : longer) {
            for (String other : shorter) {
                holds(capacity + " | " + one + " | " + other);
                programs++;
            }
        }
        tell(programs);
    }

    /** One channel, three goroutines: an operation each. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void program_threeGoroutines_hasTheModelsOutcomes(String capacity) {
        int programs = 0;
        for (int a = 0; a < ON_ONE.size(); a++) {
            for (int b = a; b < ON_ONE.size(); b++) {
                for (int c = b; c < ON_ONE.size(); c++) {
                    holds(capacity + " | " + ON_ONE.get(a) + " | " + ON_ONE.get(b) + " | " + ON_ONE.get(c));
                    programs++;
                }
            }
        }
        tell(programs);
    }

    /** Two channels: a select against a select, and against two operations. */
    @ParameterizedTest
    @ValueSource(strings = {"0,0", "1,0", "0,1", "1,1"})
    void program_select_hasTheModelsOutcomes(String capacities) {
        List<String> others = Stream.concat(
                        SELECTS.stream(),
                        Stream.of(
                                "s0=%d s1=%d",
                                "r0 r1", "r1 s0=%d", "S0=%d S1=%d", "R1 R0", "c0 s1=%d", "c1 r0", "c0 c1"))
                .toList();
        int programs = 0;
        for (String select : SELECTS) {
            for (String other : others) {
                holds(capacities + " | " + select + " | " + other);
                programs++;
            }
        }
        tell(programs);
    }

    private void holds(String text) {
        String program = numbered(text);
        Report report = explorer.explore(ProgramScenario.class, program).orThrow();
        assertThat(report.complete()).as(program).isTrue();
        assertThat(report.outcomes().keySet()).as(program).isEqualTo(new Model().outcomes(Program.parse(program)));
        schedules += report.schedules();
        outcomes += report.outcomes().size();
    }

    private void tell(int programs) {
        System.out.printf("%,d programs, %,d schedules, %,d outcomes%n", programs, schedules, outcomes);
    }

    /** {@return all sequences of at most so many operations, at least one} */
    private static List<String> sequences(List<String> operations, int most) {
        List<String> all = new ArrayList<>(operations);
        for (int length = 2; length <= most; length++) {
            for (String one : List.copyOf(all)) {
                operations.forEach(each -> all.add(one + " " + each));
            }
        }
        return all;
    }

    /** {@return the program with a value of its own for each send} */
    private static String numbered(String text) {
        String program = text;
        for (int value = 1; program.contains("%d"); value++) {
            program = program.replaceFirst("%d", String.valueOf(value));
        }
        return program;
    }
}
