package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SEL-041: every list of cases of all kinds does what a simple model says: one of the ready cases is chosen, else the
 * default, else the one that another goroutine makes ready, else the select waits. The cases not chosen stay as they
 * were.
 */
@SuppressWarnings("CheckReturnValue")
class SelectCrossTest {
    private static final int VALUE = 7;
    private static final int CLOSED = -1;
    private static final int TIMED_OUT = -2;

    private enum Kind {
        READY_SEND,
        READY_RECEIVE,
        BLOCKED_SEND,
        BLOCKED_RECEIVE,
        HELPED_SEND,
        HELPED_RECEIVE,
        NIL_SEND,
        NIL_RECEIVE,
        CLOSED_SEND,
        CLOSED_RECEIVE,
        OTHERWISE;

        boolean isOneOf(Kind... kinds) {
            return List.of(kinds).contains(this);
        }

        boolean isReady() {
            return isOneOf(READY_SEND, READY_RECEIVE, CLOSED_SEND, CLOSED_RECEIVE);
        }

        boolean isHelped() {
            return isOneOf(HELPED_SEND, HELPED_RECEIVE);
        }

        boolean isSend() {
            return isOneOf(READY_SEND, BLOCKED_SEND, HELPED_SEND, NIL_SEND, CLOSED_SEND);
        }
    }

    /** One case of a list, on a channel in the state that its kind asks for. */
    private record Place(Kind kind, Chan<Integer> chan) {
        static Place of(Kind kind, int capacity) {
            if (kind.isOneOf(Kind.NIL_SEND, Kind.NIL_RECEIVE)) {
                return new Place(kind, Chan.nil());
            }
            boolean ready = kind.isOneOf(Kind.READY_SEND, Kind.READY_RECEIVE);
            Chan<Integer> chan = Chan.buffered(ready ? 1 : capacity);
            if (kind.isOneOf(Kind.READY_RECEIVE, Kind.BLOCKED_SEND, Kind.HELPED_SEND)) {
                chan.trySend(VALUE);
            }
            if (kind.isOneOf(Kind.CLOSED_SEND, Kind.CLOSED_RECEIVE)) {
                chan.close();
            }
            return new Place(kind, chan);
        }

        Case<Integer, RuntimeException> asCase(int index) {
            if (kind == Kind.OTHERWISE) {
                return otherwise(() -> index);
            }
            if (kind.isSend()) {
                return send(chan, VALUE, () -> index);
            }
            return receive(chan, value -> {
                assertThat(value).isEqualTo(kind == Kind.CLOSED_RECEIVE ? null : Integer.valueOf(VALUE));
                return index;
            });
        }

        /** Makes the case ready. */
        void help() throws InterruptedException {
            if (kind.isSend()) {
                assertThat(chan.receive()).isEqualTo(VALUE);
            } else {
                chan.send(VALUE);
            }
        }

        void assertLeftBehind(int sizeBefore, boolean chosen) {
            int change = !chosen ? 0 : kind == Kind.READY_SEND ? 1 : kind == Kind.READY_RECEIVE ? -1 : 0;
            assertThat(chan.size()).isEqualTo(sizeBefore + change);
            assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
            assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
        }
    }

    /** All lists of {@code n} kinds with one default at most. */
    private static List<List<Kind>> lists(int n) {
        Kind[] kinds = Kind.values();
        int all = IntStream.range(0, n).reduce(1, (product, i) -> product * kinds.length);
        List<List<Kind>> lists = new ArrayList<>();
        for (int number = 0; number < all; number++) {
            List<Kind> list = new ArrayList<>();
            for (int left = number; list.size() < n; left /= kinds.length) {
                list.add(kinds[left % kinds.length]);
            }
            if (list.indexOf(Kind.OTHERWISE) == list.lastIndexOf(Kind.OTHERWISE)) {
                lists.add(list);
            }
        }
        return lists;
    }

    /** The indices of the cases that may be chosen; empty if the select waits for ever. */
    private static List<Integer> model(List<Kind> kinds, boolean inOrder) {
        List<Integer> ready = indices(kinds, Kind::isReady);
        if (!ready.isEmpty()) {
            return inOrder ? ready.subList(0, 1) : ready;
        }
        int otherwise = kinds.indexOf(Kind.OTHERWISE);
        List<Integer> helped = indices(kinds, Kind::isHelped);
        return otherwise >= 0 ? List.of(otherwise) : helped.subList(0, Math.min(1, helped.size()));
    }

    private static List<Integer> indices(List<Kind> kinds, Predicate<Kind> which) {
        return IntStream.range(0, kinds.size())
                .filter(i -> which.test(kinds.get(i)))
                .boxed()
                .toList();
    }

    private static int choose(List<Place> places, boolean inOrder, boolean waitsForEver) throws InterruptedException {
        List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            cases.add(places.get(i).asCase(i));
        }
        if (waitsForEver) {
            cases.add(after(Duration.ofNanos(1), () -> TIMED_OUT));
        }
        try {
            return inOrder ? selectInOrder(cases) : select(cases);
        } catch (ChanClosedException e) {
            return CLOSED;
        }
    }

    private static void check(List<Kind> kinds, int capacity, boolean inOrder) throws Exception {
        List<Integer> expected = model(kinds, inOrder);
        List<Place> places =
                kinds.stream().map(kind -> Place.of(kind, capacity)).toList();
        int[] sizes = places.stream().mapToInt(place -> place.chan().size()).toArray();
        int first = expected.isEmpty() ? TIMED_OUT : expected.get(0);
        boolean helped = first >= 0 && kinds.get(first).isHelped();
        Goroutine<Void> helper = helped ? Goroutine.go(places.get(first)::help) : null;

        int chosen = choose(places, inOrder, expected.isEmpty());

        if (helper != null) {
            helper.result();
        }
        if (chosen == CLOSED) {
            assertThat(expected).anyMatch(i -> kinds.get(i) == Kind.CLOSED_SEND);
        } else {
            assertThat(chosen).isIn(expected.isEmpty() ? List.of(TIMED_OUT) : expected);
            assertThat(chosen >= 0 && kinds.get(chosen) == Kind.CLOSED_SEND).isFalse();
        }
        for (int i = 0; i < places.size(); i++) {
            places.get(i).assertLeftBehind(sizes[i], chosen == i);
        }
    }

    /** All lists of up to four cases, on unbuffered channels and on buffers of one, by chance and in order. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "2, 1", "3, 0", "3, 1", "4, 0", "4, 1"})
    void select_ofEveryListOfCases_doesWhatTheModelSays(int n, int capacity) throws Exception {
        for (List<Kind> kinds : lists(n)) {
            for (boolean inOrder : new boolean[] {false, true}) {
                try {
                    check(kinds, capacity, inOrder);
                } catch (AssertionError e) {
                    throw new AssertionError("select of " + kinds + (inOrder ? " in order" : ""), e);
                }
            }
        }
    }

    /** The same with partners that wait on unbuffered channels: each pair of a partner and any other case. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void select_withAPartnerThatWaits_doesWhatTheModelSays(boolean send) throws Exception {
        Kind partner = send ? Kind.HELPED_SEND : Kind.HELPED_RECEIVE;
        for (Kind other : Kind.values()) {
            Place waiting = Place.of(partner, 0);
            Place second = Place.of(other, 0);
            var helper = Goroutine.go(waiting::help);
            helper.parkedOn(waiting.chan());

            int chosen = choose(List.of(second, waiting), false, false);

            if (chosen == 1) {
                helper.result();
            } else {
                assertThat(other.isReady())
                        .as("%s was chosen: %d", other, chosen)
                        .isTrue();
                helper.interrupt();
                assertThat(helper.failure()).isInstanceOf(InterruptedException.class);
            }
        }
    }
}
