package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong argument of every public method gets the promised exception, and a message that names or carries it. */
class BadInputTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Cancellation NEVER = new Cancellation() {
        @Override
        public ReceiveChan<Void> done() {
            return Chan.nil();
        }

        @Override
        public RuntimeException err() {
            return null;
        }
    };

    /** A call, the type of what it throws, and what the message says. */
    record Row(String call, ThrowingCallable body, Class<?> type, String message) {
        @Override
        public String toString() {
            return call + " -> " + type.getSimpleName() + " " + message;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"factories", "sends", "receives", "selects", "cases"})
    void call_wrongArgument_throwsNamingIt(Row row) {
        assertThatThrownBy(row.body).isExactlyInstanceOf(row.type).hasMessageContaining(row.message);
    }

    /** CHAN-003, CHAN-004: a capacity that cannot be is refused at once, with the number. */
    static Stream<Row> factories() {
        return Stream.of(
                row("buffered(-1)", () -> Chan.buffered(-1), IllegalArgumentException.class, ": -1"),
                row(
                        "buffered(MIN)",
                        () -> Chan.buffered(Integer.MIN_VALUE),
                        IllegalArgumentException.class,
                        ": -2147483648"),
                row(
                        "buffered(2^30 + 1)",
                        () -> Chan.buffered((1 << 30) + 1),
                        IllegalArgumentException.class,
                        ": 1073741825"),
                row(
                        "buffered(MAX)",
                        () -> Chan.buffered(Integer.MAX_VALUE, "big"),
                        IllegalArgumentException.class,
                        ": 2147483647"),
                row("buffered(-1, name)", () -> Chan.buffered(-1, "x"), IllegalArgumentException.class, ": -1"),
                npe("unbuffered(null)", () -> Chan.unbuffered(null), "name"),
                npe("buffered(1, null)", () -> Chan.buffered(1, null), "name"),
                npe("buffered(0, null)", () -> Chan.buffered(0, null), "name"),
                npe("new Value(null)", () -> new Received.Value<>(null), "value"));
    }

    /** CHAN-018, CHAN-019, CHAN-020: a wrong send or close names the channel; a null argument is named itself. */
    static Stream<Row> sends() {
        List<Row> rows = new ArrayList<>(List.of(
                row("close of nil", () -> Chan.nil().close(), IllegalStateException.class, "close of nil channel"),
                row(
                        "close of closed, by name",
                        () -> closed("jobs").close(),
                        ChanClosedException.class,
                        "close of closed channel \"jobs\""),
                row(
                        "send on closed, by name",
                        () -> closed("jobs").send("a"),
                        ChanClosedException.class,
                        "send on closed channel \"jobs\""),
                row(
                        "send on closed, timed",
                        () -> closed("jobs").send("a", LONG),
                        ChanClosedException.class,
                        "\"jobs\""),
                row(
                        "send on closed, until",
                        () -> closed("jobs").send("a", NEVER),
                        ChanClosedException.class,
                        "\"jobs\""),
                row("trySend on closed", () -> closed("jobs").trySend("a"), ChanClosedException.class, "\"jobs\"")));
        for (Chan<String> chan : kinds()) {
            String on = " on " + chan;
            rows.add(npe("send(null)" + on, () -> chan.send(null), "value"));
            rows.add(npe("send(null, timeout)" + on, () -> chan.send(null, LONG), "value"));
            rows.add(npe("send(null, until)" + on, () -> chan.send(null, NEVER), "value"));
            rows.add(npe("send(value, null timeout)" + on, () -> chan.send("a", (Duration) null), "timeout"));
            rows.add(npe("send(value, null until)" + on, () -> chan.send("a", (Cancellation) null), "until"));
            rows.add(npe("trySend(null)" + on, () -> chan.trySend(null), "value"));
        }
        return rows.stream();
    }

    static Stream<Row> receives() {
        List<Row> rows = new ArrayList<>(List.of(
                row(
                        "next() at the end",
                        () -> closed("jobs").iterator().next(),
                        NoSuchElementException.class,
                        "\"jobs\""),
                row(
                        "remove()",
                        () -> closed("jobs").iterator().remove(),
                        UnsupportedOperationException.class,
                        "remove")));
        for (Chan<String> chan : kinds()) {
            String on = " on " + chan;
            rows.add(npe("receive(null timeout)" + on, () -> chan.receive((Duration) null), "timeout"));
            rows.add(npe("receive(null until)" + on, () -> chan.receive((Cancellation) null), "until"));
            rows.add(npe("drainTo(null, 1)" + on, () -> chan.drainTo(null, 1), "target"));
            rows.add(npe("receiveEach(null)" + on, () -> chan.receiveEach(null), "action"));
            for (int max : new int[] {0, -1, Integer.MIN_VALUE}) {
                rows.add(row(
                        "receiveUpTo(" + max + ")" + on,
                        () -> chan.receiveUpTo(max),
                        IllegalArgumentException.class,
                        "max must be positive: " + max));
                rows.add(row(
                        "drainTo(target, " + max + ")" + on,
                        () -> chan.drainTo(new ArrayList<>(), max),
                        IllegalArgumentException.class,
                        "max must be positive: " + max));
            }
        }
        return rows.stream();
    }

    /** SEL-011: one {@code otherwise} at most. */
    static Stream<Row> selects() {
        Select.Case<String, RuntimeException> idle = Select.otherwise(() -> "idle");
        Select.Case<String, RuntimeException> absent = null;
        List<Select.Case<String, RuntimeException>> withNull = Collections.singletonList(null);
        List<Select.Case<String, RuntimeException>> none = null;
        List<Select.Case<String, RuntimeException>> tooMany = Collections.nCopies(65_537, idle);
        Cancellation nobody = null;
        return Stream.of(
                npe("select(null list)", () -> Select.select(none), "cases"),
                npe("selectInOrder(null list)", () -> Select.selectInOrder(none), "cases"),
                npe("select(until, null list)", () -> Select.select(NEVER, none), "cases"),
                npe("selectInOrder(until, null list)", () -> Select.selectInOrder(NEVER, none), "cases"),
                npe("select(null until, list)", () -> Select.select(nobody, List.of(idle)), "until"),
                npe("select(null until, cases)", () -> Select.select(nobody, idle), "until"),
                npe("selectInOrder(null until, list)", () -> Select.selectInOrder(nobody, List.of(idle)), "until"),
                npe("selectInOrder(null until, cases)", () -> Select.selectInOrder(nobody, idle), "until"),
                npe("select(case, null)", () -> Select.select(idle, absent), "cases[1]"),
                npe("selectInOrder(case, null)", () -> Select.selectInOrder(idle, absent), "cases[1]"),
                npe("select(until, case, null)", () -> Select.select(NEVER, idle, absent), "cases[1]"),
                npe("select(list with null)", () -> Select.select(withNull), "cases[0]"),
                row("two otherwise", () -> Select.select(idle, idle), IllegalArgumentException.class, "otherwise"),
                row(
                        "two otherwise in order",
                        () -> Select.selectInOrder(idle, idle),
                        IllegalArgumentException.class,
                        "otherwise"),
                row("65,537 cases", () -> Select.select(tooMany), IllegalArgumentException.class, ": 65537"));
    }

    static Stream<Row> cases() {
        Chan<String> chan = Chan.unbuffered();
        Duration never = null;
        return Stream.of(
                npe("receive(null)", () -> Select.receive(null), "chan"),
                npe("receive(null, then)", () -> Select.receive(null, value -> 1), "chan"),
                npe("receive(chan, null)", () -> Select.receive(chan, null), "then"),
                npe("receive(null, value, closed)", () -> Select.receive(null, value -> 1, () -> 2), "chan"),
                npe("receive(chan, null, closed)", () -> Select.receive(chan, null, () -> 2), "value"),
                npe("receive(chan, value, null)", () -> Select.receive(chan, value -> 1, null), "closed"),
                npe("send(null, value, then)", () -> Select.send(null, "a", () -> 1), "chan"),
                npe("send(chan, null, then)", () -> Select.send(chan, null, () -> 1), "value"),
                npe("send(chan, value, null)", () -> Select.send(chan, "a", null), "then"),
                npe("send(nil, null, null)", () -> Select.send(Chan.nil(), null, null), "then"),
                npe("after(null, then)", () -> Select.after(never, () -> 1), "timeout"),
                npe("after(timeout, null)", () -> Select.after(LONG, null), "then"),
                npe("otherwise(null)", () -> Select.otherwise(null), "then"),
                npe("onReceive(null, action)", () -> Select.onReceive(null, value -> {}), "chan"),
                npe("onReceive(chan, null)", () -> Select.onReceive(chan, null), "action"),
                npe("onSend(null, value, action)", () -> Select.onSend(null, "a", () -> {}), "chan"),
                npe("onSend(chan, null, action)", () -> Select.onSend(chan, null, () -> {}), "value"),
                npe("onSend(chan, value, null)", () -> Select.onSend(chan, "a", null), "action"),
                npe("onAfter(null, action)", () -> Select.onAfter(never, () -> {}), "timeout"),
                npe("onAfter(timeout, null)", () -> Select.onAfter(LONG, null), "action"),
                npe("onOtherwise(null)", () -> Select.onOtherwise(null), "action"));
    }

    /** CHAN-029: what was refused has changed nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void call_wrongArgument_changesNothing(Chan<String> chan) {
        String before = chan.toString();

        assertThatThrownBy(() -> chan.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> chan.trySend(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> chan.receiveUpTo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chan.drainTo(new ArrayList<>(), 0)).isInstanceOf(IllegalArgumentException.class);

        assertThat(chan).hasToString(before);
    }

    static List<Chan<String>> kinds() {
        Chan<String> full = Chan.buffered(1, "full");
        full.trySend("a");
        return List.of(Chan.unbuffered("unbuffered"), Chan.buffered(2, "buffered"), full, Chan.nil(), closed("closed"));
    }

    private static Chan<String> closed(String name) {
        Chan<String> chan = Chan.buffered(2, name);
        chan.close();
        return chan;
    }

    private static Row npe(String call, ThrowingCallable body, String message) {
        return row(call, body, NullPointerException.class, message);
    }

    private static Row row(String call, ThrowingCallable body, Class<?> type, String message) {
        return new Row(call, body, type, message);
    }
}
