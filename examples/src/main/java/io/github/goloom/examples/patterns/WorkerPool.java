package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A fixed number of goroutines take jobs from one channel and send the results on another. Whoever is free takes the
 * next job. Closing the channel of the jobs ends the workers; when all have ended, nobody sends any more, and the
 * channel of the results is closed.
 */
@Command(name = "workers", description = "A few workers take jobs from a channel, and send the results on another.")
final class WorkerPool implements Example {
    private static final Duration WORK = Duration.ofMillis(10);

    @Option(names = "--workers", paramLabel = "N", description = "How many workers, from 1 to 1000; 3 if not given.")
    private int workers = 3;

    @Option(names = "--jobs", paramLabel = "N", description = "How many jobs, up to 100000; 10 if not given.")
    private int jobs = 10;

    private record Result(int job, int square, String worker) {}

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new WorkerPool(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--workers", workers, 1, 1000);
        unlessIn("--jobs", jobs, 0, 100_000);
        Chan<Integer> todo = Chan.unbuffered("jobs");
        Chan<Result> results = Chan.unbuffered("results");
        Map<String, Integer> jobsOf = new TreeMap<>();
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "workers")) {
            group.go("boss", () -> hire(todo, results));
            group.go("jobs", () -> {
                for (int job = 1; job <= jobs; job++) {
                    todo.send(job);
                }
                todo.close();
            });
            for (Result each : results) {
                out.println("job " + each.job + ": " + each.square + ", by " + each.worker);
                jobsOf.merge(each.worker, 1, Integer::sum);
            }
            group.await();
        }
        out.println("jobs done: " + jobsOf);
    }

    /** Starts the workers, and closes the channel of the results when all have ended. */
    private void hire(Chan<Integer> todo, Chan<Result> results) throws Exception {
        try (ErrGroup pool = ErrGroup.withContext(Context.background(), "pool")) {
            for (int i = 1; i <= workers; i++) {
                String name = "worker " + i;
                pool.go(name, () -> {
                    for (int job : todo) {
                        Go.sleep(WORK); // the work
                        results.send(new Result(job, job * job, name));
                    }
                });
            }
            pool.await();
        } finally {
            results.close();
        }
    }
}
