package io.github.goloom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.JavaProcess;
import io.github.goloom.examples.testing.Printed;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code all} runs each example, whether those before it succeed or not, and tells which have failed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read from a process cannot be interrupted
class AllCommandTest {
    private static final int TERMINATED_BY_SIGINT = 130;

    private final Printed printed = new Printed();
    private final List<String> ran = new ArrayList<>();

    @Command
    private final class Fake implements Callable<Integer> {
        private final String name;
        private final int status;

        Fake(String name, int status) {
            this.name = name;
            this.status = status;
        }

        @Override
        public Integer call() {
            ran.add(name);
            return status;
        }
    }

    private int all(String... names) {
        CommandLine commands = new CommandLine(CommandSpec.create())
                .addSubcommand("good", new Fake("good", 0))
                .addSubcommand("bad", new Fake("bad", 3))
                .addSubcommand("better", new Fake("better", 0))
                .addSubcommand(new AllCommand(printed.pipe(), List.of(names)));
        return commands.execute("all");
    }

    @Test
    void all_succeed_is0() {
        assertThat(all("good", "better")).isZero();
        assertThat(ran).containsExactly("good", "better");
        assertThat(printed.err()).matches("""
            all: good, 1 of 2
            all: good took [0-9.]+ s
            all: better, 2 of 2
            all: better took [0-9.]+ s
            """);
    }

    /** The others run all the same. */
    @Test
    void all_oneFails_is1AndSaysWhich() {
        assertThat(all("good", "bad", "better")).isEqualTo(1);
        assertThat(ran).containsExactly("good", "bad", "better");
        assertThat(printed.err()).contains("all: bad: status 3\n").endsWith("\nall: failed: bad\n");
    }

    /** Ctrl-C ends the process in the middle of an example. */
    @Test
    void all_interrupted_ends(@TempDir Path folder) throws Exception {
        Process process = JavaProcess.of(folder, "exec \"$@\" all").start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("0"); // the first Fibonacci number
            JavaProcess.interrupt(process);
            assertThat(process.waitFor()).isEqualTo(TERMINATED_BY_SIGINT);
        }
        assertThat(process.errorReader().readLine()).startsWith("all: generator, 1 of ");
    }
}
