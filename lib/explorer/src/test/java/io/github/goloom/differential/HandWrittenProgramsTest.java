package io.github.goloom.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs in both languages. What Go printed is kept in {@code src/test/go/programs/trace.txt}, so that it is compared
 * without a Go, too. After a change: {@code cd src/test/go/programs && go run *.go > trace.txt}.
 */
class HandWrittenProgramsTest {
    private static final Path TRACE = Path.of("src", "test", "go", "programs", "trace.txt");
    private static final String HEADING = "== ";

    private static final Map<String, Trace.Body> PROGRAMS = new TreeMap<>();

    static {
        Stream.of(
                        ChanPrograms.all(),
                        SelectPrograms.all(),
                        ContextPrograms.all(),
                        SyncPrograms.all(),
                        TimePrograms.all())
                .forEach(PROGRAMS::putAll);
    }

    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>(PROGRAMS.keySet());
        Files.readAllLines(TRACE).stream()
                .filter(each -> each.startsWith(HEADING))
                .forEach(each -> names.add(each.substring(HEADING.length())));
        return names;
    }

    /** Here every program prints what it printed in Go, and each has its twin. */
    @ParameterizedTest
    @MethodSource("names")
    void goloom_handWrittenProgram_printsWhatGoPrinted(String name) throws Exception {
        assertThat(PROGRAMS).containsKey(name);
        Trace trace = new Trace();
        PROGRAMS.get(name).run(trace);
        assertThat(trace.lines()).isEqualTo(sections().get(name));
    }

    private static Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String name = "";
        for (String line : Files.readAllLines(TRACE)) {
            if (line.startsWith(HEADING)) {
                name = line.substring(HEADING.length());
                sections.put(name, List.of());
            } else {
                sections.put(
                        name,
                        Stream.concat(sections.get(name).stream(), Stream.of(line))
                                .toList());
            }
        }
        return sections;
    }

    /** A Go that is here prints what was kept. */
    @Test
    void go_handWrittenPrograms_printWhatWasKept() throws Exception {
        assertThat(GoTool.run("programs")).isEqualTo(Files.readAllLines(TRACE));
        System.out.println("The same in Go: " + PROGRAMS.size() + " hand-written programs");
    }
}
