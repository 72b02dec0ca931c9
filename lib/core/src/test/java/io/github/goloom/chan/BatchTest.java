package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code receiveUpTo} takes at one instant what is there; {@code drainTo} takes and adds one by one. */
class BatchTest {
    private static final int WAITING = 40;

    /**
     * The buffer first, then the values of those who wait to send, all in their order (CHAN-032, CHAN-034, CHAN-037).
     */
    @Capacities
    void receiveUpTo_bufferAndWaitingSenders_takesAllInOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Void>> senders = fill(chan, capacity + WAITING);

        List<Integer> values = chan.receiveUpTo(Integer.MAX_VALUE);

        assertThat(values).isEqualTo(numbers(0, capacity + WAITING));
        assertThat(chan.size()).isZero();
        for (Goroutine<Void> each : senders) {
            each.result();
        }
    }

    /** No more than asked for; those who wait move up into the buffer, and the rest keeps its order (CHAN-037). */
    @Capacities
    void receiveUpTo_moreThanMax_leavesTheRestInOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + WAITING);

        assertThat(chan.receiveUpTo(capacity + 3)).isEqualTo(numbers(0, capacity + 3));

        assertThat(chan.size()).isEqualTo(Math.min(capacity, WAITING - 3));
        assertThat(chan.receiveUpTo(1_000)).isEqualTo(numbers(capacity + 3, capacity + WAITING));
    }

    /** One at most is one. */
    @Capacities
    void receiveUpTo_one_takesTheFirst(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + 2);

        assertThat(chan.receiveUpTo(1)).containsExactly(0);
        assertThat(chan.size()).isEqualTo(capacity);
    }

    /** Senders who have withdrawn are not counted. */
    @Test
    void receiveUpTo_senderThatWithdrew_skipsIt() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);
        List<Goroutine<Void>> senders = fill(chan, 4);
        senders.get(1).interrupt().failure();

        assertThat(chan.receiveUpTo(100)).containsExactly(0, 1, 3);
    }

    /** With nothing there it waits for one. */
    @Capacities
    void receiveUpTo_empty_waitsForOne(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<List<Integer>> receiver =
                Goroutine.call(() -> chan.receiveUpTo(8)).parkedOn(chan);

        chan.send(7);

        assertThat(receiver.result()).containsExactly(7);
    }

    /** Empty means closed and drained, also for one who waits (CHAN-023, CHAN-025). */
    @Capacities
    void receiveUpTo_closed_isEmptyOnlyAtTheEnd(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity);
        chan.close();

        if (capacity > 0) {
            assertThat(chan.receiveUpTo(100)).isEqualTo(numbers(0, capacity));
        }
        assertThat(chan.receiveUpTo(100)).isEmpty();
        assertThat(chan.receiveUpTo(1)).isEmpty();
    }

    /** Close wakes one who waits for a batch (CHAN-025). */
    @Capacities
    void receiveUpTo_closedWhileWaiting_isEmpty(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<List<Integer>> receiver =
                Goroutine.call(() -> chan.receiveUpTo(8)).parkedOn(chan);

        chan.close();

        assertThat(receiver.result()).isEmpty();
    }

    /** The list cannot be changed, whatever its length. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 20})
    void receiveUpTo_anyLength_isUnmodifiable(int length) throws Exception {
        Chan<Integer> chan = Chan.buffered(32);
        fill(chan, length);
        chan.close();

        List<Integer> values = chan.receiveUpTo(100);

        assertThat(values).hasSize(length);
        assertThatThrownBy(() -> values.add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Of a batch that had to wait, too. */
    @Test
    void receiveUpTo_afterAWait_isUnmodifiable() throws Exception {
        Chan<Integer> chan = Chan.buffered(4);
        Goroutine<List<Integer>> receiver =
                Goroutine.call(() -> chan.receiveUpTo(8)).parkedOn(chan);
        fill(chan, 3);

        List<Integer> values = receiver.result();

        assertThat(values).startsWith(0);
        assertThatThrownBy(() -> values.add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    /**
     * One instant: the sender sends only into an empty channel, so that two values are never there at once; a batch
     * taken in two steps would now and then have both.
     */
    @Test
    void receiveUpTo_valueThatFollowsTheRemoval_isNotInTheBatch() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        int rounds = 1_000;
        Goroutine<Void> sender = Goroutine.platform(() -> {
            for (int i = 0; i < rounds; i++) {
                awaitSize(chan, 0);
                chan.send(i);
            }
        });

        for (int next = 0; next < rounds; next++) {
            awaitSize(chan, 1);
            assertThat(chan.receiveUpTo(2)).containsExactly(next);
        }
        sender.result();
    }

    private static void awaitSize(Chan<Integer> chan, int size) {
        while (chan.size() != size) {
            Thread.onSpinWait();
        }
    }

    /** Every value comes out once, whoever takes it and however many at a time (CHAN-033). */
    @Capacities
    void receiveUpTo_manyReceivers_loseAndDoubleNothing(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
        List<Goroutine<Integer>> receivers = new ArrayList<>();
        for (int max : new int[] {1, 2, 3, 100}) {
            receivers.add(Goroutine.call(() -> drain(chan, max, seen)));
        }
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int s = 0; s < 4; s++) {
            int from = s * 5_000;
            senders.add(Goroutine.go(() -> send(chan, numbers(from, from + 5_000))));
        }
        for (Goroutine<Void> each : senders) {
            each.result();
        }
        chan.close();

        int taken = 0;
        for (Goroutine<Integer> each : receivers) {
            taken += each.result();
        }
        assertThat(taken).isEqualTo(20_000);
        assertThat(seen).hasSize(20_000);
    }

    private static int drain(Chan<Integer> chan, int max, ConcurrentSkipListSet<Integer> seen) throws Exception {
        int taken = 0;
        for (List<Integer> batch = chan.receiveUpTo(max); !batch.isEmpty(); batch = chan.receiveUpTo(max)) {
            assertThat(batch).hasSizeLessThanOrEqualTo(max);
            taken += batch.size();
            seen.addAll(batch);
        }
        return taken;
    }

    private static void send(Chan<Integer> chan, List<Integer> values) throws InterruptedException {
        for (int each : values) {
            chan.send(each);
        }
    }

    /** The buffer and those who wait, in order; it says how many (CHAN-037). */
    @Capacities
    void drainTo_bufferAndWaitingSenders_addsAllInOrder(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + 5);
        List<Integer> target = new ArrayList<>();

        assertThat(chan.drainTo(target, 1_000)).isEqualTo(capacity + 5);
        assertThat(target).isEqualTo(numbers(0, capacity + 5));
    }

    /** No more than asked for. */
    @Capacities
    void drainTo_moreThanMax_leavesTheRest(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + 5);
        List<Integer> target = new ArrayList<>();

        assertThat(chan.drainTo(target, 4)).isEqualTo(4);
        assertThat(target).containsExactly(0, 1, 2, 3);
        assertThat(chan.receive()).isEqualTo(4);
    }

    /** With nothing there, or at the end, it adds nothing and does not wait (CHAN-049, CHAN-051). */
    @Capacities
    void drainTo_nothingThere_returnsZeroAtOnce(int capacity) {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Integer> target = new ArrayList<>();

        assertThat(chan.drainTo(target, 10)).isZero();
        chan.close();
        assertThat(chan.drainTo(target, 10)).isZero();
        assertThat(target).isEmpty();
    }

    /** A target that refuses a value loses that one and no other. */
    @Capacities
    void drainTo_addThrows_losesTheOneInHandOnly(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        fill(chan, capacity + 5);
        List<Integer> target = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Integer value) {
                if (value == 2) {
                    throw new IllegalStateException("no room");
                }
                return super.add(value);
            }
        };

        assertThatThrownBy(() -> chan.drainTo(target, 10)).hasMessage("no room");

        assertThat(target).containsExactly(0, 1);
        assertThat(chan.receiveUpTo(1_000)).isEqualTo(numbers(3, capacity + 5));
    }

    /** Sends 0, 1, 2 …: as many as fit in the buffer, the others from goroutines that wait, in order. */
    private static List<Goroutine<Void>> fill(Chan<Integer> chan, int n) throws Exception {
        List<Goroutine<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (i < chan.capacity()) {
                chan.send(i);
            } else {
                int value = i;
                waiting.add(Goroutine.go(() -> chan.send(value)).parkedOn(chan));
            }
        }
        return waiting;
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
