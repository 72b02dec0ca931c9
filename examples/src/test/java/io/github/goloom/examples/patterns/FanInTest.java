package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the order in which the talkers are heard, each of them is heard in the order of its words. */
@Timeout(60)
class FanInTest {
    @Test
    void fanIn_withDefaults_hearsTenMessagesOfBoth() throws Exception {
        assertThat(check(Commands.lines("fan-in"), 10)).containsExactlyInAnyOrder("Joe ", "Ann ");
    }

    @Test
    void fanIn_of1_hearsOne() throws Exception {
        assertThat(check(Commands.lines("fan-in", "--messages", "1"), 1))
                .hasSize(1)
                .isSubsetOf("Joe ", "Ann ");
    }

    /** Returns who was heard. */
    private static Set<String> check(List<String> lines, int messages) {
        assertThat(lines).hasSize(messages + 1).last().isEqualTo("You are both boring; I am leaving.");
        Map<String, List<String>> byTalker = lines.stream()
                .limit(messages)
                .collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(' ') + 1)));
        byTalker.forEach((talker, said) -> assertThat(said)
                .isEqualTo(IntStream.range(0, said.size())
                        .mapToObj(i -> talker + i)
                        .toList()));
        return byTalker.keySet();
    }

    @Test
    void fanIn_of0_isOneLine() throws Exception {
        assertThat(Commands.complaint("fan-in", "--messages", "0")).contains("--messages must be 1 or more, not 0");
    }
}
