package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the end of a JVM does to the contexts of {@link Shutdown}, and they to it: each test ends a JVM of its own. None
 * waits for a grace of an hour.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read of a pipe hears no interrupt
class ShutdownTest {
    private Process jvm;
    private BufferedReader output;

    @AfterEach
    void end() {
        if (jvm != null) {
            jvm.destroyForcibly();
        }
    }

    /** SIGTERM ends the context, whose cause names it; the JVM waits for the close and keeps its status (CTX-069). */
    @Test
    void context_sigterm_endsAndTheJvmWaits() throws Exception {
        start("serves");
        assertReads("ready");

        kill("TERM");

        assertReads("context cancelled: SIGTERM");
        assertEnds(143);
    }

    /** So does Ctrl-C. */
    @Test
    void context_sigint_endsAndTheJvmWaits() throws Exception {
        start("serves");
        assertReads("ready");

        kill("INT");

        assertReads("context cancelled: SIGINT");
        assertEnds(130);
    }

    /** An exit in another thread is the end, too, with the status of the exit. */
    @Test
    void context_exitElsewhere_endsAndTheJvmWaits() throws Exception {
        start("exits elsewhere");

        assertReads("ready");
        assertReads("context cancelled: the JVM is shutting down");
        assertEnds(4);
    }

    /** A scope that is not left in time does not hold the JVM for longer than the grace. */
    @Test
    void context_graceExceeded_jvmEnds() throws Exception {
        start("ignores, short");
        assertReads("ready");

        kill("TERM");

        assertReads("told");
        assertEnds(143);
    }

    /** While the JVM waits, one more signal ends it, with the status of that signal. */
    @Test
    void context_secondSignal_endsTheJvmAtOnce() throws Exception {
        start("ignores");
        assertReads("ready");
        kill("TERM");
        assertReads("told");
        assertThat(jvm.isAlive()).isTrue();

        kill("HUP");

        assertEnds(129);
    }

    /** So does the same one once more. */
    @Test
    void context_sameSignalAgain_endsTheJvmAtOnce() throws Exception {
        start("ignores");
        assertReads("ready");
        kill("TERM");
        assertReads("told");

        kill("TERM");

        assertEnds(143);
    }

    /** A context that was closed has no effect on the end of the JVM. */
    @Test
    void context_closedBefore_jvmEndsAsEver() throws Exception {
        start("closes");

        assertReads("context.Background.Shutdown(PT1H)");
        assertEnds(0);
    }

    /** One that was never closed delays the end by the grace. */
    @Test
    void context_neverClosed_jvmEndsAfterTheGrace() throws Exception {
        start("leaves it open");

        assertEnds(0);
    }

    /** The JVM does not wait for a thread that waits for the JVM. */
    @Test
    void context_exitInTheScope_jvmDoesNotWait() throws Exception {
        start("exits");

        assertReads("open");
        assertEnds(3);
    }

    /** Nor if the shutdown had begun before: the status is that of its beginning. */
    @Test
    void context_exitInTheScopeAfterASignal_jvmDoesNotWait() throws Exception {
        start("exits at the end");
        assertReads("ready");

        kill("TERM");

        assertEnds(143);
    }

    /** Several contexts end together, and the JVM waits until the last is closed. */
    @Test
    void context_twoOpen_bothEndAndTheJvmWaitsForBoth() throws Exception {
        start("two");
        assertReads("ready");

        kill("TERM");

        assertReads("context cancelled: SIGTERM");
        assertReads("SIGTERM for the first");
        assertEnds(143);
    }

    /** A context that is made during the shutdown is done. */
    @Test
    void context_madeDuringTheShutdown_isDone() throws Exception {
        start("late");
        assertReads("ready");

        kill("TERM");

        assertReads("true SIGTERM");
        assertEnds(143);
    }

    /** The context ends although no carrier is free. */
    @Test
    void context_carriersBusy_endsNevertheless() throws Exception {
        start("busy", "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        assertReads("ready");

        kill("TERM");

        assertReads("told");
        assertEnds(143);
    }

    private void start(String program, String... options) throws IOException {
        jvm = Jvm.start(ShutdownProgram.class, List.of(program), options);
        output = jvm.inputReader();
    }

    private void kill(String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(jvm.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void assertReads(String line) throws IOException {
        assertThat(output.readLine()).isEqualTo(line);
    }

    private void assertEnds(int status) throws Exception {
        assertThat(output.readLine()).isNull();
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).isEqualTo(status);
    }
}
