package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Kinds;
import io.github.goloom.testing.Kinds.Kind;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All values at one instant. */
class DrainTest {
    /** The buffer comes first, then the waiting senders in their order, and they go on. */
    @Capacities
    void drain_bufferAndWaitingSenders_takesAllInOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Void>> senders = fill(chan, capacity + 40);

        assertThat(chan.drain()).isEqualTo(numbers(capacity + 40));

        for (Goroutine<Void> each : senders) {
            each.result();
        }
        assertThat(chan.size()).isZero();
        assertThat(chan.drain()).isEmpty();
    }

    /** With nothing there it returns at once, open, closed, or nil. */
    @Capacities
    void drain_nothingThere_isEmpty(int capacity) {
        Chan<Integer> chan = Chan.buffered(capacity);
        assertThat(chan.drain()).isEmpty();
        chan.close();
        assertThat(chan.drain()).isEmpty();
        assertThat(Chan.nil().drain()).isEmpty();
    }

    /** It leaves no trace while receivers wait. */
    @Capacities
    void drain_receiverWaits_takesNothing(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        assertThat(chan.drain()).isEmpty();
        chan.send(1);
        assertThat(receiver.result()).isEqualTo(1);
    }

    /** What is left after a close comes out, and then the end. */
    @Kinds
    void drain_closed_takesTheRest(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        for (int i = 0; i < kind.many(); i++) {
            chan.send(i);
        }
        int size = chan.size();
        chan.close();
        assertThat(chan.drain()).hasSize(size);
        assertThat(chan.receive()).isNull();
    }

    /** The interrupted status changes nothing and stays. */
    @Capacities
    void drain_interruptedThread_takesAllAndKeepsTheStatus(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + 1);
        Thread.currentThread().interrupt();
        List<Integer> drained = chan.drain();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(drained).isEqualTo(numbers(capacity + 1));
    }

    /** The list cannot be changed. */
    @Test
    void drain_anyLength_isUnmodifiable() throws Exception {
        Chan<Integer> chan = Chan.unbounded();
        assertThatThrownBy(() -> chan.drain().add(1)).isInstanceOf(UnsupportedOperationException.class);
        chan.send(1);
        List<Integer> drained = chan.drain();
        assertThatThrownBy(() -> drained.add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** A timer's value is drained as any other; one that is not due is not there. */
    @Test
    void drain_timer_takesADueValue() {
        assertThat(ChanTimer.after(Duration.ofDays(1)).drain()).isEmpty();
        ReceiveChan<?> due = ChanTimer.after(Duration.ZERO);
        Goroutine.until(() -> !due.drain().isEmpty());
        assertThat(due.drain()).isEmpty();
    }

    /** One instant: the sender sends only into an empty channel, so that two values are never there at once. */
    @Test
    void drain_valueThatFollowsTheRemoval_isNotInTheList() throws Exception {
        Chan<Integer> chan = Chan.unbounded();
        int rounds = 1_000;
        Goroutine<Void> sender = Goroutine.platform(() -> {
            for (int i = 0; i < rounds; i++) {
                awaitSize(chan, 0);
                chan.send(i);
            }
        });
        for (int next = 0; next < rounds; next++) {
            awaitSize(chan, 1);
            assertThat(chan.drain()).containsExactly(next);
        }
        sender.result();
    }

    /** Drains beside a sender that never waits end, and take each value once. */
    @Test
    void drain_whileTheChannelGrows_takesEachOnce() throws Exception {
        Chan<String> chan = Chan.unbounded();
        AtomicBoolean over = new AtomicBoolean();
        int most = 2_000_000; // as much as the memory has room for
        Goroutine<Integer> sender = Goroutine.call(() -> {
            int sent = 0;
            for (; sent < most && !over.get(); sent++) {
                chan.send("value");
            }
            return sent;
        });
        int received = 0;
        for (int i = 0; i < 200; i++) {
            received += chan.drain().size();
        }
        over.set(true);
        int sent = sender.result();
        received += chan.drain().size();
        assertThat(received).isEqualTo(sent);
        assertThat(chan.size()).isZero();
    }

    private static void awaitSize(Chan<Integer> chan, int size) {
        while (chan.size() != size) {
            Thread.onSpinWait();
        }
    }

    /** Sends 0, 1, 2 and so on: as many as fit in the buffer, the others from goroutines that wait, in order. */
    private static List<Goroutine<Void>> fill(Chan<Integer> chan, int n) throws Exception {
        List<Goroutine<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int value = i;
            if (i < chan.capacity()) {
                chan.send(i);
            } else {
                waiting.add(Goroutine.go(() -> chan.send(value)).parkedOn(chan));
            }
        }
        return waiting;
    }

    private static List<Integer> numbers(int n) {
        return IntStream.range(0, n).boxed().toList();
    }
}
