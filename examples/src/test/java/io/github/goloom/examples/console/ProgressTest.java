package io.github.goloom.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bar shows what was counted, in one line. */
class ProgressTest {
    @Test
    void bar_afterSomeFiles_showsThem() {
        try (Progress progress = new Progress("digest", 80)) {
            progress.found();
            progress.found();
            progress.done();
            progress.read(3_000_000);

            assertThat(progress.bar())
                    .startsWith("digest ")
                    .contains("1/2 files")
                    .endsWith(" 3 MB");
        }
    }

    /** A terminal shows {@code ^C} behind the bar, which must not break the line. */
    @ParameterizedTest
    @ValueSource(ints = {80, 132})
    void bar_ofAnyWidth_leavesRoomForCtrlC(int width) {
        try (Progress progress = new Progress("digest", width)) {
            progress.found();

            assertThat(progress.bar()).contains("0/1 files").hasSizeLessThanOrEqualTo(width - 2);
        }
    }
}
