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
    private static final int PRIMES = 1_000;
    private static final int LAST = 7_919;

    /** Whose ports. */
    @Param
    public Peer peer;

    /** From the first thread started to the last one ended. */
    @Benchmark
    public void primes() throws InterruptedException {
        Crew.run(crew -> {
            Port first = peer.port(0);
            crew.go(() -> generate(first));
            Port port = first;
            int found = 0;
            for (Integer prime = port.receive(); prime != null; prime = port.receive()) {
                found++;
                Port from = port;
                Port to = peer.port(0);
                int divisor = prime;
                crew.go(() -> filter(from, to, divisor));
                port = to;
            }
            if (found != PRIMES) {
                throw new IllegalStateException("found " + found + " primes");
            }
        });
    }

    private static void generate(Port to) throws InterruptedException {
        for (int i = 2; i <= LAST; i++) {
            to.send(i);
        }
        to.done(1);
    }

    private static void filter(Port from, Port to, int divisor) throws InterruptedException {
        for (Integer value = from.receive(); value != null; value = from.receive()) {
            if (value % divisor != 0) {
                to.send(value);
            }
        }
        to.done(1);
    }
}
