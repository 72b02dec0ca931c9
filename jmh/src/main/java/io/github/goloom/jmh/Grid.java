package io.github.goloom.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Virtual threads that pass elements on: nanoseconds per element, from the start of the first thread to the end of the last.
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

    private static final int RELAYS = 1_000;

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

    /** One producer, one consumer. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void spsc(Measured by, Pair pair) throws InterruptedException {
        move(by.peer.port(pair.capacity), 1, 1);
    }

    /** Many producers, many consumers. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void mpmc(Measured by, Crowd crowd) throws InterruptedException {
        String[] numbers = crowd.shape.split("[x_]", -1);
        Port port = by.peer.port(Integer.parseInt(numbers[2]));
        move(port, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** Two threads and one value that goes back and forth; per round trip. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void pingpong(Measured by) throws InterruptedException {
        pingpong(by.peer);
    }

    /** Four producers, each with a port of its own, and one consumer that selects over them. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void select4(Selecting by) throws InterruptedException {
        Port[] ports = by.peer.ports(4, by.capacity);
        Port.Choice choice = by.peer.choice(ports);
        Crew.run(crew -> {
            for (Port port : ports) {
                crew.go(() -> send(port, N / ports.length));
            }
            for (int i = 0; i < N; i++) {
                choice.receive();
            }
        });
    }

    /** A row of 1,000 threads that hand on what they get; per hop. */
    @Benchmark
    @OperationsPerInvocation(N)
    public void chain(Measured by) throws InterruptedException {
        Port[] ports = by.peer.ports(RELAYS + 1, 0);
        Crew.run(crew -> {
            for (int i = 0; i < RELAYS; i++) {
                Port from = ports[i];
                Port to = ports[i + 1];
                crew.go(() -> relay(from, to));
            }
            crew.go(() -> {
                send(ports[0], N / RELAYS);
                ports[0].done(1);
            });
            expect(N / RELAYS, drain(ports[RELAYS]));
        });
    }

    /** One run of the ping-pong: {@link #N} round trips on two unbuffered ports. */
    static void pingpong(Peer peer) throws InterruptedException {
        Port ping = peer.port(0);
        Port pong = peer.port(0);
        Crew.run(crew -> {
            crew.go(() -> relay(ping, pong));
            Integer value = 42;
            for (int i = 0; i < N; i++) {
                ping.send(value);
                value = pong.receive();
            }
            ping.done(1);
            expect(0, drain(pong));
        });
    }

    private static void move(Port port, int producers, int consumers) throws InterruptedException {
        AtomicInteger received = new AtomicInteger();
        Crew.run(crew -> {
            crew.go(consumers, () -> received.addAndGet(drain(port)));
            List<Thread> sending = crew.go(producers, () -> send(port, N / producers));
            for (Thread producer : sending) {
                producer.join();
            }
            port.done(consumers);
        });
        expect(N, received.get());
    }

    private static void send(Port port, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            port.send(i & 127); // boxed by the cache
        }
    }

    private static void relay(Port from, Port to) throws InterruptedException {
        for (Integer value = from.receive(); value != null; value = from.receive()) {
            to.send(value);
        }
        to.done(1);
    }

    private static int drain(Port port) throws InterruptedException {
        int count = 0;
        while (port.receive() != null) {
            count++;
        }
        return count;
    }

    private static void expect(int expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException("received " + actual + " values of " + expected);
        }
    }
}
