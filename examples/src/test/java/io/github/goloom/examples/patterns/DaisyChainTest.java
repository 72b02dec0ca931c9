package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.goloom.examples.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each gopher adds one. */
@Timeout(60)
class DaisyChainTest {
    @Test
    void daisyChain_withDefaults_goesThroughAHundredThousand() throws Exception {
        assertThat(Commands.lines("daisy-chain"))
                .singleElement(STRING)
                .matches("100001, after 100000 gophers, in [0-9]+ ms");
    }

    @Test
    void daisyChain_withoutGophers_isWhatTheFirstSays() throws Exception {
        assertThat(Commands.lines("daisy-chain", "--gophers", "0"))
                .singleElement(STRING)
                .matches("1, after 0 gophers, in [0-9]+ ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001"})
    void daisyChain_withAWrongNumber_isOneLine(String number) throws Exception {
        assertThat(Commands.complaint("daisy-chain", "--gophers", number))
                .contains("--gophers must be from 0 to 1000000, not " + number);
    }
}
