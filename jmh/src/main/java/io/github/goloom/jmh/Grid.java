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
 * Virtual threads that pass elements on: nanoseconds per element, from the start of the first thread to the end of the
 * last.
 *
 * <p>{@code java -jar jmh/target/benchmarks.jar Grid}, or one row: {@code … Grid.mpmc -p shape=4x4_64}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Grid {
    /** How many elements an invocation moves, round trips it makes or hops it does. */
    static final int N = 100_000;

    /** Who is measured. */
    @State(Scope.Thread)
    public static class Measured {
        /** Whose ports. */
        @Param
        public Peer peer;
    }

    /** One producer and one consumer. */
    @State(Scope.Thread)
    public static class Pair {
        /** Of the port between them. */
        @Param({"0", "1", "16", "128", "1024"})
        public int capacity;
    }

    /** Producers and consumers of one port. */
    @State(Scope.Thread)
    public static class Crowd {
        /** Producers x consumers _ capacity. */
        @Param({"4x4_0", "4x4_64", "100x100_0", "100x100_64", "1000x1000_0", "1000x1_16"})
        public String shape;
    }

    /** Those that have a select, and the capacity. */
    @State(Scope.Thread)
    public static class Selecting {
        /** Whose ports. */
        @Param({"GOLOOM", "JOX"})
        public Peer peer;

        /** Of each port. */
        @Param({"0", "64"})
        public int capacity;
    }

    /** How many relays are in a row. */
    @State(Scope.Thread)
    public static class Row {
        /** Of threads. */
        @Param({"1000", "10000"})
        public int relays;
    }

    /** One producer, one consumer. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void spsc(Measured by, Pair pair) throws InterruptedException {
        Workloads.move(by.peer, 1, 1, pair.capacity, N);
    }

    /** Many producers, many consumers. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void mpmc(Measured by, Crowd crowd) throws InterruptedException {
        Workloads.named("mpmc_" + crowd.shape, by.peer, N).run();
    }

    /** Two threads and one value that goes back and forth; per round trip. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void pingpong(Measured by) throws InterruptedException {
        Workloads.pingpong(by.peer, N);
    }

    /** Four producers, each with a port of its own, and one consumer that selects over them. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void select4(Selecting by) throws InterruptedException {
        Workloads.select4(by.peer, by.capacity, N);
    }

    /** Threads in a row that hand on what they get; per hop. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void chain(Measured by, Row row) throws InterruptedException {
        Workloads.chain(by.peer, row.relays, N);
    }
}
