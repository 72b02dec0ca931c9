package io.github.goloom.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.model.DefiniteProgram;
import io.github.goloom.model.GoloomPort;
import io.github.goloom.model.Model;
import io.github.goloom.model.Op;
import io.github.goloom.model.Program;
import io.github.goloom.model.ThreadRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Programs that can have one outcome only, in Go and here. How many: {@code -Ddifferential.programs=}; others: {@code
 * -Ddifferential.seed=}.
 */
@Tag("proof")
class GeneratedProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("differential.programs", 10_000);
    private static final long SEED = Long.getLong("differential.seed", 20_260_101);

    private static List<Program> programs;
    private static List<String> lines;

    @BeforeAll
    static void runHere() throws InterruptedException {
        programs = generate();
        ThreadRunner runner = ThreadRunner.virtual(GoloomPort::new, SEED);
        lines = new ArrayList<>();
        for (Program each : programs) {
            lines.add(line(each, runner.run(each).outcome()));
        }
    }

    /** The library's outcome is the one that the model has. */
    @Test
    void goloom_definitePrograms_doWhatTheModelSays() {
        Model model = new Model();
        List<String> expected = programs.stream()
                .map(each -> line(each, model.outcomes(each).iterator().next()))
                .toList();
        assertThat(lines).isEqualTo(expected);
    }

    /** The library prints what Go prints. */
    @Test
    void goloom_definitePrograms_printWhatGoPrints() throws Exception {
        Path file = Path.of("target", "go", "programs.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, programs.stream().map(Program::toString).toList());
        assertThat(GoTool.run("differential", file)).isEqualTo(lines);
        System.out.println("The same in Go: " + lines.size() + " generated programs");
    }

    private static String line(Program program, String outcome) {
        return program + " -> " + outcome;
    }

    private static List<Program> generate() {
        Random random = new Random(SEED);
        Set<String> known = new LinkedHashSet<>();
        Map<String, Integer> statistics = new TreeMap<>();
        List<Program> all = new ArrayList<>();
        int tried = 0;
        while (all.size() < PROGRAMS) {
            Program program = DefiniteProgram.next(random).orElse(null);
            tried++;
            if (program != null && known.add(program.toString())) {
                all.add(program);
                features(program).forEach(each -> statistics.merge(each, 1, Integer::sum));
            }
        }
        System.out.println("Of " + tried + " random programs " + all.size() + " have one outcome only: " + statistics);
        return all;
    }

    private static Stream<String> features(Program program) {
        Stream<String> operations =
                program.goroutines().stream().flatMap(List::stream).map(GeneratedProgramsTest::name);
        return Stream.concat(Stream.of(program.goroutines().size() + " goroutines"), operations);
    }

    private static String name(Op op) {
        return switch (op.kind()) {
            case ONE -> (op.otherwise() ? "try " : "") + (op.comms().getFirst().send() ? "send" : "receive");
            case CLOSE -> "close";
            case SIZE -> "size";
            default -> "select of " + op.comms().size() + (op.otherwise() ? " with otherwise" : "");
        };
    }
}
