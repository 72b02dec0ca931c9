package io.github.goloom.jmh;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One cancel that ends the waits of many goroutines: milliseconds from the cancel until the last of them has its
 * exception.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar CancelWakes}. The same in Go: {@code jmh/src/main/go}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class CancelWakes {
    /** How many wait. */
    @Param("100000")
    public int goroutines;

    private CancellableContext ctx;
    private CountDownLatch waiting;

    /** Starts the goroutines and returns when all are parked. */
    @Setup(Level.Invocation)
    public void start() {
        Chan<Integer> chan = Chan.unbuffered();
        CancellableContext context = CancellableContext.childOf(Context.background());
        CountDownLatch latch = new CountDownLatch(goroutines);
        List<Thread> threads = new ArrayList<>(goroutines);
        for (int i = 0; i < goroutines; i++) {
            threads.add(Thread.startVirtualThread(() -> receive(chan, context, latch)));
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        ctx = context;
        waiting = latch;
    }

    private static void receive(Chan<Integer> chan, Context ctx, CountDownLatch latch) {
        try {
            chan.receive(ctx);
        } catch (ContextException e) {
            latch.countDown(); // whoever ends otherwise is missing, and the benchmark fails
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From the cancel to the last one. */
    @Benchmark
    public void cancel() throws InterruptedException {
        ctx.cancel();
        if (!waiting.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(waiting.getCount() + " goroutines were not woken");
        }
    }
}
