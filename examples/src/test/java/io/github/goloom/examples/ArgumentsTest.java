package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of their arguments. */
class ArgumentsTest {
    private final Printed printed = new Printed();
    private final Main main = new Main(printed.pipe());

    @ParameterizedTest
    @CsvSource({
        "cluster, --workers --lines --file",
        "load, --terminate",
        "service, --grace",
        "digest, --parallel",
        "lines, MB"
    })
    void help_saysHowItIsCalled(String name, String words) {
        assertThat(main.execute(name, "--help")).isZero();
        assertThat(printed.out()).startsWith("Usage: examples/run " + name).contains(words.split(" "));
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
                "cluster --file ",
                "digest --parallel 0 .",
                "digest ",
                "lines 0",
                "lines x",
                "load --seconds 0",
                "load --clients 0",
                "load --clients ten",
                "load --pause -1",
                "load --terminate -1",
                "load --target ftp://x",
                "load --target http://127.0.0.1:1 --plain",
                "service --port 65536",
                "service --port x",
                "service --grace -1"
            })
    void run_withWrongArguments_saysSoInOneLine(String line) {
        String[] arguments = line.split(" ", -1);
        assertThat(main.execute(arguments)).isEqualTo(2);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err())
                .startsWith("examples/run " + arguments[0] + ": ")
                .endsWith("\n")
                .hasLineCount(1);
    }
}
