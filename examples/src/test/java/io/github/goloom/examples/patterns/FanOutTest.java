package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each parcel is carried once, by whichever porter is idle. */
@Timeout(60)
class FanOutTest {
    private static final Pattern LINE = Pattern.compile("porter ([0-9]+), ([0-9]+) ms a parcel, carried ([0-9]+)");

    @ParameterizedTest
    @CsvSource({"3, 60", "1, 5", "100, 7", "2, 0"})
    void fanOut_anyNumbers_carriesAll(int porters, int parcels) throws Exception {
        check(porters, parcels, Commands.lines("fan-out", "--porters", "" + porters, "--parcels", "" + parcels));
    }

    @Test
    void fanOut_withDefaults_carries60() throws Exception {
        check(3, 60, Commands.lines("fan-out"));
    }

    private static void check(int porters, int parcels, List<String> lines) {
        assertThat(lines).hasSize(porters + 1).last().isEqualTo("carried together: " + parcels);
        int sum = 0;
        for (int i = 1; i <= porters; i++) {
            Matcher matcher = LINE.matcher(lines.get(i - 1));
            assertThat(matcher.matches()).as(lines.get(i - 1)).isTrue();
            assertThat(matcher.group(1)).isEqualTo("" + i);
            sum += Integer.parseInt(matcher.group(3));
        }
        assertThat(sum).isEqualTo(parcels);
    }

    @ParameterizedTest
    @CsvSource({"--porters, 0", "--porters, 101", "--parcels, -1"})
    void fanOut_withAWrongNumber_isOneLine(String option, String number) throws Exception {
        assertThat(Commands.complaint("fan-out", option, number)).contains(option + " must be", ", not " + number);
    }
}
