package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items come once and in their order; the close tells the last error. */
@Timeout(60)
class SubscriptionLoopTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20})
    void subscription_anyNumber_handsOutEachItemOnce(int items) throws Exception {
        assertThat(Commands.lines("subscription", "--items", "" + items)).isEqualTo(expected(items));
    }

    @Test
    void subscription_withDefaults_handsOutTen() throws Exception {
        assertThat(Commands.lines("subscription")).isEqualTo(expected(10));
    }

    private static List<String> expected(int items) {
        return Stream.concat(
                        IntStream.range(0, items).mapToObj(i -> "item " + i),
                        Stream.of("nothing new; the close says: the feed is down"))
                .toList();
    }

    @Test
    void subscription_below0_isOneLine() throws Exception {
        assertThat(Commands.complaint("subscription", "--items", "-1")).contains("--items must be 0 or more, not -1");
    }
}
