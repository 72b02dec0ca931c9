package io.github.goloom.examples.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.Context;
import io.github.goloom.examples.testing.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lines} counts every failure of its log, and keeps none of it in memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read from a process cannot be interrupted
class LinesTest {
    @TempDir
    Path folder;

    /** Every line is counted once, those of the last batch included. */
    @ParameterizedTest
    @ValueSource(longs = {0, 99, 100, 123_456})
    void countFailures_ofALog_countsOneInAHundred(long lines) throws Exception {
        Log log = new Log(lines);

        assertThat(log.countFailures(Context.background())).isEqualTo(lines / 100);
        assertThat(log.parsed()).isEqualTo(lines);
    }

    /** The size that is given in megabytes is that of the lines. */
    @Test
    void line_anyNumber_hasTheSameLength() {
        assertThat(LongStream.of(0, 1, 99, 10_006, 49_999_999, Integer.MAX_VALUE))
                .allSatisfy(number -> assertThat(Log.line(number)).hasSize(Log.WIDTH - 1));
    }

    /** A heap that could not hold the log is enough. */
    @Test
    void lines_in32Megabytes_readsALogOf50() throws Exception {
        Process process = JavaProcess.of(folder, "exec \"$@\" lines", "-Xmx32m").start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).isZero();
        assertThat(out).isEqualTo("500000 requests, 5000 failed\n");
    }
}
