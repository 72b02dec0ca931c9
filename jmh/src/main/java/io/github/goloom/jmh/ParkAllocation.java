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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a wait allocates: {@code gc.alloc.rate.norm} is bytes per wait. The ping-pong on one carrier, where each of the
 * two threads has to give way once in a round trip, as the other cannot run before: a spin never pays. Every peer's
 * figure contains the task that the JDK's scheduler allocates for an unpark.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar ParkAllocation -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsPrepend = {"-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ParkAllocation {
    private static final int WAITS = 2 * Grid.N;

    /** Whose ports. */
    @Param
    public Peer peer;

    /** Two waits are one round trip. */
    @Benchmark
    @OperationsPerInvocation(WAITS)
    public void pingpong() throws InterruptedException {
        Workloads.pingpong(peer, Grid.N);
    }
}
