package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When a send and a receive wait, and what ends their wait. */
class ChanBlockingTest {
    /** CHAN-012: a send on an unbuffered channel waits for a receiver. */
    @Test
    void send_unbufferedAlone_waitsForAReceiver() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        Goroutine<Void> sender = Goroutine.go(() -> chan.send("a")).parkedOn(chan);
        assertThat(chan.receive()).isEqualTo("a");
        sender.result();
    }

    /** CHAN-012: a receive from an unbuffered channel waits for a sender. */
    @Test
    void receive_unbufferedAlone_waitsForASender() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        Goroutine<String> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        chan.send("a");
        assertThat(receiver.result()).isEqualTo("a");
    }

    /** CHAN-012: platform threads wait for each other in the same way. */
    @Capacities
    void platformThreads_sendAndReceive_meet(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Integer> received = new ArrayList<>();
        Goroutine<Void> receiver =
                Goroutine.platform(() -> chan.receiveEach(received::add)).parkedOn(chan);
        Goroutine<Void> sender = Goroutine.platform(() -> {
            for (int i = 0; i < 1000; i++) {
                chan.send(i);
            }
            chan.close();
        });
        sender.result();
        receiver.result();
        assertThat(received).hasSize(1000).isSorted();
    }

    /** CHAN-012, CHAN-013: a receive waits iff there is nothing, for every capacity from 0 to 199. */
    @Test
    void receive_everyCapacity_waitsIffEmpty() throws Exception {
        for (int capacity = 0; capacity < 200; capacity++) {
            Chan<Integer> chan = Chan.buffered(capacity);
            Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
            chan.send(capacity);
            assertThat(receiver.result()).isEqualTo(capacity);
            if (capacity > 0) {
                chan.send(-1);
                assertThat(chan.receive()).isEqualTo(-1);
            }
        }
    }

    /** CHAN-012, CHAN-013: a send waits iff there is no room, for every capacity from 0 to 199. */
    @Test
    void send_everyCapacity_waitsIffFull() throws Exception {
        for (int capacity = 0; capacity < 200; capacity++) {
            Chan<Integer> chan = Chan.buffered(capacity);
            for (int i = 0; i < capacity; i++) {
                chan.send(i);
            }
            int last = capacity;
            Goroutine<Void> sender = Goroutine.go(() -> chan.send(last)).parkedOn(chan);
            for (int i = 0; i <= capacity; i++) {
                assertThat(chan.receive()).isEqualTo(i);
            }
            sender.result();
        }
    }

    /** CHAN-014: a send on the nil channel waits, whatever others do. */
    @Test
    void send_nil_waitsForEver() throws Exception {
        Chan<String> nil = Chan.nil();
        Goroutine<Void> sender = Goroutine.go(() -> nil.send("a")).parkedOn(nil);
        assertThat(nil.tryReceive()).isEqualTo(new Received.Empty<>());
        assertThat(nil.tryReceive(Duration.ofMillis(20))).isEqualTo(new Received.Empty<>());
        Goroutine.assertStillParked(sender);
        assertThat(sender.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** CHAN-015: a receive from the nil channel waits, whatever others do. */
    @Test
    void receive_nil_waitsForEver() throws Exception {
        Chan<String> nil = Chan.nil();
        Goroutine<String> receiver = Goroutine.call(nil::receive).parkedOn(nil);
        assertThat(nil.trySend("a")).isFalse();
        assertThat(nil.trySend("a", Duration.ofMillis(20))).isFalse();
        Goroutine.assertStillParked(receiver);
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** CHAN-016: the channel is evaluated before the value, and both before anything is sent. */
    @Test
    void send_operandsWithEffects_areEvaluatedInOrderBeforeTheSend() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        List<String> order = new ArrayList<>();
        noting(order, "channel", chan).send(noting(order, "value, size " + chan.size(), "a"));
        assertThat(order).containsExactly("channel", "value, size 0");
        assertThat(chan.receive()).isEqualTo("a");
    }

    /** CHAN-016: if the evaluation of the value throws, nothing is sent. */
    @Capacities
    void send_valueThrows_sendsNothing(int capacity) {
        Chan<String> chan = Chan.buffered(capacity);
        assertThatIllegalStateException().isThrownBy(() -> chan.send(failing()));
        assertThat(chan.size()).isZero();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** CHAN-017: an unpark that nobody asked for ends no wait. */
    @Capacities
    void waiting_spuriousUnparks_waitOn(int capacity) throws Exception {
        Chan<Integer> empty = Chan.buffered(capacity);
        Chan<Integer> full = Chan.buffered(capacity);
        while (full.trySend(0)) {}
        Goroutine<Integer> receiver = Goroutine.call(empty::receive).parkedOn(empty);
        Goroutine<Void> sender = Goroutine.go(() -> full.send(7)).parkedOn(full);
        for (int i = 0; i < 20; i++) {
            LockSupport.unpark(receiver.thread());
            LockSupport.unpark(sender.thread());
            Goroutine.assertStillParked(receiver, sender);
        }
        empty.send(42);
        assertThat(receiver.result()).isEqualTo(42);
        for (int i = 0; i < capacity; i++) {
            assertThat(full.receive()).isZero();
        }
        assertThat(full.receive()).isEqualTo(7);
        sender.result();
    }

    /** CHAN-017: an unpark from before the wait does not end it either. */
    @Test
    void receive_permitFromBefore_waits() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        Goroutine<String> receiver = Goroutine.call(() -> {
                    LockSupport.unpark(Thread.currentThread());
                    return chan.receive();
                })
                .parkedOn(chan);
        chan.send("a");
        assertThat(receiver.result()).isEqualTo("a");
    }

    private static <T> T noting(List<String> order, String note, T value) {
        order.add(note);
        return value;
    }

    private static String failing() {
        throw new IllegalStateException("no value");
    }
}
