package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The players take turns, and no hit is lost, though the ball has no lock. */
@Timeout(60)
class PingPongTest {
    @Test
    void pingPong_withDefaults_playersTakeTurns() throws Exception {
        check(Commands.lines("ping-pong"));
    }

    @Test
    void pingPong_for0_isOverAfterTheSecondHit() throws Exception {
        assertThat(check(Commands.lines("ping-pong", "--time", "0"))).isBetween(1, 2);
    }

    /** Returns the number of hits. */
    private static int check(List<String> lines) {
        int hits = lines.size() - 1;
        assertThat(lines).last().isEqualTo(hits + " hits");
        String first = hits == 0 || lines.getFirst().startsWith("ping") ? "ping" : "pong";
        String second = first.equals("ping") ? "pong" : "ping";
        assertThat(lines.subList(0, hits))
                .isEqualTo(IntStream.rangeClosed(1, hits)
                        .mapToObj(hit -> (hit % 2 == 1 ? first : second) + " " + hit)
                        .toList());
        return hits;
    }

    @Test
    void pingPong_below0_isOneLine() throws Exception {
        assertThat(Commands.complaint("ping-pong", "--time", "-1")).contains("--time must be 0 or more, not -1");
    }
}
