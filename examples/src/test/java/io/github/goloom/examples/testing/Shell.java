package io.github.goloom.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The commands that an example is held against. */
public final class Shell {
    private Shell() {}

    /** Runs a script of {@code /bin/sh} in a folder; returns what it prints, raw. */
    public static String run(Path folder, String script, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(script).isZero();
        return out;
    }

    /** What {@code digest} must print for the roots. */
    public static String sums(Path folder, String... roots) throws Exception {
        return run(folder, "find \"$@\" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum", roots);
    }

    /** Skips the test where the commands are missing, or are not those of GNU. */
    public static void assumeGnuCommands() {
        try {
            run(
                    Path.of("/"),
                    "find --version | grep -q GNU; sort --version | grep -q GNU; sha256sum --version | grep -q GNU");
        } catch (IOException e) {
            Assumptions.abort("no shell: " + e);
        } catch (Exception | AssertionError e) {
            Assumptions.abort("no GNU commands: " + e);
        }
    }
}
