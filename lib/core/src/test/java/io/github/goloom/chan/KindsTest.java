package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Kinds;
import io.github.goloom.testing.Kinds.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Channels whose sends never wait. */
class KindsTest {
    /** A full sliding buffer keeps the newest values, in their order, and counts the others. */
    @Test
    void send_fullSliding_dropsTheOldest() throws Exception {
        for (int capacity : new int[] {1, 2, 64}) {
            Chan<Integer> chan = Chan.sliding(capacity);
            sendAll(chan, 0, 200);
            assertThat(chan.drain()).isEqualTo(numbers(200 - capacity, 200));
            assertThat(chan.dropped()).isEqualTo(200 - capacity);
        }
    }

    /** A full dropping buffer keeps the first values, in their order, and counts the others. */
    @Test
    void send_fullDropping_dropsTheValue() throws Exception {
        for (int capacity : new int[] {1, 2, 64}) {
            Chan<Integer> chan = Chan.dropping(capacity);
            sendAll(chan, 0, 200);
            assertThat(chan.drain()).isEqualTo(numbers(0, capacity));
            assertThat(chan.dropped()).isEqualTo(200 - capacity);
        }
    }

    /** An unbounded channel keeps everything, in its order. */
    @Test
    void send_unbounded_keepsAll() throws Exception {
        Chan<Integer> chan = Chan.unbounded();
        for (int values : new int[] {1, 63, 64, 65, 128, 10_000}) {
            sendAll(chan, 0, values);
            assertThat(chan.size()).isEqualTo(values);
            for (int i = 0; i < values; i++) {
                assertThat(chan.receive()).isEqualTo(i);
            }
            assertThat(chan.size()).isZero();
        }
        assertThat(chan.dropped()).isZero();
    }

    /** No form of send waits or fails, however many values there are. */
    @Kinds
    void everySend_fullBuffer_completes(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        sendAll(chan, 0, kind.many());
        assertThat(chan.trySend(1)).isTrue();
        assertThat(chan.trySend(2, Duration.ZERO)).isTrue();
        assertThat(chan.trySend(3, Duration.ofDays(1))).isTrue();
        assertThat(Select.<String, RuntimeException>select(
                        Select.send(chan, 4, () -> "sent"), Select.otherwise(() -> "full")))
                .isEqualTo("sent");
        assertThat(Select.<String, RuntimeException>selectInOrder(
                        Select.receive(Chan.nil(), it -> "received"), Select.send(chan, 5, () -> "sent")))
                .isEqualTo("sent");
        assertThat(chan.size() + chan.dropped()).isEqualTo(kind.many() + 5);
    }

    /** A receiver that waits gets the value, the first first, and nothing is dropped. */
    @Kinds
    void send_receiversWait_areServedInOrder(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        List<Goroutine<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            receivers.add(Goroutine.call(chan::receive).parkedOn(chan));
        }
        sendAll(chan, 0, 80);
        for (int i = 0; i < 80; i++) {
            assertThat(receivers.get(i).result()).isEqualTo(i);
        }
        assertThat(chan.size()).isZero();
        assertThat(chan.dropped()).isZero();
    }

    /** A platform thread that waits gets the value, too. */
    @Kinds
    void send_platformThreadWaits_isServed(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        Goroutine<Void> receiver = Goroutine.platform(
                        () -> assertThat(chan.receive()).isEqualTo(1))
                .parkedOn(chan);
        chan.send(1);
        receiver.result();
    }

    /** A select that waits to receive gets the value. */
    @Kinds
    void send_selectWaits_isServed(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        Goroutine<Integer> receiver = Goroutine.<Integer>call(
                        () -> Select.select(Select.receive(chan), Select.receive(Chan.<Integer>nil())))
                .parked();
        chan.send(1);
        assertThat(receiver.result()).isEqualTo(1);
        assertThat(chan.dropped()).isZero();
    }

    /** A receiver that has given up gets nothing: the value goes into the buffer. */
    @Kinds
    void send_receiverWasInterrupted_keepsTheValue(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        Goroutine<Integer> receiver =
                Goroutine.call(chan::receive).parkedOn(chan).interrupt();
        assertThat(receiver.failure()).isInstanceOf(InterruptedException.class);
        chan.send(1);
        assertThat(chan.drain()).containsExactly(1);
    }

    /** A send looks at the interrupted status first, and then sends nothing; a trySend does not. */
    @Kinds
    void send_interruptedOnEntry_sendsNothing(Kind kind) {
        Chan<Integer> chan = kind.make();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> chan.send(1)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThat(chan.trySend(2)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(chan.drain()).containsExactly(2);
    }

    /** After close every send throws and drops nothing; the values that are there can be received, then the end. */
    @Kinds
    void close_withValues_leavesThem(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        sendAll(chan, 0, kind.many());
        int size = chan.size();
        long dropped = chan.dropped();
        chan.close();
        assertThat(chan.tryClose()).isFalse();
        assertThatThrownBy(chan::close).isInstanceOf(ChanClosedException.class);
        assertThatThrownBy(() -> chan.send(1)).isInstanceOf(ChanClosedException.class);
        assertThatThrownBy(() -> chan.trySend(1)).isInstanceOf(ChanClosedException.class);
        assertThatThrownBy(() -> Select.select(Select.send(chan, 1, () -> 1), Select.otherwise(() -> 2)))
                .isInstanceOf(ChanClosedException.class);
        assertThat(chan.dropped()).isEqualTo(dropped);
        int received = 0;
        for (Integer each : chan) {
            assertThat(each).isNotNull();
            received++;
        }
        assertThat(received).isEqualTo(size);
        assertThat(chan.receive()).isNull();
        assertThat(chan.tryReceive()).isInstanceOf(Received.Closed.class);
    }

    /** A close ends those who wait. */
    @Kinds
    void close_receiversWait_getTheEnd(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        Goroutine<Integer> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        Goroutine<List<Integer>> batch =
                Goroutine.call(() -> chan.receiveUpTo(2)).parkedOn(chan);
        chan.close();
        assertThat(receiver.result()).isNull();
        assertThat(batch.result()).isEmpty();
    }

    /** The capacity is the one given; size and dropped count what was sent. */
    @Kinds
    void size_sends_areCounted(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        assertThat(chan.capacity()).isEqualTo(kind.capacity);
        for (int sent = 1; sent <= kind.many(); sent++) {
            chan.send(sent);
            assertThat(chan.size()).isEqualTo(Math.min(sent, kind.capacity));
            assertThat(chan.dropped()).isEqualTo(Math.max(0, sent - kind.capacity));
        }
        assertThat(chan.isNil()).isFalse();
    }

    /** The other channels drop nothing. */
    @Test
    void dropped_otherChannels_isZero() {
        Chan<Integer> full = Chan.buffered(1);
        assertThat(full.trySend(1)).isTrue();
        assertThat(full.trySend(2)).isFalse();
        assertThat(full.dropped()).isZero();
        assertThat(Chan.unbuffered().dropped()).isZero();
        assertThat(Chan.nil().dropped()).isZero();
    }

    /** The text has the kind, the name, the size, what was dropped, who waits, and the close. */
    @Test
    void toString_everyKind_tellsItsState() throws Exception {
        Chan<Integer> sliding = Chan.sliding(4, "events");
        assertThat(sliding).hasToString("SlidingChan[\"events\", 0/4]");
        sendAll(sliding, 0, 16);
        assertThat(sliding).hasToString("SlidingChan[\"events\", 4/4, 12 dropped]");
        Chan<Integer> dropping = Chan.dropping(1, "lines");
        sendAll(dropping, 0, 2);
        dropping.close();
        assertThat(dropping).hasToString("DroppingChan[\"lines\", 1/1, 1 dropped, closed]");
        Chan<Integer> unbounded = Chan.unbounded("jobs");
        Goroutine<Integer> receiver = Goroutine.call(unbounded::receive).parkedOn(unbounded);
        assertThat(unbounded).hasToString("UnboundedChan[\"jobs\", 0, 1 receiver waits]");
        sendAll(unbounded, 0, 3);
        assertThat(unbounded).hasToString("UnboundedChan[\"jobs\", 2]");
        assertThat(receiver.result()).isZero();
    }

    private static void sendAll(Chan<Integer> chan, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            chan.send(i);
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
