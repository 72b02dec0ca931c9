package io.github.goloom.inspect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Serves the dump, the leak profile and the deadlocks by HTTP: the counterpart of importing {@code net/http/pprof} in
 * Go. An application mounts it in a server of its own, at a path that ends with a slash:
 *
 * {@snippet :
 * HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6060), 0);
 * server.createContext("/debug/", DebugHandler.create());
 * server.start();
 * }
 *
 * <p>Below that path, {@code goroutines}, {@code leaks} and {@code deadlocks} are plain text for tools, and the path
 * itself is a page for people, which refreshes itself while it is looked at. A part that is not tracked has the status
 * 409 and a text that says how to switch it on.
 *
 * <p>The pages show names, stacks and numbers of the application. Anybody who can read them can also make it run
 * collections. They should be reachable from inside only.
 */
public final class DebugHandler {
    private static final String PAGE = "debug.html";

    private DebugHandler() {}

    /** {@return a handler, for {@code HttpServer.createContext}} */
    public static HttpHandler create() {
        return DebugHandler::handle;
    }

    /** What a path shows. */
    @FunctionalInterface
    private interface Content {
        String get() throws IOException;
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, "text/plain", "only GET and HEAD\n");
                return;
            }
            String base = exchange.getHttpContext().getPath();
            String path = exchange.getRequestURI().getPath();
            String rest = path.startsWith(base) ? path.substring(base.length()) : path;
            switch (rest.startsWith("/") ? rest.substring(1) : rest) {
                case "" -> answer(exchange, 200, "text/html", page());
                case "goroutines" -> answer(exchange, Dump::text);
                case "leaks" -> answer(exchange, () -> text(leaks(exchange), "no leaks\n"));
                case "deadlocks" -> answer(exchange, () -> text(Goroutines.deadlocks(), "no deadlocks\n"));
                case "channels" -> answer(exchange, Dump::named);
                default -> answer(exchange, 404, "text/plain", "there are goroutines, leaks, deadlocks and channels\n");
            }
        }
    }

    private static String page() throws IOException {
        try (InputStream in = Objects.requireNonNull(DebugHandler.class.getResourceAsStream(PAGE), PAGE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** {@return the leaks; with the query "found" those that were found before, without a collection} */
    private static List<Leak> leaks(HttpExchange exchange) {
        return "found".equals(exchange.getRequestURI().getQuery()) ? Goroutines.foundLeaks() : Goroutines.leaks();
    }

    private static String text(List<?> reports, String none) {
        if (reports.isEmpty()) {
            return none;
        }
        StringBuilder text = new StringBuilder();
        reports.forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }

    private static void answer(HttpExchange exchange, Content content) throws IOException {
        String body;
        int status = 200;
        try {
            body = content.get();
        } catch (IllegalStateException e) {
            status = 409;
            body = e.getMessage() + "\n";
        } catch (IOException e) {
            status = 503;
            body = e.getMessage() + "\n";
        }
        answer(exchange, status, "text/plain", body);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
