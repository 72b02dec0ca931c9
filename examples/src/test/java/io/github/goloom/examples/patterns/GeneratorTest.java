package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator makes as many numbers as are received. */
@Timeout(60)
class GeneratorTest {
    @Test
    void generator_withDefaults_printsTheFirstTen() throws Exception {
        assertThat(Commands.lines("generator")).containsExactly("0", "1", "1", "2", "3", "5", "8", "13", "21", "34");
    }

    @Test
    void generator_of92_printsTheFirst92() throws Exception {
        assertThat(Commands.lines("generator", "--count", "92"))
                .hasSize(92)
                .last()
                .isEqualTo("4660046610375530309");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "93", "ten"})
    void generator_withAWrongCount_isOneLine(String count) throws Exception {
        assertThat(Commands.complaint("generator", "--count", count)).contains("--count", count);
    }
}
