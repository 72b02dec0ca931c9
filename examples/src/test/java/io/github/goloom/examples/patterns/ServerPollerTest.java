package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The monitor has the answers of each server in their order, and each as often as it was to be asked. */
@Timeout(60)
class ServerPollerTest {
    @Test
    void poller_withDefaults_asksEachThreeTimes() throws Exception {
        assertThat(Commands.lines("poller"))
                .containsExactly("/fine [200, 200, 200]", "/flaky [200, 503, 200]", "/gone [404, 404, 404]");
    }

    @Test
    void poller_of1_asksEachOnce() throws Exception {
        assertThat(Commands.lines("poller", "--polls", "1"))
                .containsExactly("/fine [200]", "/flaky [200]", "/gone [404]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101"})
    void poller_withAWrongNumber_isOneLine(String number) throws Exception {
        assertThat(Commands.complaint("poller", "--polls", number))
                .contains("--polls must be from 1 to 100, not " + number);
    }
}
