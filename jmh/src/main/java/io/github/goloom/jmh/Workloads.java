package io.github.goloom.jmh;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The workloads of the grid. The benchmarks and the comparison with other languages run the same ones. */
public final class Workloads {
    private static final int PRIMES = 1_000;
    private static final int LAST_PRIME = 7_919;

    private Workloads() {}

    /**
     * Returns the workload of a row of the grid.
     *
     * @param row a name such as {@code mpmc_4x4_64}: the kind of the workload and its sizes
     * @param n how many elements a run moves, round trips it makes or hops it does
     */
    public static Load.Work named(String row, Peer peer, int n) {
        String[] words = row.split("[x_]", -1);
        return switch (words[0]) {
            case "spsc" -> () -> move(peer, 1, 1, size(words, 1), n);
            case "mpmc" -> () -> move(peer, size(words, 1), size(words, 2), size(words, 3), n);
            case "pingpong" -> () -> pingpong(peer, n);
            case "select4" -> () -> select4(peer, size(words, 1), n);
            case "chain" -> () -> chain(peer, size(words, 1), n);
            case "uncontended" -> () -> sendReceive(peer.port(size(words, 1)), n);
            case "select" -> () -> tryReceive(peer.port(0), n);
            case "sieve" -> () -> sieve(peer);
            default -> throw new IllegalArgumentException("no row " + row);
        };
    }

    private static int size(String[] words, int index) {
        return Integer.parseInt(words[index]);
    }

    /** Producers and consumers of one port. */
    static void move(Peer peer, int producers, int consumers, int capacity, int n) throws InterruptedException {
        Port port = peer.port(capacity);
        AtomicInteger received = new AtomicInteger();
        Crew.run(crew -> {
            crew.go(consumers, () -> received.addAndGet(drain(port)));
            List<Thread> sending = crew.go(producers, () -> send(port, n / producers));
            for (Thread producer : sending) {
                producer.join();
            }
            port.done(consumers);
        });
        expect(n, received.get());
    }

    /** Two threads and one value that goes back and forth on two unbuffered ports. */
    static void pingpong(Peer peer, int n) throws InterruptedException {
        Port ping = peer.port(0);
        Port pong = peer.port(0);
        Crew.run(crew -> {
            crew.go(() -> relay(ping, pong));
            Integer value = 42;
            for (int i = 0; i < n; i++) {
                ping.send(value);
                value = pong.receive();
            }
            ping.done(1);
            expect(0, drain(pong));
        });
    }

    /** Four producers, each with a port of its own, and one consumer that selects over them. */
    static void select4(Peer peer, int capacity, int n) throws InterruptedException {
        Port[] ports = peer.ports(4, capacity);
        Port.Choice choice = peer.choice(ports);
        Crew.run(crew -> {
            for (Port port : ports) {
                crew.go(() -> send(port, n / ports.length));
            }
            for (int i = 0; i < n; i++) {
                choice.receive();
            }
        });
    }

    /** A row of threads, each of which hands on what it gets; {@code n} counts the hops. */
    static void chain(Peer peer, int relays, int n) throws InterruptedException {
        Port[] ports = peer.ports(relays + 1, 0);
        Crew.run(crew -> {
            for (int i = 0; i < relays; i++) {
                Port from = ports[i];
                Port to = ports[i + 1];
                crew.go(() -> relay(from, to));
            }
            crew.go(() -> {
                send(ports[0], n / relays);
                ports[0].done(1);
            });
            expect(n / relays, drain(ports[relays]));
        });
    }

    /** The prime sieve, with a thread and an unbuffered port for each prime. The numbers end with the 1,000th one. */
    static void sieve(Peer peer) throws InterruptedException {
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
            expect(PRIMES, found);
        });
    }

    private static void sendReceive(Port port, int n) throws InterruptedException {
        Integer value = 1;
        Crew.run(crew -> {
            int received = 0;
            for (int i = 0; i < n; i++) {
                port.send(value);
                received += port.receive() == null ? 0 : 1;
            }
            expect(n, received);
        });
    }

    private static void tryReceive(Port port, int n) throws InterruptedException {
        Crew.run(crew -> {
            int found = 0;
            for (int i = 0; i < n; i++) {
                found += port.tryReceive() == null ? 0 : 1;
            }
            expect(0, found);
        });
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

    private static void generate(Port to) throws InterruptedException {
        for (int i = 2; i <= LAST_PRIME; i++) {
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

    private static void expect(int expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException("received " + actual + " values of " + expected);
        }
    }
}
