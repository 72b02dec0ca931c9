package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The quick mirrors answer in time; the one that never does holds nobody up. */
@Timeout(60)
class MovingOnTest {
    @Test
    void timeout_withDefaults_movesOnFromOne() throws Exception {
        assertThat(Commands.lines("timeout"))
                .containsExactly(
                        "Berlin: hello from Berlin",
                        "Lisbon: nothing within 1000 ms, moving on",
                        "Oslo: hello from Oslo");
    }

    @Test
    void timeout_of0_movesOnFromAll() throws Exception {
        assertThat(Commands.lines("timeout", "--timeout", "0"))
                .hasSize(3)
                .allMatch(line -> line.endsWith(": nothing within 0 ms, moving on"));
    }

    @Test
    void timeout_below0_isOneLine() throws Exception {
        assertThat(Commands.complaint("timeout", "--timeout", "-1")).contains("--timeout must be 0 or more, not -1");
    }
}
