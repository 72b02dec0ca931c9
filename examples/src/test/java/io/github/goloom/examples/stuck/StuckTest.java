package io.github.goloom.examples.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The dump of the stuck shop leads to the line at which it is stuck. */
@Timeout(60)
class StuckTest {
    private final Printed printed = new Printed();

    private int run(String... arguments) {
        return new CommandLine(new StuckCommand(printed.pipe())).execute(arguments);
    }

    @Test
    void stuck_dump_leadsToTheLine() {
        assertThat(run()).isZero();
        assertThat(printed.out())
                .containsSubsequence(
                        "6000 goroutines \"customer *\": send on BufferedChan[\"orders\", 16/16, ",
                        "3985 goroutines \"writer *\": send on BufferedChan[\"audit\", 16/16, ",
                        "14 goroutines \"worker *\": start a task in ErrGroup[\"writers\", 3985/3985 running, 0 failed, 14 starters wait]\n",
                        "1 goroutine \"auditor\": receive from UnbufferedChan[\"confirmations\", 1 receiver waits]\n",
                        "    at io.github.goloom.examples.stuck.Shop.confirm(Shop.java:");
    }

    @Test
    void track_unknown_isOneLine() {
        assertThat(run("--track", "sights")).isEqualTo(2);
        assertThat(printed.err()).startsWith("stuck: unknown option \"sights\"").hasLineCount(1);
    }
}
