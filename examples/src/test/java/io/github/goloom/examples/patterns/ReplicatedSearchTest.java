package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each search has one result, of one of its replicas. */
@Timeout(60)
class ReplicatedSearchTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void replicas_anyNumber_givesOneResultOfEach(int replicas) throws Exception {
        List<String> lines = Commands.lines("replicas", "--replicas", "" + replicas);
        assertThat(lines).hasSize(3);
        for (String what : List.of("web", "image", "video")) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith(what))
                    .singleElement()
                    .satisfies(line -> {
                        Matcher matcher = Pattern.compile(
                                        what + ": replica ([0-9]+) of " + replicas + ", [0-9]{1,2} ms")
                                .matcher(line);
                        assertThat(matcher.matches()).as(line).isTrue();
                        assertThat(Integer.parseInt(matcher.group(1))).isBetween(1, replicas);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001"})
    void replicas_withAWrongNumber_isOneLine(String number) throws Exception {
        assertThat(Commands.complaint("replicas", "--replicas", number))
                .contains("--replicas must be from 1 to 1000, not " + number);
    }
}
