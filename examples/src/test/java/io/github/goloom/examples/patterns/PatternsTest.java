package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.testing.Printed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** What holds for every pattern. */
@Timeout(120)
class PatternsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/goloom/examples/patterns");

    private final Printed printed = new Printed();

    private static List<Class<?>> classes() {
        return Patterns.all().stream().<Class<?>>map(Object::getClass).toList();
    }

    private static List<String> names() {
        return Patterns.all().stream().map(PatternsTest::name).toList();
    }

    private static String name(Example pattern) {
        return pattern.getClass().getAnnotation(Command.class).name();
    }

    @ParameterizedTest
    @MethodSource("names")
    void help_saysHowItIsCalled(String name) throws Exception {
        assertThat(Commands.run(printed, name, "--help")).isZero();
        assertThat(printed.out()).startsWith("Usage: examples/run " + name + " ");
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @Tag("proof") // takes fifteen seconds
    @MethodSource("names")
    void run_withDefaults_succeedsAndLeavesNoGoroutine(String name) throws Exception {
        assertThat(Commands.lines(name)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void run_withAnUnknownOption_isOneLine(String name) throws Exception {
        assertThat(Commands.complaint(name, "--nonsense"))
                .isEqualTo(
                        "examples/run %1$s: Unknown option: '--nonsense' (examples/run %1$s --help tells more)\n",
                        name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void run_withASurplusArgument_isOneLine(String name) throws Exception {
        assertThat(Commands.complaint(name, "1", "2")).startsWith("examples/run " + name + ": Unmatched argument");
    }

    @ParameterizedTest
    @MethodSource("classes")
    void source_isOneFileOfLessThan100Lines(Class<?> pattern) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(pattern.getSimpleName() + ".java"));
        assertThat(lines)
                .hasSizeLessThan(100)
                .contains("final class " + pattern.getSimpleName() + " implements Example {");
    }

    @ParameterizedTest
    @MethodSource("classes")
    void main_isThere(Class<?> pattern) throws NoSuchMethodException {
        Method main = pattern.getDeclaredMethod("main", String[].class);
        assertThat(Modifier.toString(main.getModifiers())).isEqualTo("public static");
    }

    /** A pattern that is not in the list is not run by {@code all}. */
    @Test
    void all_hasEveryPattern() throws IOException {
        List<String> patterns = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains(" implements Example {")) {
                    patterns.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        assertThat(classes()).extracting(Class::getSimpleName).containsExactlyInAnyOrderElementsOf(patterns);
        assertThat(names()).doesNotHaveDuplicates();
    }
}
