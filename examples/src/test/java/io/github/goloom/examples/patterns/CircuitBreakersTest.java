package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both circuit breakers decide the same. */
@Bubbled
@ExtendWith(Untracked.class)
class CircuitBreakersTest {
    @Test
    void run_withDefaults_opensTriesAndCloses() throws Exception {
        assertThat(Lines.timed(new CircuitBreakers(Bubble.clock())))
                .containsExactly(
                        "0 service  own      resilience4j",
                        "0 up       answer   answer",
                        "0 down     failure  failure",
                        "0 down     failure  failure",
                        "0 down     failure  failure",
                        "0 down     refused  refused",
                        "301 (300 ms later)",
                        "301 down     failure  failure",
                        "301 up       refused  refused",
                        "602 (300 ms later)",
                        "602 up       answer   answer",
                        "602 up       answer   answer");
    }
}
