package io.github.goloom.jmh;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** What one operation costs while the number of channels, waiters, timers or cases of a select grows. */
public final class Growth {
    private static final Duration FAR = Duration.ofHours(1);

    private Growth() {}

    /**
     * Returns the load of a row.
     *
     * @param row {@code channels_N}, {@code waiters_N}, {@code timers_N} or {@code cases_N}
     * @param n how many operations a run does, at least once for each channel, waiter or timer
     */
    public static Load named(String row, Peer peer, int n) {
        String[] words = row.split("_", -1);
        int size = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "channels" -> channels(peer.ports(size, 1), Math.max(n, size));
            case "waiters" -> nanos -> waiters(peer, size, Math.max(1, n / size), nanos);
            case "timers" -> nanos -> timers(peer, size, Math.max(1, n / size), nanos);
            case "cases" -> cases(peer, size, n);
            default -> throw new IllegalArgumentException("no row " + row);
        };
    }

    /** One thread sends to and receives from a buffered port after the other, in turn. */
    private static Load channels(Port[] ports, int n) {
        Load.Work work = () -> Crew.run(crew -> {
            int at = 0;
            for (int i = 0; i < n; i++) {
                ports[at].send(42);
                ports[at].receive();
                at = at + 1 == ports.length ? 0 : at + 1;
            }
        });
        return work.per(n);
    }

    /** Threads wait on one port, which is then closed: from the close until all have ended. */
    private static void waiters(Peer peer, int size, int times, DoubleConsumer nanos) throws InterruptedException {
        long[] taken = new long[1];
        for (int i = 0; i < times; i++) {
            Port port = peer.port(0);
            Crew.run(crew -> {
                List<Thread> threads = crew.each(size, index -> port.receive());
                Crew.awaitParked(threads);
                long start = System.nanoTime();
                port.done(size);
                for (Thread thread : threads) {
                    thread.join();
                }
                taken[0] += System.nanoTime() - start;
            });
        }
        nanos.accept(taken[0] / ((double) times * size));
    }

    /** Timers are set until so many are pending, and then all are cancelled; per timer. */
    private static void timers(Peer peer, int size, int times, DoubleConsumer nanos) throws InterruptedException {
        Alarms alarms = peer.alarms();
        BooleanSupplier[] cancels = new BooleanSupplier[size];
        Load.Work work = () -> {
            for (int i = 0; i < times; i++) {
                for (int at = 0; at < size; at++) {
                    cancels[at] = alarms.set(FAR, () -> {});
                }
                for (BooleanSupplier cancel : cancels) {
                    if (!cancel.getAsBoolean()) {
                        throw new IllegalStateException("a timer of an hour has run");
                    }
                }
            }
        };
        work.per(times * size).run(nanos);
        alarms.close();
    }

    /** One thread sends to one of the buffered ports of a select, and then selects. */
    private static Load cases(Peer peer, int size, int n) {
        Port[] ports = peer.ports(size, 1);
        Port.Choice choice = peer.choice(ports);
        Load.Work work = () -> Crew.run(crew -> {
            for (int i = 0; i < n; i++) {
                ports[(int) (i * 37L % size)].send(42);
                choice.receive();
            }
        });
        return work.per(n);
    }
}
