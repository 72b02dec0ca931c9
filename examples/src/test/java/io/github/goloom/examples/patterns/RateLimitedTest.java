package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubbled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The burst goes at once, and the others go at the rate. */
@Bubbled
@ExtendWith(Untracked.class)
class RateLimitedTest {
    @Test
    void run_withDefaults_isExactInTime() throws Exception {
        List<String> lines = Lines.timed(new RateLimited());
        assertThat(lines.stream()
                        .map(line -> line.replaceAll(" after [0-9]+ ms$", ""))
                        .toList())
                .containsExactly(
                        "0 at most 3 at once, and 20 a second",
                        "0 of 10 requests at once, 3 are allowed, the others refused",
                        "0 request 1 may go",
                        "0 request 2 may go",
                        "0 request 3 may go",
                        "50 request 4 may go",
                        "100 request 5 may go",
                        "150 request 6 may go",
                        "200 request 7 may go",
                        "250 request 8 may go",
                        "300 request 9 may go",
                        "350 request 10 may go",
                        "500 6 are served before the deadline; the next gives up at once:"
                                + " the deadline of the context is before the time of the permits");
    }

    @Test
    void run_withABurstForAll_letsAllGoAtOnce() throws Exception {
        assertThat(Lines.timed(new RateLimited(), "--burst", "10"))
                .hasSize(13)
                .allMatch(line -> line.startsWith("0 "))
                .last()
                .isEqualTo("0 all are served before the deadline");
    }
}
