package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a value goes from one who arrives to one who waits. */
class ChanHandOffTest {
    /** CHAN-036: a send to one who waits goes past the buffer: it is empty when the send is over. */
    @Capacities
    void send_parkedReceiver_goesPastTheBuffer(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            receivers.add(Goroutine.call(chan::receive).parkedOn(chan));
        }
        for (int i = 0; i < 20; i++) {
            chan.send(i);
            assertThat(chan.size()).isZero();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(receivers.get(i).result()).isEqualTo(i);
        }
    }

    /** CHAN-037: a receive from a full buffer takes its head and, at once, fills its tail from the first who waits. */
    @Capacities
    void receive_fullWithParkedSenders_takesTheHeadAndStaysFull(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            chan.send(i);
        }
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int value = capacity + i;
            senders.add(Goroutine.go(() -> chan.send(value)).parkedOn(chan));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(chan.receive()).isEqualTo(i);
            assertThat(chan.size()).isEqualTo(capacity);
            senders.get(i).result();
        }
        for (int i = 20; i < 20 + capacity; i++) {
            assertThat(chan.receive()).isEqualTo(i);
        }
        assertThat(chan.size()).isZero();
    }

    /** CHAN-038: a send to one who waits does not wait until that one runs, here because no carrier is free. */
    @Capacities
    void send_parkedReceiverCannotRun_returnsAtOnce(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        whileAllCarriersAreBusy(() -> {
            chan.send(1);
            assertThat(receiver.isDone()).isFalse();
            assertThat(chan.size()).isZero();
        });
        assertThat(receiver.result()).isEqualTo(1);
    }

    /** CHAN-038: a receive from one who waits does not wait until that one runs either. */
    @Capacities
    void receive_parkedSenderCannotRun_returnsAtOnce(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        while (chan.trySend(0)) {}
        Goroutine<Void> sender = Goroutine.go(() -> chan.send(1)).parkedOn(chan);
        whileAllCarriersAreBusy(() -> {
            for (int i = 0; i < capacity; i++) {
                assertThat(chan.receive()).isZero();
            }
            assertThat(chan.receive()).isEqualTo(1);
            assertThat(sender.isDone()).isFalse();
        });
        sender.result();
    }

    /** CHAN-040: a select that was served on one channel gets nothing from another, even before it runs. */
    @Capacities
    void trySend_selectServedElsewhere_isSkipped(int capacity) throws Exception {
        for (int round = 0; round < 100; round++) {
            Chan<String> one = Chan.unbuffered();
            Chan<String> other = Chan.buffered(capacity);
            Goroutine<String> selecting = Goroutine.<String>call(
                            () -> select(receive(one, a -> "one " + a), receive(other, b -> "other " + b)))
                    .parked();
            assertThat(one.trySend("a")).isTrue();
            assertThat(other.trySend("b")).isEqualTo(capacity > 0);
            assertThat(other.size()).isEqualTo(Math.min(1, capacity));
            assertThat(selecting.result()).isEqualTo("one a");
        }
    }

    /** CHAN-040: and nothing is taken from a select that was served elsewhere. */
    @Test
    void tryReceive_selectServedElsewhere_isSkipped() throws Exception {
        for (int round = 0; round < 100; round++) {
            Chan<String> one = Chan.unbuffered();
            Chan<String> other = Chan.unbuffered();
            Goroutine<String> selecting = Goroutine.<String>call(
                            () -> select(send(one, "a", () -> "one"), send(other, "b", () -> "other")))
                    .parked();
            assertThat(one.tryReceive()).isEqualTo(new Received.Value<>("a"));
            assertThat(other.tryReceive()).isEqualTo(new Received.Empty<>());
            assertThat(selecting.result()).isEqualTo("one");
        }
    }

    /** CHAN-040: a select that names a channel twice is served once for one value. */
    @Test
    void select_channelTwice_isServedOnce() throws Exception {
        for (int round = 0; round < 100; round++) {
            Chan<Integer> chan = Chan.unbuffered();
            Chan<Integer> other = Chan.unbuffered();
            Goroutine<Integer> selecting = Goroutine.<Integer>call(
                            () -> select(receive(chan, v -> v), receive(other, v -> -1), receive(chan, v -> v)))
                    .parked();
            Goroutine<Integer> next = Goroutine.call(chan::receive).parkedOn(chan);
            assertThat(chan.trySend(1)).isTrue();
            assertThat(chan.trySend(2)).isTrue();
            assertThat(chan.trySend(3)).isFalse();
            assertThat(selecting.result()).isEqualTo(1);
            assertThat(next.result()).isEqualTo(2);
        }
    }

    /** Runs the body while virtual threads spin on every carrier, so that no other virtual thread can run. */
    private static void whileAllCarriersAreBusy(Goroutine.Action body) throws Exception {
        int carriers = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        AtomicBoolean free = new AtomicBoolean();
        AtomicInteger spinning = new AtomicInteger();
        List<Goroutine<Void>> hogs = new ArrayList<>();
        try {
            for (int i = 0; i < carriers; i++) {
                hogs.add(Goroutine.go(() -> {
                    spinning.incrementAndGet();
                    while (!free.get()) {
                        Thread.onSpinWait();
                    }
                }));
            }
            Goroutine.until(() -> spinning.get() == carriers);
            body.run();
        } finally {
            free.set(true);
        }
        for (Goroutine<Void> each : hogs) {
            each.result();
        }
    }
}
