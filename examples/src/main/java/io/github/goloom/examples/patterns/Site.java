package io.github.goloom.examples.patterns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A web site on loopback, to be crawled. Page {@code /n} has links to {@code /0}, {@code /2n+1} and {@code /2n+2}, of
 * which some lead nowhere. It counts its requests.
 */
final class Site implements AutoCloseable {
    private static final long ANSWER_NANOS = 10_000_000;

    private final int pages;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /**
     * Begins to serve.
     *
     * @param pages the number of pages
     */
    Site(int pages) throws IOException {
        this.pages = pages;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        most.accumulateAndGet(current.incrementAndGet(), Math::max);
        LockSupport.parkNanos(ANSWER_NANOS); // the work
        try (exchange) {
            int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            String links = "<a href='/0'>top</a> <a href='/%d'>left</a> <a href='/%d'>right</a>"
                    .formatted(2 * page + 1, 2 * page + 2);
            boolean found = page < pages;
            byte[] body = (found ? links : "There is no such page.").getBytes(StandardCharsets.UTF_8);
            current.decrementAndGet(); // before the client knows
            exchange.sendResponseHeaders(
                    found ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_NOT_FOUND, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** {@return the address of the first page} */
    URI first() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/0");
    }

    /** {@return the number of requests so far} */
    int requests() {
        return requests.get();
    }

    /** {@return how many requests there were at a time, at most} */
    int most() {
        return most.get();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
