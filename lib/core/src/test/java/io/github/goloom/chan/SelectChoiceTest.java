package io.github.goloom.chan;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice among ready cases is uniform, per case, and drawn afresh each time. */
@SuppressWarnings("CheckReturnValue")
class SelectChoiceTest {
    /** A chance of about one in a billion that a fair choice fails. */
    private static final double SIGMAS = 6;

    private static <T> Chan<T> closed() {
        Chan<T> chan = Chan.unbuffered();
        chan.close();
        return chan;
    }

    /** Fails if the counts differ from the weights by more than chance explains (chi-square, Wilson-Hilferty bound). */
    private static void assertDistributed(int[] counts, int... weights) {
        double trials = 0;
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            trials += counts[i];
            total += weights[i];
        }
        double chiSquare = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = trials * weights[i] / total;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        double step = 2.0 / (9 * (counts.length - 1));
        double bound = (counts.length - 1) * Math.pow(1 - step + SIGMAS * Math.sqrt(step), 3);
        assertThat(chiSquare).as("chi-square of %s", Arrays.toString(counts)).isLessThan(bound);
    }

    private static int[] ones(int n) {
        int[] ones = new int[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** SEL-006: among n ready cases each is chosen with the same chance, whatever its place in the text. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 17})
    void select_ofReadyReceives_choosesUniformly(int n) throws Exception {
        List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int index = i;
            cases.add(receive(closed(), value -> index));
        }
        int[] counts = new int[n];
        for (int i = 0; i < 100_000; i++) {
            counts[select(cases)]++;
        }

        assertDistributed(counts, ones(n));
    }

    /** SEL-006: sends, receives and the end of a channel have the same chance. */
    @Test
    void select_ofReadySendReceiveAndClosed_choosesUniformly() throws Exception {
        Chan<Integer> room = Chan.buffered(1);
        Chan<Integer> value = Chan.buffered(1);
        Chan<Integer> closed = closed();
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++) {
            value.trySend(1);
            room.tryReceive();
            counts[select(send(room, 1, () -> 0), receive(value, v -> 1), receive(closed, v -> 2))]++;
        }

        assertDistributed(counts, 1, 1, 1);
    }

    /** SEL-007: two always ready cases of four, 10,000 trials: within ten sigmas of one half each. */
    @Test
    void select_ofTwoReadyOfFour_staysWithinTenSigmas() throws Exception {
        int trials = 10_000;
        List<Chan<Integer>> chans = new ArrayList<>();
        List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int index = i;
            Chan<Integer> chan = Chan.buffered(trials + 1);
            chans.add(chan);
            cases.add(receive(chan, value -> index));
        }
        for (int i = 0; i <= trials; i++) {
            chans.get(0).send(i);
            chans.get(1).send(i);
        }
        int[] counts = new int[4];
        for (int i = 0; i < trials; i++) {
            counts[select(cases)]++;
        }

        assertThat(Math.abs(counts[0] - trials / 2)).isLessThan((int) (10 * Math.sqrt(trials) / 2));
        assertThat(counts[0] + counts[1]).isEqualTo(trials);
    }

    /** SEL-008: sending 1 or 0, 100 times, sends more than a tenth of each, buffered or not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void select_sendingOneOrZero_sendsEnoughOfBoth(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        var receiver = Goroutine.call(() -> {
            int ones = 0;
            for (int i = 0; i < 100; i++) {
                ones += chan.receive();
            }
            return ones;
        });
        for (int i = 0; i < 100; i++) {
            select(send(chan, 1, () -> 1), send(chan, 0, () -> 0));
        }

        assertThat(receiver.result()).isBetween(11, 89);
    }

    /** SEL-008: so does a select that waited: a receiver makes both of its sends ready at once. */
    @Test
    void select_parkedOnTwoSends_sendsEnoughOfBoth() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        var sender = Goroutine.go(() -> {
            for (int i = 0; i < 100; i++) {
                select(send(chan, 1, () -> 1), send(chan, 0, () -> 0));
            }
        });
        int ones = 0;
        for (int i = 0; i < 100; i++) {
            sender.parked();
            ones += chan.receive();
        }
        sender.result();

        assertThat(ones).isBetween(11, 89);
    }

    /** SEL-009: a channel that stands in two cases has twice the chance; nil cases have none. */
    @Test
    void select_withAChannelTwiceAndNil_choosesPerReadyCase() throws Exception {
        Chan<Integer> twice = closed();
        Chan<Integer> once = closed();
        Chan<Integer> nil = Chan.nil();
        int[] counts = new int[2];
        for (int i = 0; i < 30_000; i++) {
            counts[
                    select(
                            receive(nil, v -> 9),
                            receive(twice, v -> 0),
                            send(nil, 1, () -> 9),
                            receive(twice, v -> 0),
                            receive(once, v -> 1))]++;
        }

        assertDistributed(counts, 2, 1);
    }

    /** SEL-010: the four pairs of two choices in a row are equally frequent: no choice remembers the one before. */
    @Test
    void select_inARow_drawsAfresh() throws Exception {
        List<Case<Integer, RuntimeException>> cases = List.of(receive(closed(), v -> 0), receive(closed(), v -> 1));
        int[] pairs = new int[4];
        for (int i = 0; i < 30_000; i++) {
            pairs[2 * select(cases) + select(cases)]++;
        }

        assertDistributed(pairs, 1, 1, 1, 1);
    }

    /** SEL-011: a ready case is always taken, and the default never, wherever it stands. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void otherwise_atAnyPlaceWithAReadyCase_isNotTaken(int place) throws Exception {
        Chan<Integer> ready = closed();
        List<Case<String, RuntimeException>> cases =
                new ArrayList<>(List.of(receive(ready, v -> "ready"), receive(Chan.nil(), v -> "nil")));
        cases.add(place, otherwise(() -> "otherwise"));

        for (int i = 0; i < 1_000; i++) {
            assertThat(select(cases)).isEqualTo("ready");
        }
    }

    /** SEL-011: the default is taken if no case can proceed, wherever it stands. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void otherwise_atAnyPlaceWithoutAReadyCase_isTaken(int place) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        List<Case<String, RuntimeException>> cases =
                new ArrayList<>(List.of(receive(chan, v -> "received"), send(chan, 1, () -> "sent")));
        cases.add(place, otherwise(() -> "otherwise"));

        assertThat(select(cases)).isEqualTo("otherwise");
    }
}
