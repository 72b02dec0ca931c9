package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubbled;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** There are never more queries at a time than connections, and all connections come back. */
@Bubbled
@ExtendWith(Untracked.class)
class ConnectionPoolTest {
    @Test
    void run_withDefaults_usesThreeConnectionsAtATime() throws Exception {
        List<String> lines = Lines.timed(new ConnectionPool());
        assertThat(connectionsAt(20, lines)).containsExactly("1", "2", "3");
        assertThat(connectionsAt(40, lines)).containsExactly("1", "2", "3");
        assertThat(connectionsAt(60, lines)).hasSize(2).doesNotHaveDuplicates();
        assertThat(lines.stream()
                        .map(line -> line.replaceAll("^[0-9]+ |, says connection [1-3]$", ""))
                        .toList())
                .containsAll(IntStream.rangeClosed(1, 8)
                        .mapToObj(n -> "square of " + n + " is " + n * n)
                        .toList())
                .hasSize(9)
                .last()
                .isEqualTo("0 clients gave up; 3 connections are in the pool again");
    }

    @Test
    void run_withLittlePatience_letsTheLastGiveUp() throws Exception {
        List<String> lines = Lines.timed(new ConnectionPool(), "--patience", "30");
        assertThat(connectionsAt(20, lines)).containsExactly("1", "2", "3");
        assertThat(connectionsAt(40, lines)).containsExactly("1", "2", "3");
        assertThat(lines).hasSize(7).last().isEqualTo("40 2 clients gave up; 3 connections are in the pool again");
    }

    private static List<String> connectionsAt(int millis, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(millis + " square"))
                .map(line -> line.replaceAll(".* says connection ", ""))
                .sorted()
                .toList();
    }
}
