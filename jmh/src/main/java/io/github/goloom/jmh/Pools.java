package io.github.goloom.jmh;

import io.github.goloom.sync.Pool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A buffer from a pool and back, against a new one: nanoseconds for each.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Pools -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(2)
public class Pools {
    /** How large the buffers are. */
    @Param({"1024", "65536"})
    public int bytes;

    private final Pool<byte[]> pool = new Pool<>(() -> new byte[bytes]);

    /** Takes one out of the pool, writes to it, and puts it back. */
    @Benchmark
    public byte pooled() {
        byte[] buffer = pool.get();
        buffer[0]++;
        byte written = buffer[0];
        pool.put(buffer);
        return written;
    }

    /** Makes one and writes to it. */
    @Benchmark
    public byte[] allocated() {
        byte[] buffer = new byte[bytes];
        buffer[0]++;
        return buffer;
    }
}
