package io.github.goloom.examples.digest;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.examples.console.Console;
import io.github.goloom.sync.ErrGroup;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline: a walker finds files, digesters read them side by side, and a collector prints the sums in order.
 *
 * <pre>
 *            +--- jobs ----&gt; digester 1 ... N ---+
 *   walker --+                                   | each job's own channel
 *            +--- ordered ---------------------&gt; collector
 * </pre>
 *
 * <p>The walker sends each job twice: to whichever digester is free, and to the collector, which takes the jobs in the
 * walker's order and waits for the outcome of each. So nothing is ever sorted, and the jobs in memory are those that
 * the channels hold: a slow file holds up the walker once {@code ordered} is full.
 *
 * <p>{@link io.github.goloom.pipe.Pipeline} has such stages ready: {@code mapOrdered} keeps the order, too. This one is
 * written by hand for what it does differently. It works 256 files ahead of a slow one, however few digesters there are;
 * {@code mapOrdered} works 63 ahead, or twice as many as there are workers. And each digester has a buffer of its own
 * and one object for all its sums; the function of a stage would need a thread-local variable for those.
 *
 * <p>The goroutines are the tasks of one group. They all end when one of them fails, when the context of the caller
 * ends, or when the collector has ended. However that comes, they have ended when {@link #run} returns or throws.
 */
final class Pipeline {
    private static final int AHEAD = 256;

    /** Opens the file of a raw path. */
    @FunctionalInterface
    interface Opener {
        InputStream open(String path) throws IOException;
    }

    private sealed interface Outcome {
        record Sum(String hex) implements Outcome {}

        record Failure(String reason) implements Outcome {}
    }

    /** A file on its way through the pipeline, with the channel for its one outcome: the send never waits. */
    private record Job(String path, Chan<Outcome> outcome) {
        Job(String path) {
            this(path, Chan.buffered(1));
        }
    }

    private final Opener opener;
    private final Screen screen;
    private final boolean failFast;
    private final Chan<Job> jobs = Chan.buffered(AHEAD, "jobs");
    private final Chan<Job> ordered = Chan.buffered(AHEAD, "ordered");

    Pipeline(Opener opener, Screen screen, boolean failFast) {
        this.opener = opener;
        this.screen = screen;
        this.failFast = failFast;
    }

    /**
     * Digests all files of the walk; the caller is the collector.
     *
     * @param parallel how many digesters there are
     * @return whether all files could be read
     * @throws ExecutionException if a goroutine failed, which is a bug
     * @throws IOException if standard output failed
     */
    boolean run(Walk walk, int parallel, Context parent) throws IOException, InterruptedException, ExecutionException {
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            Context ctx = group.context();
            group.go("walker", () -> feed(walk, ctx));
            for (int i = 1; i <= parallel; i++) {
                group.go("digester " + i, () -> digest(ctx));
            }
            try {
                return collect(ctx);
            } catch (ContextException e) {
                group.await(); // throws the failure of a goroutine, if that has ended the context
                throw e;
            } finally {
                group.cancel(); // nobody takes what the others might still send
            }
        }
    }

    private void feed(Walk walk, Context ctx) throws InterruptedException {
        for (Walk.Found found = walk.next(ctx); found != null; found = walk.next(ctx)) {
            Job job = new Job(found.path());
            ordered.send(job, ctx);
            switch (found) {
                case Walk.File file -> {
                    screen.progress().found();
                    jobs.send(job, ctx);
                }
                case Walk.Unreadable directory -> job.outcome().send(new Outcome.Failure(directory.reason()), ctx);
            }
        }
        jobs.close();
        ordered.close();
    }

    private void digest(Context ctx) throws InterruptedException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (Job job : jobs.until(ctx)) {
            job.outcome().send(digest(job.path(), sha256, buffer, ctx), ctx);
            screen.progress().done();
        }
    }

    /**
     * Reads the file to its end; the end of the context is seen in the middle of a big file, too. The interrupt that
     * comes with it may fail the read, but such a failure is never sent: a send throws once its context is done.
     */
    private Outcome digest(String path, MessageDigest sha256, byte[] buffer, Context ctx) {
        sha256.reset();
        try (InputStream in = opener.open(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                ctx.throwIfDone();
                sha256.update(buffer, 0, n);
                screen.progress().read(n);
            }
            return new Outcome.Sum(HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException e) {
            return new Outcome.Failure(Console.reason(e));
        }
    }

    private boolean collect(Context ctx) throws IOException, InterruptedException {
        boolean all = true;
        for (Job job = next(ordered, ctx); job != null; job = next(ordered, ctx)) {
            switch (next(job.outcome(), ctx)) {
                case Outcome.Sum sum -> screen.sum(sum.hex(), job.path());
                case Outcome.Failure failure -> {
                    screen.failure(job.path(), failure.reason());
                    all = false;
                }
                case null -> throw new IllegalStateException("the channel of an outcome is never closed");
            }
            if (failFast && !all) {
                break;
            }
        }
        return all;
    }

    /** Receives a value, and draws the progress bar while it waits; null if the channel is closed and drained. */
    private <T> @Nullable T next(ReceiveChan<T> chan, Context ctx) throws InterruptedException {
        while (true) {
            Received<T> received = select(
                    ctx,
                    receive(chan, Received.Value::new, Received.Closed::new),
                    receive(screen.ticks(), tick -> new Received.Empty<>()));
            switch (received) {
                case Received.Value<T> some -> {
                    return some.value();
                }
                case Received.Closed<T> closed -> {
                    return null;
                }
                case Received.Empty<T> empty -> screen.drawBar();
            }
        }
    }
}
