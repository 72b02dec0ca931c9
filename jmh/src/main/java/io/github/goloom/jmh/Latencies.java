package io.github.goloom.jmh;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleConsumer;

/**
 * How late something comes in a program that does nothing else: one sample, in nanoseconds, for each time that it
 * comes.
 */
public final class Latencies {
    /** Between two hand-offs all threads wait for so long. */
    private static final Duration PAUSE = Duration.ofNanos(500_000);

    private Latencies() {}

    /**
     * Returns the load that takes the samples of a row.
     *
     * @param row {@code handoff}, {@code select_N}, {@code timer_Nms}, {@code close_N} or {@code close_N_total}
     * @param samples how many are taken by a run; a close gives one for each waiter, or one for all
     */
    public static Load named(String row, Peer peer, int samples) {
        String[] words = row.split("(?:ms)?_|ms", -1);
        return switch (words[0]) {
            case "handoff" -> nanos -> handoffs(1, peer, samples, nanos);
            case "select" -> nanos -> handoffs(Integer.parseInt(words[1]), peer, samples, nanos);
            case "timer" -> nanos -> timers(Duration.ofMillis(Integer.parseInt(words[1])), peer, samples, nanos);
            case "close" -> nanos -> closes(Integer.parseInt(words[1]), peer, row.endsWith("_total"), nanos);
            default -> throw new IllegalArgumentException("no row " + row);
        };
    }

    /** From before a send until after the receive that it serves, on one of several unbuffered ports. */
    private static void handoffs(int count, Peer peer, int samples, DoubleConsumer nanos) throws InterruptedException {
        Port[] ports = peer.ports(count, 0);
        Port.Choice choice = count == 1 ? ports[0]::receive : peer.choice(ports);
        long[] sent = new long[samples];
        Crew.run(crew -> {
            crew.go(() -> {
                for (int i = 0; i < samples; i++) {
                    choice.receive();
                    nanos.accept(System.nanoTime() - sent[i]);
                }
            });
            for (int i = 0; i < samples; i++) {
                Thread.sleep(PAUSE);
                sent[i] = System.nanoTime();
                ports[i * 37 % count].send(42);
            }
        });
    }

    /** From when a timer is due until its function runs. One timer at a time. */
    private static void timers(Duration delay, Peer peer, int samples, DoubleConsumer nanos)
            throws InterruptedException {
        Alarms alarms = peer.alarms();
        BlockingQueue<Long> ran = new ArrayBlockingQueue<>(1);
        Crew.run(crew -> {
            for (int i = 0; i < samples; i++) {
                long due = System.nanoTime() + delay.toNanos();
                alarms.set(delay, () -> ran.add(System.nanoTime()));
                nanos.accept(ran.take() - due);
            }
        });
        alarms.close();
    }

    /** From before the close until after each wait that it ends, or until after the last of them. */
    private static void closes(int waiters, Peer peer, boolean total, DoubleConsumer nanos)
            throws InterruptedException {
        Port port = peer.port(0);
        CountDownLatch latch = new CountDownLatch(1);
        boolean latched = peer == Peer.JDK;
        long[] woken = new long[waiters];
        Crew.run(crew -> {
            List<Thread> threads = crew.each(waiters, i -> {
                if (latched) {
                    latch.await();
                } else {
                    port.receive();
                }
                woken[i] = System.nanoTime();
            });
            Crew.awaitParked(threads);
            long start = System.nanoTime();
            if (latched) {
                latch.countDown();
            } else {
                port.done(waiters);
            }
            long last = start;
            for (int i = 0; i < waiters; i++) {
                threads.get(i).join();
                last = Math.max(last, woken[i]);
                if (!total) {
                    nanos.accept(woken[i] - start);
                }
            }
            if (total) {
                nanos.accept(last - start);
            }
        });
    }
}
