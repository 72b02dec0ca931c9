package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every request is answered, and every total is right. */
@Timeout(60)
class StatefulGoroutineTest {
    private static final Pattern MADE =
            Pattern.compile("([0-9]+) transfers were made, ([0-9]+) refused for lack of money");

    @Test
    void run_withDefaults_keepsTheTotal() throws Exception {
        check(Lines.of(new StatefulGoroutine()), 10);
    }

    @Test
    void run_withManyClients_keepsTheTotal() throws Exception {
        check(Lines.of(new StatefulGoroutine(), "--clients", "100"), 100);
    }

    private static void check(List<String> lines, int clients) {
        int asked = 100 * clients;
        assertThat(lines)
                .hasSize(3)
                .contains(clients + " clients asked for " + asked + " transfers and as many totals");
        MatchResult made = MADE.matcher(lines.get(1)).results().findFirst().orElseThrow();
        assertThat(Integer.parseInt(made.group(1)))
                .isPositive()
                .isEqualTo(asked - Integer.parseInt(made.group(2)))
                .isLessThan(asked);
        assertThat(lines.get(2)).isEqualTo("0 totals were wrong; the last is 1000");
    }
}
