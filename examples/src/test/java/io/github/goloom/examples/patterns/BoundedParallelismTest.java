package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All pages are fetched, in their order, and never more at a time than the limit. */
@Timeout(60)
class BoundedParallelismTest {
    private static final Pattern LAST = Pattern.compile(
            "([0-9]+) pages in [0-9]+ ms, at most ([0-9]+) at a time; one after the other they take ([0-9]+) ms");

    @Test
    void bounded_withDefaults_fetchesTwenty() throws Exception {
        assertThat(check(20, 4, Commands.lines("bounded"))).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 1", "100, 5, 5", "3, 0, 0"})
    void bounded_anyLimit_isKept(int limit, int pages, int mostOfAll) throws Exception {
        List<String> lines = Commands.lines("bounded", "--limit", "" + limit, "--pages", "" + pages);
        assertThat(check(pages, limit, lines)).isLessThanOrEqualTo(mostOfAll);
    }

    /** Returns how many ran at a time. */
    private static int check(int pages, int limit, List<String> lines) {
        assertThat(lines.subList(0, lines.size() - 1))
                .isEqualTo(IntStream.rangeClosed(1, pages)
                        .mapToObj(i -> "the page /page/" + i)
                        .toList());
        Matcher matcher = LAST.matcher(lines.getLast());
        assertThat(matcher.matches()).as(lines.getLast()).isTrue();
        assertThat(matcher.group(1)).isEqualTo("" + pages);
        assertThat(matcher.group(3)).isEqualTo("" + 100 * pages);
        int most = Integer.parseInt(matcher.group(2));
        assertThat(most).isLessThanOrEqualTo(limit);
        return most;
    }

    @ParameterizedTest
    @CsvSource({"--limit, 0", "--pages, -1", "--pages, 10001"})
    void bounded_withAWrongNumber_isOneLine(String option, String number) throws Exception {
        assertThat(Commands.complaint("bounded", option, number)).contains(option + " must be", ", not " + number);
    }
}
