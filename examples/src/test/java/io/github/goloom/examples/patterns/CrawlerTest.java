package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each page is fetched once, at its depth, and never more at a time than allowed. */
@Timeout(60)
class CrawlerTest {
    @Test
    void run_withDefaults_fetchesEachPageOnce() throws Exception {
        List<String> lines = Lines.of(new Crawler());
        assertThat(lines)
                .hasSize(5)
                .startsWith(
                        "level 0: [/0]",
                        "level 1: [/1, /2]",
                        "level 2: [/3, /4, /5, /6]",
                        "level 3: [/7, /8, /9, /10, /11, /12 (404), /13 (404), /14 (404)]");
        assertThat(lines.get(4)).matches("25 pages are known; the site had 15 requests, at most [1-4] at a time");
    }

    @Test
    void run_downToTheEnd_fetchesAllThatIsKnown() throws Exception {
        assertThat(Lines.of(new Crawler(), "--depth", "20", "--pages", "100", "--parallel", "16"))
                .last()
                .asString()
                .matches("201 pages are known; the site had 201 requests, at most ([1-9]|1[0-6]) at a time");
    }

    @Test
    void run_withoutDepth_fetchesTheFirstPageOnly() throws Exception {
        assertThat(Lines.of(new Crawler(), "--depth", "0", "--parallel", "1"))
                .containsExactly("level 0: [/0]", "3 pages are known; the site had 1 requests, at most 1 at a time");
    }
}
