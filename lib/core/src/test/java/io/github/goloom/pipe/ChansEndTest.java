package io.github.goloom.pipe;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.testing.FakeProcess;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of threads and processes as channels. */
class ChansEndTest {
    @RegisterExtension
    private final Uncaught uncaught = new Uncaught();

    private final Chan<String> gate = Chan.unbuffered();

    private static Thread.Builder builder(boolean virtual) {
        return virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    }

    private Thread waiting(boolean virtual) {
        return builder(virtual).start(() -> {
            try {
                gate.receive();
            } catch (InterruptedException e) {
                // it ends, too
            }
        });
    }

    private static <T> void assertReceives(ReceiveChan<T> chan, T expected) throws InterruptedException {
        assertThat(chan.receive()).isSameAs(expected);
        assertThat(chan.receive()).isNull();
    }

    /** A thread is received when it has ended, not before, and the goroutine that joined it is gone. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofEnd_running_isReceivedAtTheEnd(boolean virtual) throws Exception {
        try (Tracked tracked = Tracked.all()) {
            Thread thread = waiting(virtual);
            ReceiveChan<Thread> end = Chans.ofEnd(thread);
            assertThat(end.tryReceive()).isInstanceOf(Received.Empty.class);

            gate.close();

            assertReceives(end, thread);
            assertThat(thread.isAlive()).isFalse();
            Tracked.untilEnded("Chans.ofEnd");
            assertThat(tracked).isNotNull();
        }
    }

    /** A thread that ends by an interrupt or an exception has ended. */
    @Test
    void ofEnd_failing_isReceived() throws Exception {
        Thread interrupted = waiting(true);
        Thread failing = Thread.ofPlatform().start(() -> {
            throw new IllegalStateException("broken");
        });
        ReceiveChan<Thread> ofInterrupted = Chans.ofEnd(interrupted);
        ReceiveChan<Thread> ofFailing = Chans.ofEnd(failing);

        interrupted.interrupt();

        assertReceives(ofInterrupted, interrupted);
        assertReceives(ofFailing, failing);
        assertThat(uncaught.told()).hasSize(1);
    }

    /** A thread that has ended before is there at once, without a goroutine. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofEnd_endedBefore_isThereAtOnce(boolean virtual) throws Exception {
        Thread thread = builder(virtual).start(() -> {});
        thread.join();

        assertThat(Chans.ofEnd(thread).tryReceive()).isEqualTo(new Received.Value<>(thread));
    }

    /** A thread that was not started is refused. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofEnd_notStarted_isRefused(boolean virtual) {
        assertThatThrownBy(() -> Chans.ofEnd(builder(virtual).unstarted(() -> {})))
                .isInstanceOf(IllegalThreadStateException.class)
                .hasMessageContaining("not been started");
    }

    /** If the goroutine that joins is interrupted, its channel ends without an element, as it must not hang. */
    @Test
    void ofEnd_joinInterrupted_closes() throws Exception {
        try (Tracked tracked = Tracked.all()) {
            ReceiveChan<Thread> end = Chans.ofEnd(waiting(true));

            Tracked.interruptAll();

            assertThat(end.receive()).isNull();
            assertThat(tracked).isNotNull();
        } finally {
            gate.close();
        }
    }

    /** A case of a select that is not chosen receives nothing. */
    @Test
    void select_threadEnds_isChosenAndLoserKeepsItsElement() throws Exception {
        Thread first = waiting(true);
        Thread second = waiting(false);
        ReceiveChan<Thread> ofFirst = Chans.ofEnd(first);
        ReceiveChan<Thread> ofSecond = Chans.ofEnd(second);
        Goroutine<Thread> selecting = Goroutine.<Thread>call(
                        () -> select(receive(ofFirst, each -> each), receive(ofSecond, each -> each)))
                .parked();

        first.interrupt();
        assertThat(selecting.result()).isSameAs(first);
        second.interrupt();

        assertReceives(ofSecond, second);
        assertThat(ofFirst.receive()).isNull();
    }

    private static Process java(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = new String[arguments.length + 1];
        command[0] = java;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process is received when it has exited, with its exit value. */
    @Test
    void ofExit_exits_isReceived() throws Exception {
        Process process = java("--no-such-option");
        ReceiveChan<Process> exit = Chans.ofExit(process);

        assertReceives(exit, process);
        assertThat(process.exitValue()).isNotZero();
        assertReceives(Chans.ofExit(process), process);
    }

    /** A process that runs is not received; one that is destroyed is. */
    @Test
    void ofExit_destroyed_isReceivedThen() throws Exception {
        Process process = new ProcessBuilder("cat").start(); // until its input ends
        try {
            ReceiveChan<Process> exit = Chans.ofExit(process);
            assertThat(select(receive(exit, each -> "exited"), otherwise(() -> "runs")))
                    .isEqualTo("runs");

            process.destroy();

            assertReceives(exit, process);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that cannot be waited for closes its channel. */
    @Test
    void ofExit_waitFails_closes() throws Exception {
        ReceiveChan<Process> exit =
                Chans.ofExit(new FakeProcess(CompletableFuture.failedFuture(new IOException("lost"))));

        assertThat(exit.receive()).isNull();
    }
}
