package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What size and capacity say. */
class ChanSizeTest {
    /** CHAN-043: the size is the number of values in the buffer. */
    @Capacities
    void size_sendsAndReceives_countsTheBuffer(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(chan.size()).isEqualTo(i);
            chan.send(i);
        }
        for (int i = capacity; i > 0; i--) {
            assertThat(chan.size()).isEqualTo(i);
            chan.receive();
        }
        assertThat(chan.size()).isZero();
    }

    /** CHAN-043: those who wait to send are not counted, so that an unbuffered channel always has none. */
    @Capacities
    void size_parkedSenders_areNotCounted(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        while (chan.trySend(0)) {}
        Goroutine<Void> one = Goroutine.go(() -> chan.send(1)).parkedOn(chan);
        Goroutine<Void> two = Goroutine.go(() -> chan.send(2)).parkedOn(chan);
        assertThat(chan.size()).isEqualTo(capacity);
        assertThat(chan.receiveUpTo(capacity + 2)).hasSize(capacity + 2);
        assertThat(chan.size()).isZero();
        one.result();
        two.result();
    }

    /** CHAN-044: the capacity is what it was made with, whatever happens. */
    @Capacities
    void capacity_always_isConstant(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        assertThat(chan.capacity()).isEqualTo(capacity);
        while (chan.trySend(0)) {}
        assertThat(chan.capacity()).isEqualTo(capacity);
        chan.close();
        assertThat(chan.capacity()).isEqualTo(capacity);
        while (chan.receive() != null) {}
        assertThat(chan.capacity()).isEqualTo(capacity);
    }

    /** CHAN-045: the nil channel has neither size nor capacity. */
    @Test
    void nil_sizeAndCapacity_areZero() {
        assertThat(Chan.nil().size()).isZero();
        assertThat(Chan.nil().capacity()).isZero();
    }

    /** CHAN-046: after close the size counts what is still to be received. */
    @Capacities
    void size_closed_countsTheRest(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        while (chan.trySend(0)) {}
        chan.close();
        for (int left = capacity; left > 0; left--) {
            assertThat(chan.size()).isEqualTo(left);
            chan.receive();
        }
        assertThat(chan.size()).isZero();
    }

    /** CHAN-047: asking never waits and ignores the interrupt status. */
    @Capacities
    void size_interruptedThread_answersAndKeepsTheStatus(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        Thread.currentThread().interrupt();
        assertThat(chan.size()).isZero();
        assertThat(chan.capacity()).isEqualTo(capacity);
        assertThat(chan.isClosed()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        chan.send(1);
        assertThat(receiver.result()).isEqualTo(1);
    }

    /** CHAN-037, CHAN-047: while senders wait, an observer sees a full buffer, never one that lacks a value. */
    @Test
    void size_handOffsFromParkedSenders_isAlwaysTheCapacity() throws Exception {
        Chan<Integer> chan = Chan.buffered(4);
        int n = 2000;
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int i = 0; i < n + 4; i++) {
            senders.add(Goroutine.go(() -> chan.send(1)));
        }
        Goroutine.until(() -> chan.size() == 4
                && senders.stream().filter(each -> !each.isDone()).allMatch(ChanSizeTest::isParked));
        Set<Integer> seen = observedWhile(chan, () -> {
            for (int i = 0; i < n; i++) {
                chan.receive();
            }
        });
        assertThat(seen).containsExactly(4);
        for (Goroutine<Void> each : senders) {
            each.result();
        }
    }

    /** CHAN-036, CHAN-047: while receivers wait, an observer sees an empty buffer, never a value on its way. */
    @Test
    void size_handOffsToParkedReceivers_isAlwaysZero() throws Exception {
        Chan<Integer> chan = Chan.buffered(4);
        int n = 2000;
        List<Goroutine<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            receivers.add(Goroutine.call(chan::receive));
        }
        Goroutine.until(() -> receivers.stream().allMatch(ChanSizeTest::isParked));
        Set<Integer> seen = observedWhile(chan, () -> {
            for (int i = 0; i < n; i++) {
                chan.send(1);
            }
        });
        assertThat(seen).containsExactly(0);
        for (Goroutine<Integer> each : receivers) {
            each.result();
        }
    }

    private static boolean isParked(Goroutine<?> goroutine) {
        return goroutine.thread().getState() == Thread.State.WAITING;
    }

    /** All sizes that a platform thread saw while the body ran. */
    private static Set<Integer> observedWhile(Chan<?> chan, Goroutine.Action body) throws Exception {
        Set<Integer> seen = new TreeSet<>();
        AtomicBoolean started = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        Goroutine<Void> observer = Goroutine.platform(() -> {
            while (!over.get()) {
                seen.add(chan.size());
                started.set(true);
            }
        });
        Goroutine.until(started::get);
        body.run();
        over.set(true);
        observer.result();
        return seen;
    }
}
