package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import org.junit.jupiter.api.Test;

/** The progress bar makes way for what is printed on the same terminal, and nothing of it is left. */
class ScreenTest {
    private static final String ERASE = "\r\033[K";

    private final Printed printed = new Printed();

    @Test
    void sum_onATerminal_erasesTheBarFirst() throws Exception {
        try (Screen screen = new Screen(printed.terminal())) {
            screen.bar("1/2");
            screen.sum("ab", "a");
            screen.sum("cd", "b");
            screen.bar("2/2");
        }
        assertThat(printed.out()).isEqualTo(ERASE + "1/2" + ERASE + "ab  a\ncd  b\n" + ERASE + "2/2" + ERASE);
    }

    @Test
    void sum_intoAFile_leavesTheBarAlone() throws Exception {
        try (Screen screen = new Screen(printed.console(false, true))) {
            screen.bar("1/2");
            screen.sum("ab", "a");
            assertThat(printed.err()).isEqualTo(ERASE + "1/2");
        }
        assertThat(printed.out()).isEqualTo("ab  a\n");
    }

    @Test
    void failure_whileTheBarIsShown_erasesItFirst() throws Exception {
        try (Screen screen = new Screen(printed.console(false, true))) {
            screen.bar("1/2");
            screen.failure("a\nb", "gone");
        }
        assertThat(printed.err()).isEqualTo(ERASE + "1/2" + ERASE + "digest: a\\nb: gone\n");
    }
}
