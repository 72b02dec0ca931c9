package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line lists the examples, and says in one line what is wrong with its arguments. */
class MainTest {
    private final Printed printed = new Printed();
    private final Main main = new Main(printed.pipe());

    @Test
    void run_withoutArguments_listsTheExamples() {
        assertThat(main.execute()).isZero();
        assertThat(printed.out()).contains("digest", "sieve", "skynet", "service", "load", "cluster", "all");
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"digest", "lines", "sieve", "stuck", "office", "flame", "service", "load", "cluster", "all"})
    void help_ofAnExample_saysHowItIsCalled(String example) {
        assertThat(main.execute(example, "--help")).isZero();
        assertThat(printed.out()).startsWith("Usage: examples/run " + example);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "digest",
                "digest ",
                "digest --nonsense .",
                "digest --parallel 0 .",
                "digest --parallel -1 .",
                "digest --parallel 1001 .",
                "digest --parallel x .",
                "digest --parallel",
                "digest --fail\nfast .",
                "lines 0",
                "lines ten",
                "lines 1 2",
                "sieve 0",
                "sieve -1",
                "sieve ten",
                "sieve 99999999999",
                "sieve 1 2",
                "office 1",
                "flame",
                "flame one",
                "flame one two three",
                "service --port 70000",
                "service --queue 0",
                "service here",
                "load --seconds 0",
                "load --clients none",
                "cluster --workers 0",
                "all of them"
            })
    void run_withWrongArguments_saysSoInOneLine(String line) {
        assertThat(main.execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).startsWith("examples/run").endsWith("\n").hasLineCount(1);
    }

    @Test
    void digest_ofANameThatBeginsWithAnAt_takesItAsAName() {
        assertThat(main.execute("digest", "@nonsense")).isEqualTo(1);
        assertThat(printed.err()).isEqualTo("digest: @nonsense: No such file or directory\n");
    }
}
