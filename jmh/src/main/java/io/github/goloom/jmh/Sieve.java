package io.github.goloom.jmh;

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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The prime sieve up to the 1,000th prime, a thread and an unbuffered port for each: milliseconds for the whole.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Sieve}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class Sieve {
    /** Whose ports. */
    @Param
    public Peer peer;

    /** From the first thread started to the last one ended. */
    @Benchmark
    public void primes() throws InterruptedException {
        Workloads.sieve(peer);
    }
}
