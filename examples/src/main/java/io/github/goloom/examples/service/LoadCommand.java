package io.github.goloom.examples.service;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.Shutdown;
import io.github.goloom.examples.WrongArgumentException;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code load}. */
@Command(
        name = "load",
        description = {
            "Puts the service under load, and compares the books of clients, service and database.",
            "Without a target, starts a service of its own with a temporary database, and at the end tells it to end"
                    + " while the clients are at it."
        },
        sortOptions = false)
public final class LoadCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private static final int MOST = 100_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Console console;

    @Option(names = "--target", paramLabel = "URL", description = "A service that runs, such as http://127.0.0.1:8080.")
    private String target = "";

    @Option(names = "--seconds", paramLabel = "N", description = "How long; 10 if not given.")
    private int seconds = 10;

    @Option(names = "--clients", paramLabel = "N", description = "How many clients; 2000 if not given.")
    private int clients = 2000;

    @Option(
            names = "--pause",
            paramLabel = "MS",
            description = "The mean pause of a client before each request, in milliseconds; 2000 if not given.")
    private int pause = 2000;

    @Option(
            names = "--terminate",
            paramLabel = "N",
            description = "How many times the service is told to end in between, and is started anew; 0 if not given.")
    private int terminations;

    @Option(names = "--kill", paramLabel = "N", description = "The same with SIGKILL; 0 if not given.")
    private int kills;

    @Option(names = "--plain", description = "The same service with executors and futures, to compare.")
    private boolean plain;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public LoadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        WrongArgumentException.unlessIn("--seconds", seconds, 1, MOST);
        WrongArgumentException.unlessIn("--clients", clients, 1, MOST);
        WrongArgumentException.unlessIn("--pause", pause, 0, MOST);
        WrongArgumentException.unlessIn("--terminate", terminations, 0, MOST);
        WrongArgumentException.unlessIn("--kill", kills, 0, MOST);
        Trial trial = new Trial(console, Duration.ofSeconds(seconds), clients, pause);
        try (CancellableContext ctx = Shutdown.context(GRACE)) {
            Map<String, Long> service = new TreeMap<>();
            List<String> wrong =
                    target.isEmpty() ? runOwn(trial, service, ctx) : new RemoteService(uri()).run(trial, service, ctx);
            console.out().write(Raw.bytes(Summary.of(trial.tally(), service)));
            wrong.forEach(each -> console.complain("load", each));
            console.out().write(Raw.bytes(wrong.isEmpty() ? "the books agree\n" : "the books do not agree\n"));
            return wrong.isEmpty() ? 0 : FAILED;
        } catch (ContextException e) {
            return INTERRUPTED;
        } catch (IOException e) {
            console.complain("load", Raw.ofText(String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    private URI uri() {
        WrongArgumentException.unless(
                target.matches("http://[A-Za-z0-9.-]+(:[0-9]{1,5})?"), "--target must be like http://127.0.0.1:8080");
        WrongArgumentException.unless(
                terminations + kills == 0 && !plain, "--terminate, --kill and --plain are for a service of its own");
        return URI.create(target);
    }

    private List<String> runOwn(Trial trial, Map<String, Long> books, CancellableContext ctx) throws Exception {
        Path folder = Files.createTempDirectory("goloom-load");
        try {
            ChildService service = new ChildService(folder, plain ? List.of("--plain") : List.of());
            try {
                return new OwnService(service, kills, terminations).run(trial, books, ctx);
            } finally {
                service.kill();
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.list(folder)) {
            found.forEach(files::add);
        }
        for (Path each : files) {
            Files.delete(each);
        }
        Files.delete(folder);
    }
}
