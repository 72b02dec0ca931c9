package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The progress bar makes way for what is printed on the same terminal, and nothing of it is left. */
@Timeout(60)
class ScreenTest {
    private static final String ERASE = "\r\033\\[K";
    private static final String BAR = ERASE + "digest [^\r\n]*0/0 files[^\r\n]* MB";

    private final Printed printed = new Printed();

    @Test
    void sum_onATerminal_erasesTheBarFirst() throws Exception {
        try (Screen screen = new Screen(printed.terminal())) {
            screen.drawBar();
            screen.sum("ab", "a");
            screen.sum("cd", "b");
            screen.drawBar();
        }
        assertThat(printed.out()).matches(BAR + ERASE + "ab  a\ncd  b\n" + BAR + ERASE);
    }

    @Test
    void sum_intoAFile_leavesTheBarAlone() throws Exception {
        try (Screen screen = new Screen(printed.console(false, true))) {
            screen.drawBar();
            screen.sum("ab", "a");
            assertThat(printed.err()).matches(BAR);
        }
        assertThat(printed.out()).isEqualTo("ab  a\n");
    }

    @Test
    void failure_whileTheBarIsShown_erasesItFirst() throws Exception {
        try (Screen screen = new Screen(printed.console(false, true))) {
            screen.drawBar();
            screen.failure("a\nb", "gone");
        }
        assertThat(printed.err()).matches(BAR + ERASE + "digest: a\\\\nb: gone\n");
    }

    @Test
    void ticks_withoutATerminal_neverCome() throws Exception {
        try (Screen screen = new Screen(printed.console(true, false))) {
            assertThat(screen.ticks().isNil()).isTrue();
        }
    }

    @Test
    void ticks_atATerminal_comeAgainAndAgain() throws Exception {
        try (Screen screen = new Screen(printed.terminal())) {
            assertThat(screen.ticks().receive()).isNotNull();
            assertThat(screen.ticks().receive()).isNotNull();
        }
    }
}
