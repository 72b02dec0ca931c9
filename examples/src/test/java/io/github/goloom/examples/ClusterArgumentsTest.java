package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cluster} says of its arguments. */
class ClusterArgumentsTest {
    private final Printed printed = new Printed();
    private final Main main = new Main(printed.pipe());

    @Test
    void help_saysHowItIsCalled() {
        assertThat(main.execute("cluster", "--help")).isZero();
        assertThat(printed.out()).startsWith("Usage: examples/run cluster").contains("--workers", "--lines", "--file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster one",
                "cluster --workers 0",
                "cluster --workers 65",
                "cluster --workers x",
                "cluster --lines 0",
                "cluster --lines 1 --file x",
                "cluster --seconds 0",
                "cluster --seconds 86401",
                "cluster --broker nonsense",
                "cluster --broker vm://0",
                "cluster --broker tcp://",
                "cluster --broker ",
                "cluster --file "
            })
    void run_withWrongArguments_saysSoInOneLine(String line) {
        assertThat(main.execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err())
                .startsWith("examples/run cluster: ")
                .endsWith("\n")
                .hasLineCount(1);
    }
}
