package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;
import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Subtask;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many tasks, of which only some run at a time: at the limit of the group, {@code fork} waits until a task ends. So a
 * long list of pages needs no more connections than the limit, and the results still come in the order of the list.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go: pipelines and cancellation, bounded parallelism</a>
 */
@Command(name = "bounded", description = "Many tasks, of which only a few run at a time.")
final class BoundedParallelism implements Example {
    private static final Duration FETCH = Duration.ofMillis(100);

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Option(names = "--limit", paramLabel = "N", description = "How many run at a time, 1 or more; 4 if not given.")
    private int limit = 4;

    @Option(names = "--pages", paramLabel = "N", description = "How many pages, from 0 to 10000; 20 if not given.")
    private int pages = 20;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new BoundedParallelism(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException, ExecutionException {
        unless(limit >= 1, "--limit must be 1 or more, not " + limit);
        unlessIn("--pages", pages, 0, 10_000);
        long start = System.nanoTime();
        List<Subtask<String>> fetched = new ArrayList<>();
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "fetches")) {
            group.limit(limit);
            for (int i = 1; i <= pages; i++) {
                String path = "/page/" + i;
                fetched.add(group.fork("fetch " + path, () -> fetch(path)));
            }
            group.await();
        }
        for (Subtask<String> each : fetched) {
            out.println(each.get());
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        out.printf("%d pages in %d ms, at most %d at a time; ", pages, millis, most.get());
        out.printf("one after the other they take %d ms%n", pages * FETCH.toMillis());
    }

    private String fetch(String path) throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Go.sleep(FETCH); // the network
            return "the page " + path;
        } finally {
            running.decrementAndGet();
        }
    }
}
