package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums are right. */
@Timeout(120)
class SkynetTest {
    @Test
    void run_withDefaults_sumsUpAMillion() throws Exception {
        List<String> lines = Lines.of(new Skynet());
        assertThat(lines).hasSize(2).first().isEqualTo("The sum of the numbers of 1000000 goroutines is 499999500000.");
        assertThat(lines.get(1)).matches("That took [0-9]+ ms\\.");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 10, 45", "2, 100, 4950", "4, 10000, 49995000"})
    void run_withFewerLevels_sumsUpFewer(String levels, int leaves, long sum) throws Exception {
        assertThat(Lines.of(new Skynet(), "--levels", levels))
                .startsWith("The sum of the numbers of " + leaves + " goroutines is " + sum + ".");
    }
}
