package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The width of a terminal is what {@code stty} says, or 80. */
class TerminalTest {
    @Test
    void parse_anAnswerOfStty_isTheSecondNumber() {
        assertThat(Terminal.parse("24 132")).isEqualTo(132);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "24", "0 0", "24 x", "24 -1", "24 19", "24 99999"})
    void parse_anythingElse_is80(String answer) {
        assertThat(Terminal.parse(answer)).isEqualTo(80);
    }
}
