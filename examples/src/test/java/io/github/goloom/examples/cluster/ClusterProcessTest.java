package io.github.goloom.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cluster} as a process: how it ends, and that nothing is left of it. */
@Tag("proof")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read from a process cannot be interrupted
class ClusterProcessTest {
    private static final int KILLED = 137;

    /** Those of {@code examples/run}, without which the JDK warns of what the broker does. */
    private static final String[] OPTIONS = Runtime.version().feature() < 23
            ? new String[] {"--enable-native-access=ALL-UNNAMED"}
            : new String[] {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"};

    @TempDir
    Path folder;

    /** The counts of a file are those of other tools, with a worker killed. */
    @Test
    void cluster_ofAFile_countsItsWordsAndLeavesNothing() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("One two, ").append(i % 2 == 0 ? "three" : "Vier").append("! one\n");
        }
        Files.writeString(folder.resolve("text"), text);
        Process process = start("cluster --workers 1 --kill --seconds 240 --file text");
        assertThat(process.inputReader().lines().map(String::strip))
                .containsExactly(
                        "40000 one",
                        "20000 two",
                        "10000 three",
                        "10000 vier",
                        "20000 lines, 80000 words, 4 different (workers: 1, killed: 1)");
        assertThat(process.errorReader().lines()).containsExactly("cluster: kills worker 1, at block 100 of 200");
        assertThat(process.waitFor()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("text"));
        }
    }

    /** Ctrl-C ends everything. */
    @Test
    void cluster_onCtrlC_endsWithItsWorkers() throws Exception {
        Process process = start("cluster --workers 2 --lines 1000000000");
        List<ProcessHandle> workers = awaitWorkers(process, 2);
        JavaProcess.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.inputReader().lines()).isEmpty();
    }

    /** Even if the command cannot end them, its workers end. */
    @Test
    void cluster_killed_takesItsWorkersAlong() throws Exception {
        Process process = start("cluster --workers 2 --lines 1000000000");
        List<ProcessHandle> workers = awaitWorkers(process, 2);
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(KILLED);
        for (ProcessHandle each : workers) {
            assertThat(each.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void cluster_brokerIsNotThere_saysSoInOneLine() throws Exception {
        String url;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "tcp://127.0.0.1:" + taken.getLocalPort();
        }
        assertThat(complaint(start("cluster --broker " + url + "?password=secret")))
                .startsWith("cluster: broker " + url + ": ")
                .contains("Cannot connect");
    }

    @Test
    void cluster_fileIsNotThere_saysSoInOneLine() throws Exception {
        assertThat(complaint(start("cluster --file nonsense")))
                .isEqualTo("cluster: nonsense: No such file or directory");
    }

    @Test
    void cluster_deadlinePasses_saysSoInOneLine() throws Exception {
        assertThat(complaint(start("cluster --seconds 3 --lines 1000000000")))
                .isEqualTo("cluster: no result within 3 s");
    }

    private Process start(String arguments) throws IOException {
        return JavaProcess.of(folder, "exec \"$@\" " + arguments, OPTIONS).start();
    }

    private static List<ProcessHandle> awaitWorkers(Process process, int count) {
        while (process.children().count() < count) {
            assertThat(process.isAlive()).isTrue();
        }
        return process.children().toList();
    }

    private static String complaint(Process process) throws IOException, InterruptedException {
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> lines = err.lines().toList();
            assertThat(lines).hasSize(1);
            assertThat(process.waitFor()).isEqualTo(1);
            return lines.getFirst();
        }
    }
}
