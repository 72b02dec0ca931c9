package io.github.goloom.examples.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A service in this process, and a client. */
final class RunningService implements AutoCloseable {
    private static final int LIMIT_MILLIS = 60_000;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Service service;
    private boolean stopped;

    RunningService(Path folder, int connections, int queue, int rate, boolean plain) throws Exception {
        Options options = new Options(
                0, folder.resolve("shop").toString(), connections, queue, rate, Duration.ofSeconds(20), plain);
        service = Service.start(options, new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    Service service() {
        return service;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Gets a page; headers are names and values in turn. */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = to(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    CompletableFuture<HttpResponse<String>> getAsync(String path, String... headers) {
        HttpRequest.Builder request = to(path);
        return http.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    /** Sends bytes, and returns what comes back until the service closes the connection. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Waits until a count has a value. */
    void awaitCount(String name, long count) throws InterruptedException {
        while (service.books().of(name) < count) {
            Thread.sleep(1);
        }
    }

    /** Waits until so many requests are inside. */
    void awaitInside(int count) throws InterruptedException {
        while (service.inside() < count) {
            Thread.sleep(1);
        }
    }

    String stop(Duration grace) throws Exception {
        stopped = true;
        return service.stop(grace);
    }

    /** {@return the log, after the end} */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        http.close();
        if (!stopped) {
            try {
                String unused = stop(Duration.ZERO);
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
