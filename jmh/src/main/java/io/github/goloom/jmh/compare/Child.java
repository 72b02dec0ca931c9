package io.github.goloom.jmh.compare;

import io.github.goloom.jmh.Growth;
import io.github.goloom.jmh.Latencies;
import io.github.goloom.jmh.Load;
import io.github.goloom.jmh.Peer;
import io.github.goloom.jmh.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One row of one peer, in a process of its own. Prints, a line each, the nanoseconds per element of every timed run, or
 * those of every sample of a latency. The arguments are the peer, the kind of the row, the row, its elements, the
 * milliseconds to warm up and the number of timed runs. The programs in Go and Kotlin take the same ones from the row
 * on.
 */
final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
        Peer peer = Peer.valueOf(args[0]);
        int elements = Integer.parseInt(args[3]);
        Load load = switch (Kind.valueOf(args[1])) {
            case GRID -> Workloads.named(args[2], peer, elements).per(elements);
            case LATENCY -> Latencies.named(args[2], peer, elements);
            case SCALING -> Growth.named(args[2], peer, elements);
        };

        long warm = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[4]));
        do {
            load.run(nanos -> {});
        } while (System.nanoTime() - warm < 0);
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[5]); i++) {
            load.run(taken::add);
        }
        taken.forEach(System.out::println);
    }
}
