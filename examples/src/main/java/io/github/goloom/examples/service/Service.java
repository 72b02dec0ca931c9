package io.github.goloom.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.goloom.Go;
import io.github.goloom.inspect.DebugHandler;
import io.github.goloom.inspect.Goroutines;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The service: the JDK's HTTP server in front of a shop. */
final class Service {
    private static final int MOST_CLIENTS = 10_000;
    private static final int BACKLOG = 4096;
    private static final Duration LINGER = Duration.ofMillis(500);
    /** How an entry of a dump begins, except of the thread that dumps, and of those of the JDK and at the JVM's end. */
    private static final Pattern GROUP = Pattern.compile(
            "(?m)^([0-9]+) goroutines? (?!at |\"SubPoller|\"goloom-shutdown|.*: in com[.]sun[.]management[.])");

    private static final int GOROUTINES_AT_REST = 2; // the log, and main, which waits for the end

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int PATIENCE = 40;
    private static final int LAST_REPLIES_SECONDS = 1;

    static {
        property("nodelay", "true");
        property("maxReqTime", "10"); // seconds for the headers of a request, and below for the reply
        property("maxRspTime", "30");
        property("maxReqHeaders", "50");
        property("maxReqHeaderSize", "16384");
        property("maxIdleConnections", "10000");
    }

    private final HttpServer server;
    private final Shop shop;
    private final Front front;
    private final Books books;
    private final Log log;

    private static void property(String name, String value) {
        System.setProperty("sun.net.httpserver." + name, value);
    }

    private Service(HttpServer server, Shop shop, Front front, Books books, Log log) {
        this.server = server;
        this.shop = shop;
        this.front = front;
        this.books = books;
        this.log = log;
    }

    /**
     * Starts the service, on the loopback interface only.
     *
     * @param out where the log goes
     * @throws SQLException if the database cannot be opened
     * @throws IOException if the port is not free
     */
    static Service start(Options options, PrintStream out) throws SQLException, IOException, InterruptedException {
        List<Connection> connections = Sql.open(options.database(), options.connections());
        HttpServer server;
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), BACKLOG);
        } catch (IOException e) {
            for (Connection each : connections) {
                each.close();
            }
            throw e;
        }
        Tracing.install();
        Books books = new Books();
        Log log = new Log(out, books);
        Shop shop = options.plain()
                ? new PlainShop(connections, options.queue(), books)
                : new GoloomShop(connections, options.queue(), books, log);
        Clients clients = new Clients(options.rate(), MOST_CLIENTS);
        Service service =
                new Service(server, shop, new Front(shop, clients, options.maxTimeout(), books, log), books, log);
        service.listen();
        return service;
    }

    private void listen() {
        server.setExecutor(shop.executor());
        server.createContext("/", front);
        server.createContext("/stats", this::showStats);
        server.createContext("/debug/", DebugHandler.create()); // beside the queue: it is needed when that is full
        server.start();
    }

    private void showStats(HttpExchange exchange) throws IOException {
        try (exchange) {
            String goroutines = Books.line(Books.GOROUTINES_LEFT, goroutines() - GOROUTINES_AT_REST);
            byte[] stats = (books.text() + rows() + goroutines).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, stats.length);
            exchange.getResponseBody().write(stats);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    Books books() {
        return books;
    }

    int inside() {
        return shop.inside();
    }

    private String rows() throws IOException {
        try {
            StringBuilder rows = new StringBuilder();
            for (String each : Books.TABLES) {
                rows.append(Books.line(Books.rowsOf(each), shop.count(each)));
            }
            return rows.toString();
        } catch (Exception e) {
            throw new IOException("the rows cannot be counted", e);
        }
    }

    /**
     * Stops the service. Requests that are inside are finished, others are refused with 503. Those that are not done at
     * the end of the grace are cut short, and get a 503, too. Clients have some time to learn that their connections
     * are used no more.
     *
     * @return the books, with the numbers of rows and of the goroutines that are left
     */
    String stop(Duration grace) throws Exception {
        front.close();
        if (!shop.drain(grace)) {
            log.line("requests were cut short after " + grace.toSeconds() + " s");
        }
        String rows = rows();
        Go.sleep(LINGER);
        server.stop(LAST_REPLIES_SECONDS);
        shop.close();
        log.close();
        return books.text() + rows + Books.line(Books.GOROUTINES_LEFT, goroutinesLeft());
    }

    /** Counts the goroutines of this process, after a while in which the last ones end. */
    private static long goroutinesLeft() throws IOException, InterruptedException {
        long left = goroutines();
        for (int i = 0; left > 0 && i < PATIENCE; i++) {
            Go.sleep(LOOK_AGAIN);
            left = goroutines();
        }
        return left;
    }

    private static long goroutines() throws IOException {
        StringBuilder dump = new StringBuilder();
        Goroutines.dump(dump);
        return GROUP.matcher(dump)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
