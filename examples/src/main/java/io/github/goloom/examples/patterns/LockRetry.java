package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A lock is tried for some time, and tried again after pauses that double; a context bounds the whole. In a pause one
 * can do what helps, such as giving back what others wait for. Where there is nothing to do in between, {@code
 * lock(ctx)} is better: it is one line, and it keeps its place in the queue.
 */
@Command(name = "lock-retry", description = "A lock that is tried again, with a time for each try and for the whole.")
final class LockRetry implements Example {
    @Option(names = "--held", paramLabel = "MILLIS", description = "How long others have the lock; 300 if not given.")
    private int held = 300;

    @Option(names = "--try", paramLabel = "MILLIS", description = "How long each try takes; 60 if not given.")
    private int attempt = 60;

    @Option(names = "--deadline", paramLabel = "MILLIS", description = "When the hasty gives up; 200 if not given.")
    private int deadline = 200;

    /** What is done with a lock before a deadline. */
    @FunctionalInterface
    private interface Locking {
        void lock(Mutex mutex, Context ctx) throws InterruptedException;
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new LockRetry(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        for (int each : new int[] {held, attempt, deadline}) {
            unless(each >= 1 && each <= 10_000, "times must be from 1 to 10000 ms, not " + each);
        }
        Duration patient = Duration.ofMillis(10L * held);
        Duration hasty = Duration.ofMillis(deadline);
        lock("patient", patient, (mutex, ctx) -> lockWithRetries(mutex, ctx, out), out);
        lock("hasty", hasty, (mutex, ctx) -> lockWithRetries(mutex, ctx, out), out);
        lock("in line", patient, Mutex::lock, out);
    }

    private void lock(String who, Duration timeout, Locking locking, PrintStream out) throws Exception {
        Mutex mutex = new Mutex("shared");
        mutex.lock();
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "locks")) {
            group.go("holder", () -> {
                Go.sleep(Duration.ofMillis(held));
                mutex.unlock();
            });
            group.go(who, () -> {
                try (CancellableContext ctx = group.context().withTimeout(timeout)) {
                    locking.lock(mutex, ctx);
                    out.println(who + ": locked");
                    mutex.unlock();
                } catch (DeadlineExceededException e) {
                    out.println(who + ": gives up");
                }
            });
            group.await();
        }
    }

    private void lockWithRetries(Mutex mutex, Context ctx, PrintStream out) throws InterruptedException {
        Duration pause = Duration.ofMillis(attempt).dividedBy(2);
        while (!mutex.tryLock(Duration.ofMillis(attempt))) {
            out.println("    not within " + attempt + " ms; next try in " + pause.toMillis() + " ms");
            Go.sleep(pause, ctx);
            pause = pause.multipliedBy(2);
        }
    }
}
