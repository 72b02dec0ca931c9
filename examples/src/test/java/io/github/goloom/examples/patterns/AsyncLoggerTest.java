package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubbled;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Back-pressure loses no line; the others lose lines, count them, and keep the first or the last. */
@Bubbled
@ExtendWith(Untracked.class)
class AsyncLoggerTest {
    @Test
    void run_withDefaults_losesOnlyWhatTheKindOfChannelLoses() throws Exception {
        List<String> lines = Lines.timed(new AsyncLogger());
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).startsWith("101 buffered: 20 lines in ").endsWith(", 0 lost");
        assertThat(written(lines.get(1)))
                .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        List<Integer> dropping = written(lines.get(3));
        assertThat(dropping).isSorted().doesNotHaveDuplicates().startsWith(1, 2, 3, 4, 5, 6);
        assertThat(lines.get(2)).contains(" dropping: 20 lines in ").endsWith(", " + (20 - dropping.size()) + " lost");
        List<Integer> sliding = written(lines.get(5));
        assertThat(sliding).isSorted().doesNotHaveDuplicates().endsWith(16, 17, 18, 19, 20);
        assertThat(lines.get(4)).contains(" sliding: 20 lines in ").endsWith(", " + (20 - sliding.size()) + " lost");
        assertThat(dropping).hasSizeLessThan(20);
        assertThat(sliding).hasSizeLessThan(20);
    }

    @Test
    void run_withABufferForAll_losesNothing() throws Exception {
        assertThat(Lines.timed(new AsyncLogger(), "--buffer", "20"))
                .filteredOn(line -> line.endsWith(", 0 lost"))
                .hasSize(3);
    }

    private static List<Integer> written(String line) {
        return Arrays.stream(line.replaceAll(".*\\[|\\]", "").split(", "))
                .map(Integer::valueOf)
                .toList();
    }
}
