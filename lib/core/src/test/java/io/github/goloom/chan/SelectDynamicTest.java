package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The list form, Go's {@code reflect.Select}: results by index, its limits, and what it refuses. */
class SelectDynamicTest {
    private static final int MAX_CASES = 65_536;

    private record Chosen(int index, Integer value) {}

    private static List<Case<Chosen, RuntimeException>> receives(List<Chan<Integer>> chans) {
        List<Case<Chosen, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < chans.size(); i++) {
            int index = i;
            cases.add(receive(chans.get(i), value -> new Chosen(index, value)));
        }
        return cases;
    }

    private static List<Chan<Integer>> unbuffered(int n) {
        List<Chan<Integer>> chans = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            chans.add(Chan.unbuffered());
        }
        return chans;
    }

    /** SEL-037: the functions know the index in the caller's order, the value, and whether there was one. */
    @Test
    void select_ofAList_givesTheIndexInTheCallersOrder() throws Exception {
        List<Chan<Integer>> chans = unbuffered(10);
        Collections.shuffle(chans, new Random(1));
        List<Case<Chosen, RuntimeException>> cases = receives(chans);
        for (int i = 0; i < 10; i++) {
            var select = Goroutine.call(() -> select(cases));
            select.parked();
            chans.get(i).send(100 + i);

            assertThat(select.result()).isEqualTo(new Chosen(i, 100 + i));
        }
        chans.get(7).close();
        assertThat(select(cases)).isEqualTo(new Chosen(7, null));
    }

    /** SEL-037: the choice from a list is as random as that of a written select. */
    @Test
    void select_ofAListOfReadyCases_choosesAtRandom() throws Exception {
        List<Chan<Integer>> chans = unbuffered(4);
        chans.forEach(Chan::close);
        int[] counts = new int[4];
        for (int i = 0; i < 4_000; i++) {
            counts[select(receives(chans)).index()]++;
        }

        assertThat(counts).doesNotContain(0);
        assertThat(Arrays.stream(counts).max().getAsInt()).isLessThan(1_300);
    }

    /** SEL-038: 65,536 cases are allowed. */
    @Test
    void select_of65536Cases_communicates() throws Exception {
        Chan<Integer> room = Chan.buffered(1);

        int chosen = select(Collections.nCopies(MAX_CASES, send(room, 1, () -> 5)));

        assertThat(chosen).isEqualTo(5);
        assertThat(room.size()).isEqualTo(1);
    }

    /** SEL-038: they may all be on different channels, and all wait. */
    @Test
    void select_parkedOn65536Channels_isServedByTheLast() throws Exception {
        List<Chan<Integer>> chans = unbuffered(MAX_CASES);
        var select = Goroutine.call(() -> select(receives(chans)));
        select.parked();

        chans.get(MAX_CASES - 1).send(1);

        assertThat(select.result()).isEqualTo(new Chosen(MAX_CASES - 1, 1));
        assertThat(chans).allMatch(chan -> ((SendableChan<?>) chan).receivers.isEmpty());
    }

    /** SEL-038: one more is refused, with the number, before anything happens. */
    @Test
    void select_of65537Cases_isRefused() {
        Chan<Integer> room = Chan.buffered(1);
        var cases = Collections.nCopies(MAX_CASES + 1, send(room, 1, () -> 5));

        assertThatThrownBy(() -> select(cases))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65537");
        assertThatThrownBy(() -> selectInOrder(cases)).isInstanceOf(IllegalArgumentException.class);
        assertThat(room.size()).isZero();
    }

    /** SEL-039: the case of an absent channel is never ready, and its value is ignored. */
    @Test
    void select_ofAbsentChannels_takesOtherwise() throws Exception {
        Chan<Integer> nil = Chan.nil();

        int chosen = select(
                List.of(receive(nil, v -> 0), send(nil, 1, () -> 1), send(nil, null, () -> 2), otherwise(() -> 3)));

        assertThat(chosen).isEqualTo(3);
    }

    /** SEL-039, SEL-011: two defaults are refused, also if a case is ready. */
    @Test
    void select_withTwoOtherwise_isRefused() {
        Chan<Integer> room = Chan.buffered(1);

        assertThatThrownBy(() -> select(send(room, 1, () -> 0), otherwise(() -> 1), otherwise(() -> 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("otherwise");
        assertThat(room.size()).isZero();
    }

    /** SEL-039: one default that stands in the list twice counts as two. */
    @Test
    void select_withOneOtherwiseTwice_isRefused() {
        Case<Integer, RuntimeException> otherwise = otherwise(() -> 1);

        assertThatThrownBy(() -> selectInOrder(List.of(otherwise, otherwise)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** SEL-039: a send case needs a value. */
    @Test
    void send_withoutAValue_isRefused() {
        assertThatThrownBy(() -> send(Chan.<Integer>unbuffered(), null, () -> 0))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("value");
    }

    /** SEL-040: an empty list waits for ever. */
    @Test
    void select_ofAnEmptyList_waitsForEver() throws Exception {
        var select = Goroutine.go(() -> select(List.<Case<Integer, RuntimeException>>of()));

        Goroutine.assertStillParked(select);

        select.interrupt();
        assertThat(select.failure()).isInstanceOf(InterruptedException.class);
    }

    /** SEL-040: a list of a default alone takes that. */
    @Test
    void select_ofAListOfOtherwise_takesIt() throws Exception {
        Integer chosen = select(List.of(otherwise(() -> 4)));

        assertThat(chosen).isEqualTo(4);
    }

    /** A list that is changed while its select waits does not confuse it. */
    @Test
    void select_whoseListChangesWhileItWaits_keepsItsCases() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        List<Case<Integer, RuntimeException>> cases =
                new ArrayList<>(List.of(receive(Chan.nil(), v -> 0), receive(chan, v -> v)));
        var select = Goroutine.call(() -> select(cases));
        select.parked();
        cases.clear();

        chan.send(6);

        assertThat(select.result()).isEqualTo(6);
    }

    /** A list may mix results and exceptions of several types. */
    @Test
    void select_ofAMixedList_givesTheCommonType() throws Exception {
        List<Case<? extends Number, RuntimeException>> cases =
                List.of(receive(Chan.<Integer>nil(), v -> v), after(Duration.ZERO, () -> 2.5));

        Number chosen = select(cases);

        assertThat(chosen).isEqualTo(2.5);
    }
}
