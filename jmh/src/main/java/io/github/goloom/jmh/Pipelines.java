package io.github.goloom.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole pipelines: nanoseconds per element. Not every peer has every row.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Pipelines -p peer=GOLOOM -p row=ordered_8_1us -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Pipelines {
    private static final int N = 50_000;

    /** Whose pipeline. */
    @Param
    public PipePeer peer = PipePeer.GOLOOM;

    /** As in {@code jmh/compare pipelines}. */
    @Param({"three_stages", "ordered_8_1us", "ordered_1000_sleep"})
    public String row = "";

    private Load.Work load = () -> {};

    /** Calibrates the work. */
    @Setup
    public void setUp() {
        load = PipeLoads.named(row, peer, N);
    }

    /** Passes all elements through. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void run() throws InterruptedException {
        load.run();
    }
}
