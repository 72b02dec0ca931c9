package io.github.goloom.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The width of a terminal is what {@code stty} says, or 80. */
class ConsoleTest {
    @Test
    void parseWidth_anAnswerOfStty_isTheSecondNumber() {
        assertThat(Console.parseWidth("24 132")).isEqualTo(132);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "24", "0 0", "24 x", "24 -1", "24 19", "24 99999"})
    void parseWidth_anythingElse_is80(String answer) {
        assertThat(Console.parseWidth(answer)).isEqualTo(80);
    }
}
