package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of the values, and of those who wait. */
class ChanOrderTest {
    private static final int WAITERS = 50;

    /** CHAN-032: from one sender to one receiver the values come in the order in which they were sent. */
    @Capacities
    void values_oneSenderOneReceiver_arriveInOrder(int capacity) throws Exception {
        int n = 100_000;
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<Void> sender = Goroutine.go(() -> {
            for (int i = 0; i < n; i++) {
                chan.send(i);
            }
            chan.close();
        });
        int expected = 0;
        for (int value : chan) {
            assertThat(value).isEqualTo(expected++);
        }
        assertThat(expected).isEqualTo(n);
        sender.result();
    }

    /** CHAN-032: a batch has the values in the same order, those in the buffer before those of waiting senders. */
    @Capacities
    void receiveUpTo_bufferAndParkedSenders_keepsTheOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Void>> senders = parkedSenders(chan);
        assertThat(chan.receiveUpTo(capacity + WAITERS)).isEqualTo(upTo(capacity + WAITERS));
        for (Goroutine<Void> each : senders) {
            each.result();
        }
    }

    /** CHAN-034: those who wait to receive are served in the order in which they came. */
    @Capacities
    void parkedReceivers_served_inTheOrderOfArrival(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Integer>> receivers = parkedReceivers(chan);
        for (int i = 0; i < WAITERS; i++) {
            chan.send(i);
        }
        for (int i = 0; i < WAITERS; i++) {
            assertThat(receivers.get(i).result()).isEqualTo(i);
        }
    }

    /** CHAN-034: those who wait to send are served in the order in which they came. */
    @Capacities
    void parkedSenders_served_inTheOrderOfArrival(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Void>> senders = parkedSenders(chan);
        for (int i = 0; i < capacity + WAITERS; i++) {
            assertThat(chan.receive()).isEqualTo(i);
        }
        for (Goroutine<Void> each : senders) {
            each.result();
        }
    }

    /** CHAN-034: who leaves the queue changes nothing in the order of the others. */
    @Capacities
    void parkedReceivers_someInterrupted_othersKeepTheirOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Integer>> receivers = parkedReceivers(chan);
        List<Goroutine<Integer>> staying = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            if (i % 3 == 1) {
                staying.add(receivers.get(i));
            } else {
                assertThat(receivers.get(i).interrupt().failure()).isInstanceOf(InterruptedException.class);
            }
        }
        for (int i = 0; i < staying.size(); i++) {
            chan.send(i);
        }
        for (int i = 0; i < staying.size(); i++) {
            assertThat(staying.get(i).result()).isEqualTo(i);
        }
    }

    /** CHAN-034: the same for those who wait to send; the value of one who left is not sent. */
    @Capacities
    void parkedSenders_someInterrupted_othersKeepTheirOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Void>> senders = parkedSenders(chan);
        List<Integer> expected = new ArrayList<>(upTo(capacity));
        for (int i = 0; i < WAITERS; i++) {
            if (i % 3 == 1) {
                expected.add(capacity + i);
            } else {
                assertThat(senders.get(i).interrupt().failure()).isInstanceOf(InterruptedException.class);
            }
        }
        List<Integer> received = new ArrayList<>();
        chan.drainTo(received, Integer.MAX_VALUE);
        assertThat(received).isEqualTo(expected);
    }

    /** CHAN-035: a value for one who waits cannot be taken by one who comes later. */
    @Capacities
    void receive_newcomer_cannotOvertakeAParkedReceiver(int capacity) throws Exception {
        for (int round = 0; round < 100; round++) {
            Chan<Integer> chan = Chan.buffered(capacity);
            Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
            assertThat(chan.trySend(round)).isTrue();
            assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
            assertThat(receiver.result()).isEqualTo(round);
        }
    }

    /** CHAN-035: the room that a receive makes cannot be taken from the sender who waits for it. */
    @Capacities
    void send_newcomer_cannotOvertakeAParkedSender(int capacity) throws Exception {
        for (int round = 0; round < 100; round++) {
            Chan<Integer> chan = Chan.buffered(capacity);
            for (int i = 0; i < capacity; i++) {
                chan.send(i);
            }
            Goroutine<Void> sender = Goroutine.go(() -> chan.send(capacity)).parkedOn(chan);
            List<Integer> received = new ArrayList<>(List.of(chan.receive()));
            assertThat(chan.trySend(-1)).isFalse();
            sender.result();
            chan.drainTo(received, Integer.MAX_VALUE);
            assertThat(received).isEqualTo(upTo(capacity + 1));
        }
    }

    /** CHAN-034: platform threads and virtual threads wait in one queue. */
    @Test
    void parkedReceivers_ofBothKinds_areServedInTheOrderOfArrival() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Integer> out = Chan.buffered(10);
        for (int i = 0; i < 10; i++) {
            int number = i;
            Goroutine.Action body = () -> {
                if (chan.receive() == number) {
                    out.send(number);
                }
            };
            (i % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body)).parkedOn(chan);
        }
        for (int i = 0; i < 10; i++) {
            chan.send(i);
            assertThat(out.receive()).isEqualTo(i);
        }
    }

    /** Fills the buffer with 0, 1, ... and parks senders with the numbers that follow, one after the other. */
    private static List<Goroutine<Void>> parkedSenders(Chan<Integer> chan) throws InterruptedException {
        for (int i = 0; i < chan.capacity(); i++) {
            chan.send(i);
        }
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            int value = chan.capacity() + i;
            senders.add(Goroutine.go(() -> chan.send(value)).parkedOn(chan));
        }
        return senders;
    }

    private static List<Goroutine<Integer>> parkedReceivers(Chan<Integer> chan) {
        List<Goroutine<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            receivers.add(Goroutine.call(chan::receive).parkedOn(chan));
        }
        return receivers;
    }

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }
}
