package io.github.goloom.examples.service;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Shutdown;
import io.github.goloom.examples.WrongArgumentException;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.net.BindException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code service}. */
@Command(
        name = "service",
        description = "Serves a shop by HTTP, on the loopback interface, until it is told to end: by Ctrl-C, say.",
        sortOptions = false)
public final class ServiceCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MOST_PORT = 65_535;
    private static final int MOST = 100_000;
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(10);

    private final Console console;

    @Option(names = "--port", paramLabel = "N", description = "The port; 8080 if not given, 0 for any that is free.")
    private int port = 8080;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The database, which is made if it is not there; shop in the working directory if not given.")
    private String database = "shop";

    @Option(names = "--connections", paramLabel = "N", description = "Connections to the database; 16 if not given.")
    private int connections = 16;

    @Option(names = "--queue", paramLabel = "N", description = "Requests inside, at most; 512 if not given.")
    private int queue = 512;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second, for each client; 100 if not given.")
    private int rate = 100;

    @Option(
            names = "--max-timeout",
            paramLabel = "MS",
            description = "The longest time for a request, in milliseconds; 5000 if not given.")
    private int maxTimeout = 5000;

    @Option(
            names = "--grace",
            paramLabel = "S",
            description =
                    "The longest time for requests to finish when the service is told to end, in seconds; 10 if not"
                            + " given.")
    private int grace = 10;

    @Option(names = "--plain", description = "The same service with executors and futures, to compare.")
    private boolean plain;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public ServiceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        WrongArgumentException.unlessIn("--port", port, 0, MOST_PORT);
        WrongArgumentException.unlessIn("--connections", connections, 1, MOST);
        WrongArgumentException.unlessIn("--queue", queue, 1, MOST);
        WrongArgumentException.unlessIn("--rate", rate, 1, MOST);
        WrongArgumentException.unlessIn("--max-timeout", maxTimeout, 1, MOST);
        WrongArgumentException.unlessIn("--grace", grace, 0, MOST);
        Duration patience = Duration.ofSeconds(grace);
        try (CancellableContext ctx = Shutdown.context(patience.plus(BEYOND_GRACE))) {
            Service service = Service.start(
                    new Options(port, database, connections, queue, rate, Duration.ofMillis(maxTimeout), plain),
                    console.err());
            print("listening on http://127.0.0.1:" + service.port() + "\n");
            ctx.done().receive();
            print(service.stop(patience));
            return 0;
        } catch (SQLException e) {
            console.complain("service", "the database " + database + " cannot be opened: " + reason(e));
        } catch (BindException e) {
            console.complain("service", "port " + port + ": " + e.getMessage());
        }
        return FAILED;
    }

    private static String reason(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void print(String text) throws IOException {
        console.out().write(Raw.bytes(text));
        console.out().flush();
    }
}
