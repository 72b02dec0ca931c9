package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A select does exactly one communication, and looks at all its channels at one instant. */
@SuppressWarnings("CheckReturnValue")
@Tag("proof")
class SelectAtomicityTest {
    private static final int ROUNDS = 100_000;

    private static List<Chan<Integer>> chans(int n, int capacity) {
        List<Chan<Integer>> chans = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            chans.add(Chan.buffered(capacity));
        }
        return chans;
    }

    private static int total(List<Chan<Integer>> chans) {
        return chans.stream().mapToInt(Chan::size).sum();
    }

    /** SEL-027: of many ready cases exactly one communicates at each select. */
    @Test
    void select_ofReadyCases_communicatesOnce() throws Exception {
        List<Chan<Integer>> chans = chans(8, 100);
        List<Case<Integer, RuntimeException>> sends = new ArrayList<>();
        List<Case<Integer, RuntimeException>> receives = new ArrayList<>();
        for (Chan<Integer> chan : chans) {
            sends.add(send(chan, 1, () -> 1));
            receives.add(receive(chan, v -> v));
        }
        for (int i = 1; i <= 100; i++) {
            select(sends);
            assertThat(total(chans)).isEqualTo(i);
        }
        for (int i = 99; i >= 0; i--) {
            select(receives);
            assertThat(total(chans)).isEqualTo(i);
        }
    }

    /** SEL-027: of many senders that race for one select that waits, exactly one is served. */
    @Test
    void select_raceOfSenders_servesExactlyOne() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            List<Chan<Integer>> chans = chans(4, 0);
            List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
            chans.forEach(chan -> cases.add(receive(chan, v -> v)));
            var select = Goroutine.call(() -> select(cases));
            Goroutine.until(() -> !((SendableChan<?>) chans.get(3)).receivers.isEmpty());
            List<Goroutine<Boolean>> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int value = i;
                senders.add(Goroutine.call(() -> chans.get(value).trySend(value)));
            }
            int served = -1;
            for (int i = 0; i < 4; i++) {
                if (senders.get(i).result()) {
                    assertThat(served).isEqualTo(-1);
                    served = i;
                }
            }
            assertThat(select.result()).isEqualTo(served);
        }
    }

    /** The round whose looker is about to look. */
    private volatile int looking;

    /** Starts a select of two cases, in either order, that does not wait; returns when it is about to look. */
    private Goroutine<Boolean> looker(
            int round, Case<Boolean, RuntimeException> first, Case<Boolean, RuntimeException> second) {
        Case<Boolean, RuntimeException> otherwise = otherwise(() -> false);
        var cases = round % 2 == 0 ? List.of(first, second, otherwise) : List.of(otherwise, second, first);
        var looker = Goroutine.call(() -> {
            looking = round;
            return select(cases);
        });
        for (int spins = 0; looking != round && spins < 10_000; spins++) {
            Thread.onSpinWait();
        }
        for (int spins = round % 7; spins > 0; spins--) {
            Thread.onSpinWait();
        }
        return looker;
    }

    /** SEL-028: a select never takes its default while at every moment one of its channels has a value. */
    @Test
    void select_raceWithAValueThatMoves_neverTakesOtherwise() throws Exception {
        for (int i = 1; i <= ROUNDS; i++) {
            Chan<Integer> first = Chan.buffered(1);
            Chan<Integer> second = Chan.buffered(1);
            first.send(1);
            var looker = looker(i, receive(first, v -> true), receive(second, v -> true));
            second.send(1);
            select(receive(first), otherwise(() -> 0));

            assertThat(looker.result()).as("round %d", i).isTrue();
        }
    }

    /** SEL-028: the same if the second channel becomes ready by being closed. */
    @Test
    void select_raceWithAClose_neverTakesOtherwise() throws Exception {
        for (int i = 1; i <= ROUNDS; i++) {
            Chan<Integer> first = Chan.buffered(1);
            Chan<Integer> second = Chan.unbuffered();
            first.send(1);
            var looker = looker(i, receive(first, v -> true), receive(second, v -> true));
            second.close();
            select(receive(first), otherwise(() -> 0));

            assertThat(looker.result()).as("round %d", i).isTrue();
        }
    }

    /** SEL-028: the same for sends: at every moment one of the channels has room. */
    @Test
    void select_raceWithRoomThatMoves_neverTakesOtherwise() throws Exception {
        for (int i = 1; i <= ROUNDS; i++) {
            Chan<Integer> first = Chan.buffered(1);
            Chan<Integer> second = Chan.buffered(1);
            second.send(1);
            var looker = looker(i, send(first, 2, () -> true), send(second, 2, () -> true));
            second.tryReceive();
            first.trySend(1);

            assertThat(looker.result()).as("round %d", i).isTrue();
        }
    }

    /** SEL-030: one sender that selects among four outputs sends each of 100,000 values exactly once. */
    @Test
    void select_sendingToOneOfFour_sendsEachValueOnce() throws Exception {
        List<Chan<Integer>> outputs = chans(4, 0);
        List<Goroutine<BitSet>> receivers = new ArrayList<>();
        for (Chan<Integer> output : outputs) {
            receivers.add(Goroutine.call(() -> received(output)));
        }
        for (int i = 0; i < ROUNDS; i++) {
            List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
            for (Chan<Integer> output : outputs) {
                cases.add(send(output, i, () -> 0));
            }
            select(cases);
        }
        outputs.forEach(Chan::close);

        BitSet all = new BitSet();
        int count = 0;
        for (Goroutine<BitSet> receiver : receivers) {
            count += receiver.result().cardinality();
            all.or(receiver.result());
        }
        assertThat(all.cardinality()).isEqualTo(ROUNDS);
        assertThat(count).isEqualTo(ROUNDS);
    }

    private static BitSet received(Chan<Integer> chan) throws InterruptedException {
        BitSet seen = new BitSet();
        chan.receiveEach(value -> {
            assertThat(seen.get(value)).as("value %d came twice", value).isFalse();
            seen.set(value);
        });
        return seen;
    }

    /** SEL-032: a select that waits has its place in line in every queue, among plain receivers. */
    @Test
    void select_parkedBetweenReceivers_isServedInItsTurn() throws Exception {
        for (int served = 0; served < 2; served++) {
            List<Chan<Integer>> both = chans(2, 0);
            List<String> order = new ArrayList<>();
            Chan<Integer> chan = both.get(served);
            Chan<Integer> other = both.get(1 - served);
            var before = Goroutine.go(() -> order.add("before " + chan.receive()));
            before.parkedOn(chan);
            var select = Goroutine.go(() -> select(
                    onReceive(both.get(0), v -> order.add("select " + v)),
                    onReceive(both.get(1), v -> order.add("select " + v))));
            select.parked();
            var behind = Goroutine.go(() -> order.add("behind " + chan.receive()));
            behind.parkedOn(chan);

            chan.send(1);
            before.result();
            chan.send(2);
            select.result();
            chan.send(3);
            behind.result();

            assertThat(order).containsExactly("before 1", "select 2", "behind 3");
            assertThat(other.trySend(4)).isFalse();
        }
    }
}
