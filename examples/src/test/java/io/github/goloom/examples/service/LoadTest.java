package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.JavaProcess;
import io.github.goloom.examples.testing.Printed;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The service under load, in a process of its own: no request is lost, no order, no goroutine. */
@Tag("proof")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read from a process cannot be interrupted
class LoadTest {
    private final Printed printed = new Printed();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int load(String... arguments) {
        return new CommandLine(new LoadCommand(printed.pipe())).execute(arguments);
    }

    private int service(String... arguments) {
        return new CommandLine(new ServiceCommand(printed.pipe())).execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--terminate 1", "--terminate 1 --plain"})
    void load_ofAServiceThatIsToldToEndInTheMiddle_booksAgree(String options) {
        int status = load(("--seconds 4 --clients 100 --pause 50 " + options).split(" "));
        assertThat(printed.out()).as(printed.err()).endsWith("the books agree\n");
        assertThat(printed.out()).contains("POST /orders 201", "hung up by the client", "goroutines left  ");
        assertThat(printed.err()).contains("load: 1 s, ");
        assertThat(status).isZero();
    }

    @Test
    void load_ofAServiceThatIsKilled_losesNoAcknowledgedOrder() {
        int status = load("--seconds", "4", "--clients", "100", "--pause", "50", "--kill", "1");
        assertThat(printed.out()).as(printed.err()).endsWith("the books agree\n");
        assertThat(status).isZero();
    }

    @Test
    void load_ofAServiceThatRuns_booksAgree() throws Exception {
        Process process =
                JavaProcess.of(folder, "exec \"$@\" service --port 0 2>log").start();
        try (BufferedReader out = process.inputReader()) {
            String url = out.readLine().substring("listening on ".length());
            int status = load("--seconds", "2", "--clients", "50", "--pause", "50", "--target", url);
            assertThat(printed.out()).as(printed.err()).endsWith("the books agree\n");
            assertThat(status).isZero();
            JavaProcess.interrupt(process);
            assertThat(out.lines()).contains("goroutines left: 0");
        } finally {
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(130);
    }

    @Test
    void load_ofATargetThatIsNotThere_saysSoInOneLine() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(load("--target", "http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(printed.err())
                .isEqualTo("load: http://127.0.0.1:" + port + " cannot be reached: ConnectException\n");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void load_onCtrlC_endsItsServiceToo() throws Exception {
        Process process = JavaProcess.of(
                        folder, "exec \"$@\" load --seconds 60 --clients 10", "-Djava.io.tmpdir=" + folder)
                .start();
        try (BufferedReader err = process.errorReader()) {
            assertThat(err.readLine()).startsWith("load: 1 s, ");
            List<ProcessHandle> children = process.children().toList();
            assertThat(children).hasSize(1);
            JavaProcess.interrupt(process);
            assertThat(process.waitFor()).isEqualTo(130);
            for (ProcessHandle each : children) {
                each.onExit().get();
            }
        } finally {
            process.toHandle().destroyForcibly();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).noneMatch(each -> each.getFileName().toString().startsWith("goloom-load"));
        }
    }

    @Test
    void service_onAPortInUse_saysSoInOneLine() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(used.getLocalPort());
            String database = folder.resolve("shop").toString();
            assertThat(service("--port", port, "--database", database)).isEqualTo(1);
            assertThat(printed.err()).isEqualTo("service: port " + port + ": Address already in use\n");
            assertThat(printed.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file/shop", "garbage", "shop;INIT=DROP ALL OBJECTS"})
    void service_withADatabaseThatCannotBeOpened_saysSoInOneLine(String name) throws Exception {
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(folder.resolve("garbage.mv.db"), "no database");
        String database = folder.resolve(name).toString();
        assertThat(service("--port", "0", "--database", database)).isEqualTo(1);
        assertThat(printed.err())
                .startsWith("service: the database " + database + " cannot be opened: ")
                .hasLineCount(1);
        assertThat(printed.out()).isEmpty();
    }
}
