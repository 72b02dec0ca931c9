package io.github.goloom.jmh;

import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.WaitGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A group of 100,000 tasks that do nothing, until all have ended: milliseconds for the whole.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Groups}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class Groups {
    private static final int TASKS = 100_000;

    /** Our group that counts. */
    @Benchmark
    public void waitGroup() throws InterruptedException {
        WaitGroup group = new WaitGroup();
        for (int i = 0; i < TASKS; i++) {
            group.go(() -> {});
        }
        group.await();
    }

    /** Our group that knows failures. */
    @Benchmark
    public void errGroup() throws InterruptedException, ExecutionException {
        try (ErrGroup group = new ErrGroup()) {
            for (int i = 0; i < TASKS; i++) {
                group.go(() -> {});
            }
            group.await();
        }
    }

    /** The JDK's executor, and a latch. */
    @Benchmark
    public void executorAndLatch() throws InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch latch = new CountDownLatch(TASKS);
            for (int i = 0; i < TASKS; i++) {
                executor.execute(latch::countDown);
            }
            latch.await();
        }
    }
}
