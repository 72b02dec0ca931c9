package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Goroutines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deadlock is found and told, and ended; in the other order everybody eats. */
@Timeout(60)
class PhilosophersTest {
    @Test
    void run_withDefaults_tellsTheDeadlockAndThenAllEat() throws Exception {
        List<String> lines = Lines.of(new Philosophers());
        List<String> members = lines.stream()
                .filter(line -> line.startsWith("goroutine "))
                .map(line -> line.replaceAll("#[0-9]+", "#"))
                .sorted()
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            int next = i % 5 + 1;
            expected.add("goroutine \"philosopher " + i + "\" #: lock Mutex[\"fork " + next
                    + "\", locked, 1 thread waits], which waits for goroutine \"philosopher " + next + "\" #");
        }
        assertThat(lines).first().isEqualTo("The left fork first: deadlock of 5 goroutines:");
        assertThat(members).isEqualTo(expected);
        assertThat(lines).last().isEqualTo("The lower fork first: 100 meals are eaten.");
        assertThat(Goroutines.names()).noneMatch(name -> name.startsWith("philosopher"));
    }

    @Test
    void run_withTwo_tellsTheDeadlockOfTwo() throws Exception {
        assertThat(Lines.of(new Philosophers(), "--philosophers", "2", "--meals", "50"))
                .startsWith("The left fork first: deadlock of 2 goroutines:")
                .endsWith("The lower fork first: 100 meals are eaten.");
    }
}
