package io.github.goloom.jmh.compare;

import io.github.goloom.jmh.Footprint;
import io.github.goloom.jmh.Growth;
import io.github.goloom.jmh.Latencies;
import io.github.goloom.jmh.Load;
import io.github.goloom.jmh.Peer;
import io.github.goloom.jmh.PipeLoads;
import io.github.goloom.jmh.PipePeer;
import io.github.goloom.jmh.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One row of one peer, in a process of its own. Prints, a line each, the nanoseconds per element of every timed run, or
 * those of every sample of a latency. For a pipeline, two further lines tell the bytes that an element has allocated, and
 * those of the live heap. The arguments are the peer, the kind of the row, the row, its elements, the
 * milliseconds to warm up and the number of timed runs. The programs in Go and Kotlin take the same ones from the row
 * on.
 */
final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
        Kind kind = Kind.valueOf(args[1]);
        int elements = Integer.parseInt(args[3]);
        Load load = switch (kind) {
            case GRID ->
                Workloads.named(args[2], Peer.valueOf(args[0]), elements).per(elements);
            case LATENCY -> Latencies.named(args[2], Peer.valueOf(args[0]), elements);
            case SCALING -> Growth.named(args[2], Peer.valueOf(args[0]), elements);
            case PIPELINES ->
                PipeLoads.named(args[2], PipePeer.valueOf(args[0]), elements).per(elements);
        };

        long warm = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[4]));
        do {
            load.run(nanos -> {});
        } while (System.nanoTime() - warm < 0);
        int runs = Integer.parseInt(args[5]);
        List<Double> taken = new ArrayList<>();
        long allocated = Footprint.allocated();
        for (int i = 0; i < runs; i++) {
            load.run(taken::add);
        }
        allocated = Footprint.allocated() - allocated;
        taken.forEach(System.out::println);
        if (kind == Kind.PIPELINES) {
            System.out.println("allocated " + allocated / ((double) runs * elements));
            System.out.println("live " + Footprint.peak(load));
        }
    }
}
