package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.JavaProcess;
import io.github.goloom.examples.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code digest} as a process: signals, locales and a closed pipe. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read from a process cannot be interrupted
class DigestProcessTest {
    private static final int CTRL_C = 3;

    @TempDir
    Path folder;

    @BeforeAll
    static void assumeGnuCommands() {
        Shell.assumeGnuCommands();
    }

    @Test
    void digest_onCtrlC_printsTheLinesThatAreDoneAndEndsWith130() throws Exception {
        Files.writeString(folder.resolve("a"), "a");
        makeEndlessFile();
        Process process = JavaProcess.of(folder, "exec \"$@\" digest a b c").start();
        try (BufferedReader err = process.errorReader()) {
            assertThat(err.readLine()).startsWith("digest: b: "); // a is done, but still in a buffer
            JavaProcess.interrupt(process);
            assertThat(err.readLine()).isNull();
        }
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(new String(out, StandardCharsets.ISO_8859_1)).isEqualTo(Shell.sums(folder, "a"));
        assertThat(process.waitFor()).isEqualTo(130);
    }

    @Test
    void digest_onCtrlCAtATerminal_leavesNoBar() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no terminal without script");
        makeEndlessFile();
        String[] terminal = {"-Dgoloom.tty.out=true", "-Dgoloom.tty.err=true"};
        Process process = JavaProcess.of(folder, "script -qefc \"exec $* digest c\" /dev/null", terminal)
                .start();
        StringBuilder screen = new StringBuilder();
        Reader out = process.inputReader(StandardCharsets.ISO_8859_1);
        while (screen.indexOf(" MB") < 0) {
            screen.append((char) out.read());
        }
        process.getOutputStream().write(CTRL_C);
        process.getOutputStream().flush();
        for (int c = out.read(); c >= 0; c = out.read()) {
            screen.append((char) c);
        }
        assertThat(screen).endsWith("\r\033[K");
        assertThat(process.waitFor()).isEqualTo(130);
    }

    private void makeEndlessFile() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("c").toFile(), "rw")) {
            sparse.setLength(1L << 40); // hours of reading
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void digest_fromWithinAFolderThatCannotBeDecoded_printsWhatSha256sumPrints(String locale) throws Exception {
        String makeTree = "d=$(printf 'd\\377\\303\\251'); mkdir \"$d\"; echo x >\"$d/$d\"; cd \"$d\"; ";
        String script = makeTree + "LC_ALL=" + locale + " exec \"$@\" digest . \"../$d\"";
        Process process = JavaProcess.of(folder, script).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        String expected = Shell.run(folder, "cd d*; printf './%s\\0../%s/%s\\0' * * * | sort -rz | xargs -0 sha256sum");
        assertThat(new String(out, StandardCharsets.ISO_8859_1)).hasLineCount(2).contains("d\377\303\251");
        assertThat(new String(out, StandardCharsets.ISO_8859_1).lines().sorted())
                .isEqualTo(expected.lines().sorted().toList());
    }

    @Test
    void digest_intoAClosedPipe_saysSoAndEnds() throws Exception {
        for (int i = 0; i < 2000; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        Process process = JavaProcess.of(folder, "exec \"$@\" digest .").start();
        process.getInputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err).isEqualTo("digest: standard output: Broken pipe\n");
    }
}
