package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments keep the bytes that the process was started with. */
class RawArgumentsTest {
    private static final String LOST = "\uFFFD";

    @BeforeEach
    void assumeUtf8() {
        Assumptions.assumeTrue(
                Charset.forName(System.getProperty("native.encoding")).equals(StandardCharsets.UTF_8));
    }

    @Test
    void of_undecodableArgument_takesTheBytesOfTheCommandLine() {
        String[] raw = RawArguments.of(new String[] {"digest", LOST, ""}, "java\0Main\0digest\0\377\0\0");
        assertThat(raw).containsExactly("digest", "\377", "");
    }

    @Test
    void of_commandLineOfAnotherProgram_encodesWhatIsThere() {
        String[] raw = RawArguments.of(new String[] {"digest", "\u00e9"}, "surefire\0digest\0x\0");
        assertThat(raw).containsExactly("digest", "\303\251");
    }

    @Test
    void of_commandLineThatIsTooShort_encodesWhatIsThere() {
        assertThat(RawArguments.of(new String[] {"\u00e9", "b"}, "b\0")).containsExactly("\303\251", "b");
    }

    @Test
    void of_asciiArguments_leavesThemAlone() {
        String[] args = {"digest", "."};
        assertThat(RawArguments.of(args)).isSameAs(args);
    }
}
