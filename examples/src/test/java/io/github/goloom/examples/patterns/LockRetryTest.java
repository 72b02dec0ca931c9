package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tries and the pauses take their times, and the deadline bounds the whole. */
@Bubbled
@ExtendWith(Untracked.class)
class LockRetryTest {
    @Test
    void run_withDefaults_isExactInTime() throws Exception {
        assertThat(Lines.timed(new LockRetry()))
                .containsExactly(
                        "60     not within 60 ms; next try in 30 ms",
                        "150     not within 60 ms; next try in 60 ms",
                        "270     not within 60 ms; next try in 120 ms",
                        "390 patient: locked",
                        "450     not within 60 ms; next try in 30 ms",
                        "540     not within 60 ms; next try in 60 ms",
                        "590 hasty: gives up",
                        "990 in line: locked");
    }

    @Test
    void run_lockIsFreeInTime_needsOneTry() throws Exception {
        assertThat(Lines.timed(new LockRetry(), "--held", "50"))
                .containsExactly("50 patient: locked", "100 hasty: locked", "150 in line: locked");
    }
}
