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
 * One thread sends and receives in turn on a capacity of 64: nanoseconds per pair, and bytes per pair.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Uncontended -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Uncontended {
    /** Whose port. */
    @Param
    public Peer peer;

    private final Integer value = 42;
    private Port port;

    /** Makes the port. */
    @Setup
    public void open() {
        port = peer.port(64);
    }

    /** A send that finds room, and a receive that finds a value. */
    @Benchmark
    public @Nullable Integer sendReceive() throws InterruptedException {
        port.send(value);
        return port.receive();
    }
}
