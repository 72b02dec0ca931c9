package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many goroutines on one channel: every value arrives, and arrives once. */
class ChanStressTest {
    /** CHAN-009, CHAN-033: four who send 1,000 values each, four who receive, at every capacity from 0 to 199. */
    @Test
    void fourSendersFourReceivers_everyCapacity_deliverEachValueOnce() throws Exception {
        for (int capacity = 0; capacity < 200; capacity++) {
            deliverEachOnce(capacity, 4, 1000);
        }
    }

    /** CHAN-009, CHAN-033: the same with many more goroutines than carriers. */
    @Capacities
    void hundredSendersHundredReceivers_deliverEachValueOnce(int capacity) throws Exception {
        deliverEachOnce(capacity, 100, 1000);
    }

    /** CHAN-033, RNG-006: 23 workers pass 271,828 items on, and none is lost or doubled. */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // the yield only mixes the workers up
    void workers_manyItems_passEachOnOnce() throws Exception {
        int workers = 23;
        int items = 271_828;
        int[] primes = {2, 3, 7, 11, 13, 17, 19, 23, 27, 31};
        Chan<Integer> queue = Chan.buffered(workers * 3);
        Chan<Integer> results = Chan.buffered(workers * 3);
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int w = 0; w < workers; w++) {
            int prime = primes[w % primes.length];
            all.add(Goroutine.go(() -> {
                for (int value : queue) {
                    if (value == prime) {
                        Thread.yield();
                    }
                    results.send(value);
                }
            }));
        }
        Goroutine<Long> feeder = Goroutine.call(() -> feed(queue, items, primes));
        Goroutine<Void> closer = Goroutine.go(() -> {
            for (Goroutine<Void> each : all) {
                each.result();
            }
            results.close();
        });
        int count = 0;
        long sum = 0;
        for (int value : results) {
            count++;
            sum += value;
        }
        closer.result();
        assertThat(count).isEqualTo(items);
        assertThat(sum).isEqualTo(feeder.result());
    }

    /** CHAN-009, CHAN-033: the same with every form of send and receive mixed, those that give up included. */
    @Capacities
    void everyForm_mixed_deliverEachValueOnce(int capacity) throws Exception {
        int goroutines = 8;
        int each = 5000;
        Chan<Integer> chan = Chan.buffered(capacity);
        AtomicIntegerArray seen = new AtomicIntegerArray(goroutines * each);
        List<Goroutine<Void>> senders = new ArrayList<>();
        List<Goroutine<Void>> receivers = new ArrayList<>();
        for (int g = 0; g < goroutines; g++) {
            int first = g * each;
            senders.add(start(g, () -> {
                for (int value = first; value < first + each; value++) {
                    while (!sendSomehow(chan, value)) {}
                }
            }));
            receivers.add(start(g, () -> {
                while (receiveSomehow(chan, seen)) {}
            }));
        }
        for (Goroutine<Void> sender : senders) {
            sender.result();
        }
        chan.close();
        for (Goroutine<Void> receiver : receivers) {
            receiver.result();
        }
        assertEachOnce(seen);
    }

    /** CHAN-033: interrupts that race with hand-offs neither lose nor double a value. */
    @Capacities
    void receivers_interruptedAllTheTime_loseNothing(int capacity) throws Exception {
        int items = 20_000;
        Chan<Integer> chan = Chan.buffered(capacity);
        AtomicIntegerArray seen = new AtomicIntegerArray(items);
        AtomicLong interrupts = new AtomicLong();
        List<Goroutine<Void>> receivers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            receivers.add(Goroutine.go(() -> receiveThroughInterrupts(chan, seen, interrupts)));
        }
        for (int value = 0; value < items; value++) {
            receivers.get(value % 4).interrupt();
            chan.send(value);
        }
        chan.close();
        for (Goroutine<Void> each : receivers) {
            each.result();
        }
        assertEachOnce(seen);
        assertThat(interrupts).hasPositiveValue();
    }

    private static void receiveThroughInterrupts(Chan<Integer> chan, AtomicIntegerArray seen, AtomicLong interrupts) {
        while (true) {
            try {
                Integer value = chan.receive();
                if (value == null) {
                    return;
                }
                seen.incrementAndGet(value);
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    private static void deliverEachOnce(int capacity, int goroutines, int values) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        AtomicIntegerArray seen = new AtomicIntegerArray(goroutines * values);
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int g = 0; g < goroutines; g++) {
            int first = g * values;
            all.add(Goroutine.go(() -> {
                for (int i = 0; i < values; i++) {
                    chan.send(first + i);
                }
            }));
            all.add(Goroutine.go(() -> {
                for (int i = 0; i < values; i++) {
                    seen.incrementAndGet(chan.receive());
                }
            }));
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertEachOnce(seen);
        assertThat(chan.size()).isZero();
    }

    private static long feed(Chan<Integer> queue, int items, int[] primes) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < items; i++) {
            int value = i % (primes[i % primes.length] + 1);
            sum += value;
            queue.send(value);
        }
        queue.close();
        return sum;
    }

    private static boolean sendSomehow(Chan<Integer> chan, int value) throws Exception {
        switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> chan.send(value);
            case 1 -> {
                return chan.trySend(value);
            }
            case 2 -> {
                return chan.trySend(
                        value, Duration.ofNanos(ThreadLocalRandom.current().nextInt(50_000)));
            }
            default -> {
                return select(
                        send(chan, value, () -> true),
                        receive(Chan.nil(), ignored -> false),
                        Select.after(Duration.ofMillis(1), () -> false));
            }
        }
        return true;
    }

    /** {@return false at the end} */
    private static boolean receiveSomehow(Chan<Integer> chan, AtomicIntegerArray seen) throws Exception {
        Received<Integer> received = switch (ThreadLocalRandom.current().nextInt(5)) {
            case 0 -> {
                Integer value = chan.receive();
                yield value == null ? new Received.Closed<>() : new Received.Value<>(value);
            }
            case 1 -> chan.tryReceive();
            case 2 ->
                chan.tryReceive(Duration.ofNanos(ThreadLocalRandom.current().nextInt(50_000)));
            case 3 -> {
                List<Integer> batch = chan.receiveUpTo(3);
                batch.forEach(seen::incrementAndGet);
                yield batch.isEmpty() ? new Received.Closed<>() : new Received.Empty<>();
            }
            default ->
                select(
                        receive(chan, Received.Value<Integer>::new, Received.Closed<Integer>::new),
                        Select.after(Duration.ofMillis(1), Received.Empty<Integer>::new));
        };
        if (received instanceof Received.Value<Integer> it) {
            seen.incrementAndGet(it.value());
        }
        return !(received instanceof Received.Closed<Integer>);
    }

    private static Goroutine<Void> start(int number, Goroutine.Action body) {
        return number % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body);
    }

    private static void assertEachOnce(AtomicIntegerArray seen) {
        for (int value = 0; value < seen.length(); value++) {
            if (seen.get(value) != 1) {
                assertThat(seen.get(value)).as("deliveries of %d", value).isEqualTo(1);
            }
        }
    }
}
