package io.github.goloom.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A try-receive that finds nothing, on a port that is open: nanoseconds.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar TryReceiveEmpty}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TryReceiveEmpty {
    /** Whose port. */
    @Param
    public Peer peer;

    /** Unbuffered, and buffered. */
    @Param({"0", "64"})
    public int capacity;

    private Port port;

    /** Makes the port. */
    @Setup
    public void open() {
        port = peer.port(capacity);
    }

    /** One attempt. */
    @Benchmark
    public @Nullable Integer tryReceive() throws InterruptedException {
        return port.tryReceive();
    }
}
