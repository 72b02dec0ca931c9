package io.github.goloom.examples.cluster;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.context.Shutdown;
import io.github.goloom.examples.WrongArgumentException;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code cluster}. */
@Command(
        name = "cluster",
        description = {
            "Counts words in several processes, with the queues of a broker between them.",
            "The broker is part of this command, unless --broker names one that is running."
        },
        sortOptions = false)
public final class ClusterCommand implements Callable<Integer> {
    private static final int MOST_WORKERS = 64;
    private static final int MOST_SECONDS = 86_400;
    private static final int SHOWN_WORDS = 10;
    private static final int INTERRUPTED = 130;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Console console;

    @Option(names = "--workers", paramLabel = "N", description = "How many processes count; 3 if not given.")
    private int workers = 3;

    @ArgGroup
    private Source source = new Source();

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "A running broker, such as tcp://localhost:61616?user=me&password=secret.")
    private @Nullable String broker;

    @Option(names = "--kill", description = "Kills a worker when half of the text is counted.")
    private boolean kill;

    @Option(names = "--seconds", paramLabel = "S", description = "The deadline of the count; 60 if not given.")
    private int seconds = 60;

    /** What is counted. */
    private static final class Source {
        @Option(names = "--lines", paramLabel = "N", description = "How many lines to make; 50000 if not given.")
        private long lines = 50_000;

        @Option(names = "--file", paramLabel = "FILE", description = "A file to count instead.")
        private @Nullable String file;
    }

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WrongArgumentException.unlessIn("--workers", workers, 1, MOST_WORKERS);
        WrongArgumentException.unless(source.lines >= 1, "--lines must be 1 or more, not " + source.lines);
        WrongArgumentException.unless(!"".equals(source.file), "--file must not be empty");
        WrongArgumentException.unlessIn("--seconds", seconds, 1, MOST_SECONDS);
        WrongArgumentException.unless(
                broker == null || Broker.isUrl(broker), "--broker must be like tcp://localhost:61616, not " + broker);
        try (CancellableContext shutdown = Shutdown.context(GRACE)) {
            return run(shutdown);
        }
    }

    private int run(Context shutdown) {
        try (CancellableContext ctx = shutdown.withTimeout(Duration.ofSeconds(seconds))) {
            Text text = source.file == null ? Text.made(source.lines) : Text.of(Raw.pathOf(source.file));
            if (broker != null) {
                count(broker, text, ctx);
            } else {
                try (Broker own = new Broker()) {
                    count(own.url(), text, ctx);
                }
            }
            return 0;
        } catch (Exception e) {
            if (shutdown.isDone()) {
                return INTERRUPTED;
            }
            console.complain("cluster", reason(Failures.first(e)));
            return 1;
        }
    }

    private String reason(Throwable e) {
        if (e instanceof ActiveMQException && broker != null) {
            return "broker " + broker.replaceFirst("\\?.*", "") + ": " + e.getMessage(); // without the password
        }
        return switch (e) {
            case DeadlineExceededException late -> "no result within " + seconds + " s";
            case FileSystemException file -> Console.escape(String.valueOf(source.file)) + ": " + Console.reason(file);
            default -> Failures.describe(e);
        };
    }

    private void count(String url, Text text, Context ctx) throws Exception {
        long blocks = Cluster.blocks(text);
        Workers processes = new Workers(workers);
        Map<String, Long> counts;
        try (Bar bar = new Bar(console, blocks)) {
            counts = new Cluster(url, text, processes, counted -> {
                        bar.show(counted);
                        if (kill && counted == blocks / 2) {
                            bar.print("kills worker 1, at block %d of %d".formatted(counted, blocks));
                            processes.kill(0);
                        }
                    })
                    .count(ctx);
        }
        long words = counts.values().stream().mapToLong(each -> each).sum();
        String most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_WORDS)
                .map(each -> "%10d %s%n".formatted(each.getValue(), each.getKey()))
                .collect(Collectors.joining());
        String sum = "%d lines, %d words, %d different (workers: %d, killed: %d)%n"
                .formatted(text.lines(), words, counts.size(), workers, processes.killed());
        console.out().write(Raw.bytes(Raw.ofText(most + sum)));
    }
}
