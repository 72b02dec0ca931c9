package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.inspect.DebugHandler;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler of {@code /debug/}. */
class DebugHandlerTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Chan<Integer> orders = Chan.buffered(2, "orders of the handler");

    @TempDir
    Path folder;

    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/debug/", DebugHandler.create());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        client = HttpClient.newHttpClient();
        orders.send(1);
        orders.send(2);
        Thread producer = Go.go("producer <b>", () -> orders.send(3));
        Tracked.until(() -> producer.getState() == Thread.State.WAITING);
    }

    @AfterEach
    void end() throws Exception {
        orders.receive();
        orders.receive();
        orders.receive();
        server.stop(0);
        client.close();
        Goroutines.untrack();
    }

    private String uri(String path) {
        return "http://localhost:" + server.getAddress().getPort() + "/debug/" + path;
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri(path))).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The texts are those of {@link Goroutines}. */
    @Test
    void get_goroutines_isTheDump() throws Exception {
        HttpResponse<String> answer = get("goroutines");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body())
                .contains("\"producer <b>\": send on "
                        + Tracked.target("BufferedChan[\"orders of the handler\", 2/2, 1 sender waits]"));
        assertThat(get("channels").body()).contains("BufferedChan[\"orders of the handler\", 2/2, 1 sender waits]\n");
    }

    /** What is not tracked has the status 409 and says how to switch it on. */
    @ParameterizedTest
    @ValueSource(strings = {"leaks", "deadlocks", "leaks?found"})
    void get_notTracked_saysHow(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("-Dgoloom.track=");
        Goroutines.track(Tracking.all());
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    /** Other paths and methods are refused. */
    @Test
    void request_unknown_isRefused() throws Exception {
        assertThat(get("nothing").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(URI.create(uri("goroutines")))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        HttpRequest head = HttpRequest.newBuilder(URI.create(uri("goroutines")))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(head, HttpResponse.BodyHandlers.ofString()).body())
                .isEmpty();
    }

    /** The page asks nobody else for anything. */
    @Test
    void page_requests_onlyItsOwnServer() throws Exception {
        String page = get("").body();

        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    /** In a browser, the page shows the groups, the channels with their fill, and the leaks; light and dark. */
    @Tag("proof")
    @Test
    void page_inABrowser_showsWhatIsThere() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium; .ci/run installs it");
        Goroutines.track(Tracking.all());
        Go.go("program", () -> {
                    Chan<Integer> never = Chan.unbuffered();
                    Go.go("lost", never::receive);
                })
                .join();
        Thread another = Go.go("producer <b>", () -> orders.send(4));
        Tracked.untilWaiting("producer", 1);
        Tracked.untilWaiting("lost", 1);
        assertThat(Tracked.leaks(1)).hasSize(1);

        for (String mode : List.of("light", "dark")) {
            String dom =
                    chromium("--dump-dom", "--blink-settings=preferredColorScheme=" + (mode.equals("dark") ? 0 : 1));
            assertThat(dom)
                    .contains("data-read=")
                    .contains("producer &lt;b&gt;")
                    .contains("orders of the handler")
                    .contains("title=\"2/2\"")
                    .contains("leaked: 1 goroutine \"lost\"")
                    .contains("no deadlocks");
        }
        for (String size : List.of("1280,900", "390,800")) {
            Path picture = folder.resolve("page.png");
            String unused = chromium("--screenshot=" + picture, "--window-size=" + size);
            assertThat(picture).isNotEmptyFile();
        }
        another.interrupt();
    }

    private String chromium(String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=4000",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.add(uri(""));
        Path out = folder.resolve("out.html");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
