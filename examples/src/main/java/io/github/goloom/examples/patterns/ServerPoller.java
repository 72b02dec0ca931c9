package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import com.sun.net.httpserver.HttpServer;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.SendChan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Pollers ask HTTP servers how they are, and send the answers to a monitor. It alone has the history of all servers,
 * which therefore needs no lock, and it passes on to the pollers what they are to ask next.
 *
 * @see <a href="https://go.dev/doc/codewalk/sharemem/">Go: share memory by communicating</a>
 */
@Command(name = "poller", description = "Share memory by communicating: HTTP servers and a monitor.")
final class ServerPoller implements Example {
    @Option(names = "--polls", paramLabel = "N", description = "How often each is asked, 1 to 100; 3 if not given.")
    private int polls = 3;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new ServerPoller(), args);
    }

    @Override
    public void run(PrintStream out) throws IOException, InterruptedException, ExecutionException {
        unlessIn("--polls", polls, 1, 100);
        List<HttpServer> servers = new ArrayList<>();
        Chan<URI> pending = Chan.buffered(3, "pending"); // has room for all of them
        Chan<HttpResponse<Void>> answers = Chan.unbuffered("answers");
        try (HttpClient client = HttpClient.newHttpClient();
                ErrGroup group = ErrGroup.withContext(Context.background(), "poller")) {
            pending.send(serve(servers, "/fine", 200));
            pending.send(serve(servers, "/flaky", 200, 503));
            pending.send(serve(servers, "/gone", 404));
            group.go("poller 1", () -> poll(client, pending, answers));
            group.go("poller 2", () -> poll(client, pending, answers));
            group.go("monitor", () -> monitor(answers, pending, servers.size(), out));
            group.await();
        } finally {
            servers.forEach(server -> server.stop(0));
        }
    }

    private static void poll(HttpClient client, ReceiveChan<URI> pending, SendChan<HttpResponse<Void>> answers)
            throws IOException, InterruptedException {
        for (URI server : pending) {
            HttpRequest request = HttpRequest.newBuilder(server).build();
            answers.send(client.send(request, BodyHandlers.discarding()));
        }
    }

    private void monitor(ReceiveChan<HttpResponse<Void>> answers, SendChan<URI> pending, int servers, PrintStream out)
            throws InterruptedException {
        Map<String, List<Integer>> history = new TreeMap<>();
        for (int i = 0; i < servers * polls; i++) {
            HttpResponse<Void> answer = Objects.requireNonNull(answers.receive());
            List<Integer> all = history.computeIfAbsent(answer.uri().getPath(), path -> new ArrayList<>());
            all.add(answer.statusCode());
            if (all.size() < polls) {
                pending.send(answer.uri());
            }
        }
        pending.close(); // ends the pollers
        history.forEach((path, all) -> out.println(path + " " + all));
    }

    private static URI serve(List<HttpServer> servers, String path, int... codes) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        servers.add(server);
        AtomicInteger next = new AtomicInteger();
        server.createContext(path, each -> each.sendResponseHeaders(codes[next.getAndIncrement() % codes.length], -1));
        server.start();
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
