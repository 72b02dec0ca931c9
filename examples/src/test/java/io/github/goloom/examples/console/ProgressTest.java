package io.github.goloom.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bar shows what was counted, in one line. */
class ProgressTest {
    private static Progress afterSomeFiles(int width) {
        Progress progress = new Progress("digest", width);
        for (int i = 0; i < 4; i++) {
            progress.found();
        }
        for (int i = 0; i < 2; i++) {
            progress.done();
            progress.read(1_500_000);
        }
        return progress;
    }

    @Test
    void bar_afterSomeFiles_showsThem() {
        assertThat(afterSomeFiles(80).bar(Duration.ZERO))
                .isEqualTo("digest  50% [===========           ] 2/4 files (0:00:00) ? files/s       3 MB");
    }

    @ParameterizedTest
    @CsvSource({"999, '(0:00:00) ? files/s'", "1000, '(0:00:01) 2 files/s'", "3723000, '(1:02:03) 0 files/s'"})
    void bar_afterSomeTime_showsTheSpeed(long millis, String expected) {
        assertThat(afterSomeFiles(80).bar(Duration.ofMillis(millis))).contains(expected);
    }

    @Test
    void bar_beforeAnyFile_isEmpty() {
        assertThat(new Progress("digest", 80).bar())
                .startsWith("digest   ?% [   ")
                .contains("] 0/0 files");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 132})
    void bar_onAWideTerminal_leavesRoomForCtrlC(int width) {
        assertThat(afterSomeFiles(width).bar()).hasSize(width - 3);
    }

    @Test
    void bar_onANarrowTerminal_hasTheNumbersOnly() {
        assertThat(afterSomeFiles(20).bar()).startsWith("digest  50% [] 2/4 files");
    }
}
