package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.pipe.Replicas;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Subtask;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Each of three searches asks several replicas at once, and takes the first result, so that one slow server delays
 * nobody; the queries that have lost are ended. It is Google Search 3.0 of Rob Pike's talk.
 *
 * @see <a href="https://go.dev/talks/2012/concurrency.slide">Go Concurrency Patterns: Google Search 3.0</a>
 */
@Command(name = "replicas", description = "The first result of several replicas, for three searches.")
final class ReplicatedSearch implements Example {
    private static final int SLOWEST_MILLIS = 100;

    @Option(names = "--replicas", paramLabel = "N", description = "Replicas of each, 1 to 1000; 5 if not given.")
    private int replicas = 5;

    /** A result, and how long it took. */
    private record Found(String what, int replica, int millis) {}

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new ReplicatedSearch(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException, ExecutionException {
        unlessIn("--replicas", replicas, 1, 1000);
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofSeconds(10));
                ErrGroup searches = ErrGroup.withContext(ctx, "searches")) {
            List<Subtask<Found>> results = new ArrayList<>();
            for (String what : List.of("web", "image", "video")) {
                results.add(searches.fork(what, () -> first(searches.context(), what)));
            }
            searches.await();
            for (Subtask<Found> each : results) {
                Found found = each.get();
                out.printf("%s: replica %d of %d, %d ms%n", found.what(), found.replica(), replicas, found.millis());
            }
        }
    }

    private Found first(Context ctx, String what) throws InterruptedException, ExecutionException {
        List<Integer> all = IntStream.rangeClosed(1, replicas).boxed().toList();
        return Replicas.first(ctx, all, (replica, query) -> search(query, what, replica));
    }

    private static Found search(Context ctx, String what, int replica) throws InterruptedException {
        int millis = ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS);
        Go.sleep(Duration.ofMillis(millis), ctx);
        return new Found(what, replica, millis);
    }
}
