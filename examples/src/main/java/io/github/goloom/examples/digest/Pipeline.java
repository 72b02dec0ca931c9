package io.github.goloom.examples.digest;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline: a walker finds files, digesters read them side by side, a collector prints the sums in order.
 *
 * <pre>
 *            +--- jobs ----&gt; digester 1 ... N ---+
 *   walker --+                                   | each job's own channel
 *            +--- ordered ---------------------&gt; collector
 * </pre>
 *
 * <p>The walker sends each job twice: to whichever digester comes first, and to the collector, which takes the jobs in the
 * walker's order and waits for the outcome of each. So nothing is ever sorted, and what is in memory is what the channels
 * hold: a slow file holds up the walker once {@code ordered} is full.
 *
 * <p>However it ends, all goroutines have ended when {@link #run} returns or throws.
 */
final class Pipeline {
    private static final int AHEAD = 256;

    private final Crew crew;
    private final Screen screen;
    private final Progress progress;
    private final Chan<Job> jobs = Chan.buffered(AHEAD, "jobs");
    private final Chan<Job> ordered = Chan.buffered(AHEAD, "ordered");

    Pipeline(Crew crew, Screen screen, Progress progress) {
        this.crew = crew;
        this.screen = screen;
        this.progress = progress;
    }

    /**
     * Digests all files of the walk; the caller is the collector.
     *
     * @return whether all could be digested
     */
    boolean run(Walk walk, Opener opener, int parallel, boolean failFast) throws IOException, InterruptedException {
        try (crew) {
            crew.go("walker", () -> feed(walk));
            for (int i = 1; i <= parallel; i++) {
                crew.go("digester " + i, () -> digest(new Digester(opener, crew, progress)));
            }
            return collect(failFast);
        }
    }

    private void feed(Walk walk) throws InterruptedException {
        for (Found found = walk.next(crew); found != null; found = walk.next(crew)) {
            Job job = new Job(found.path());
            switch (found) {
                case Found.File file -> {
                    progress.found();
                    ordered.send(job, crew);
                    jobs.send(job, crew);
                }
                case Found.Unreadable directory -> {
                    job.finish(new Outcome.Failure(directory.reason()));
                    ordered.send(job, crew);
                }
            }
        }
        jobs.close();
        ordered.close();
    }

    private void digest(Digester digester) throws InterruptedException {
        for (Job job = jobs.receive(crew); job != null; job = jobs.receive(crew)) {
            job.finish(digester.digest(job.path()));
            progress.digested();
        }
    }

    private boolean collect(boolean failFast) throws IOException, InterruptedException {
        boolean all = true;
        for (Job job = next(ordered); job != null; job = next(ordered)) {
            switch (next(job.outcome())) {
                case Outcome.Sum sum -> screen.sum(sum.hex(), job.path());
                case Outcome.Failure failure -> {
                    screen.failure(job.path(), failure.reason());
                    all = false;
                }
                case null -> throw new IllegalStateException("nobody closes it");
            }
            if (failFast && !all) {
                break;
            }
        }
        return all;
    }

    /** Receives, and draws the progress bar as long as it has to wait. */
    private <T> @Nullable T next(ReceiveChan<T> chan) throws IOException, InterruptedException {
        while (true) {
            Received<T> received = select(
                    crew,
                    receive(chan, Received.Value::new, Received.Closed::new),
                    receive(progress.drawings(), this::draw, Received.Empty::new));
            if (received instanceof Received.Value<T> some) {
                return some.value();
            }
            if (received instanceof Received.Closed<T>) {
                return null;
            }
        }
    }

    private <T> Received<T> draw(String bar) {
        screen.bar(bar);
        return new Received.Empty<>();
    }
}
