package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both pipelines give the same squares. */
@Timeout(60)
class CancelledPipelineTest {
    @Test
    void pipeline_withDefaults_printsFiveSquaresTwice() throws Exception {
        assertThat(Commands.lines("pipeline"))
                .containsExactly("by hand:", "1", "4", "9", "16", "25", "by a Pipeline:", "1", "4", "9", "16", "25");
    }

    @Test
    void pipeline_of1000_endsWithAMillion() throws Exception {
        assertThat(Commands.lines("pipeline", "--count", "1000"))
                .hasSize(2002)
                .last()
                .isEqualTo("1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001"})
    void pipeline_withAWrongCount_isOneLine(String count) throws Exception {
        assertThat(Commands.complaint("pipeline", "--count", count))
                .contains("--count must be from 1 to 1000, not " + count);
    }
}
