package io.github.goloom.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What ends a process, and what runs before: each in a JVM of its own. */
class ProcessEndTest {
    /** An exception that nothing catches is printed with its thread; the program and its goroutines go on (PAN-002). */
    @Test
    void exception_leavesAGoroutine_programGoesOn() throws Exception {
        Ended program = run("uncaught");

        assertThat(program.status).isZero();
        assertThat(program.output)
                .contains("Exception in thread \"worker\" java.lang.IllegalStateException: broken")
                .contains("other finally")
                .endsWith("main goes on\n");
    }

    /** A handler that halts is what Go does: status 2, the text, and no finally block of other goroutines (PAN-002). */
    @Test
    void handler_halts_endsTheProgramAsGoDoes() throws Exception {
        Ended program = run("halting handler");

        assertThat(program.status).isEqualTo(2);
        assertThat(program.output)
                .startsWith("panic in worker: java.lang.IllegalStateException: broken\n")
                .doesNotContain("finally", "goes on");
    }

    /** A main method that ends by an exception does not end the program while a platform thread runs (PAN-010). */
    @Test
    void main_throws_platformThreadsGoOn() throws Exception {
        Ended program = run("main leaves", "platform");

        assertThat(program.status).isEqualTo(1);
        assertThat(program.output)
                .contains("Exception in thread \"main\" java.lang.InterruptedException")
                .endsWith("the last thread ends\n");
    }

    /** Nor is there a complaint when no thread is left; virtual threads do not keep the program alive (PAN-010). */
    @Test
    void main_throwsAndOnlyVirtualThreadsAreLeft_programEnds() throws Exception {
        Ended program = run("main leaves", "virtual");

        assertThat(program.status).isEqualTo(1);
        assertThat(program.output)
                .contains("Exception in thread \"main\" java.lang.InterruptedException")
                .doesNotContain("the last thread ends", "deadlock");
    }

    /** An exit runs no finally block, but the shutdown hooks (PAN-015). */
    @Test
    void exit_withinTry_runsHooksButNoFinally() throws Exception {
        assertThat(run("exit")).isEqualTo(new Ended(3, "hook\n"));
    }

    /** A halt runs neither (PAN-015). */
    @Test
    void halt_withinTry_runsNothing() throws Exception {
        assertThat(run("halt")).isEqualTo(new Ended(3, ""));
    }

    /** An exception whose text cannot be made is still told, by its thread, and the program goes on (PAN-016). */
    @Test
    void exception_textThrows_isToldByItsThread() throws Exception {
        Ended program = run("no text");

        assertThat(program.status).isZero();
        assertThat(program.output).contains("worker").endsWith("main goes on\n");
    }

    private record Ended(int status, String output) {}

    private static Ended run(String... arguments) throws Exception {
        Process process = Jvm.start(ProcessEndProgram.class, List.of(arguments));
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
