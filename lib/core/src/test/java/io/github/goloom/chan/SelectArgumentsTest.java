package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.chan.Select.OnReceive;
import io.github.goloom.chan.Select.OnValue;
import io.github.goloom.chan.Select.Then;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SEL-039: null is refused with the name of the argument, before anything is communicated. */
class SelectArgumentsTest {
    private static final Chan<Integer> CHAN = Chan.buffered(1);
    private static final Cancellation NO_CANCELLATION = null;
    private static final Case<Integer, RuntimeException> READY = Select.send(CHAN, 1, () -> 1);
    private static final List<Case<Integer, RuntimeException>> NO_LIST = null;
    private static final Chan<Integer> NO_CHAN = null;
    private static final Then<Integer, RuntimeException> THEN = () -> 1;
    private static final Then<Integer, RuntimeException> NO_THEN = null;
    private static final OnReceive<Integer, Integer, RuntimeException> NO_ON_RECEIVE = null;
    private static final OnValue<Integer, Integer, RuntimeException> NO_ON_VALUE = null;
    private static final ReceiveChan.Each<Integer, RuntimeException> NO_DO_RECEIVE = null;
    private static final Action<RuntimeException> NO_DO = null;

    private static Arguments of(String argument, String call, ThrowingCallable body) {
        return Arguments.of(argument, call, body);
    }

    static List<Arguments> calls() {
        return List.of(
                of("chan", "receive", () -> Select.receive(NO_CHAN)),
                of("chan", "receive with a function", () -> Select.receive(NO_CHAN, v -> v)),
                of("then", "receive with a function", () -> Select.receive(CHAN, NO_ON_RECEIVE)),
                of("chan", "receive with two functions", () -> Select.receive(NO_CHAN, v -> v, () -> 1)),
                of("value", "receive with two functions", () -> Select.receive(CHAN, NO_ON_VALUE, THEN)),
                of("closed", "receive with two functions", () -> Select.receive(CHAN, v -> v, NO_THEN)),
                of("chan", "send", () -> Select.send(NO_CHAN, 1, () -> 1)),
                of("value", "send", () -> Select.send(CHAN, null, () -> 1)),
                of("then", "send", () -> Select.send(CHAN, 1, NO_THEN)),
                of("timeout", "after", () -> Select.after(null, () -> 1)),
                of("then", "after", () -> Select.after(Duration.ZERO, NO_THEN)),
                of("then", "otherwise", () -> Select.otherwise(NO_THEN)),
                of("chan", "onReceive", () -> Select.onReceive(NO_CHAN, v -> {})),
                of("action", "onReceive", () -> Select.onReceive(CHAN, NO_DO_RECEIVE)),
                of("chan", "onSend", () -> Select.onSend(NO_CHAN, 1, () -> {})),
                of("value", "onSend", () -> Select.onSend(CHAN, null, () -> {})),
                of("action", "onSend", () -> Select.onSend(CHAN, 1, NO_DO)),
                of("timeout", "onAfter", () -> Select.onAfter(null, () -> {})),
                of("action", "onAfter", () -> Select.onAfter(Duration.ZERO, NO_DO)),
                of("action", "onOtherwise", () -> Select.onOtherwise(NO_DO)),
                of("cases", "select of a list", () -> Select.select(NO_LIST)),
                of("cases", "select of an array", () -> Select.select((Case<Integer, RuntimeException>[]) null)),
                of("cases", "selectInOrder of a list", () -> Select.selectInOrder(NO_LIST)),
                of("cases[1]", "select", () -> Select.select(READY, null)),
                of("cases[1]", "selectInOrder", () -> Select.selectInOrder(READY, null)),
                of("cases[0]", "select of a list", () -> Select.select(Arrays.asList(null, READY))),
                of("until", "select", () -> Select.select(NO_CANCELLATION, READY)),
                of("until", "select of a list", () -> Select.select(NO_CANCELLATION, List.of(READY))),
                of("until", "selectInOrder", () -> Select.selectInOrder(NO_CANCELLATION, READY)),
                of("until", "selectInOrder of a list", () -> Select.selectInOrder(NO_CANCELLATION, List.of(READY))));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("calls")
    void call_withNull_namesTheArgument(String argument, String call, ThrowingCallable body) {
        assertThatThrownBy(body)
                .as(call)
                .isInstanceOf(NullPointerException.class)
                .message()
                .matches(Pattern.quote(argument) + "(: .*)?");

        assertThat(CHAN.size()).isZero();
    }

    /** On a nil channel the value to send is ignored, and may be null. */
    @Test
    void send_ofNullOnNil_isNeverReady() throws Exception {
        Chan<Integer> nil = Chan.nil();

        Integer chosen =
                Select.select(Select.send(nil, null, () -> 1), Select.send(nil, 1, () -> 1), Select.otherwise(() -> 2));

        assertThat(chosen).isEqualTo(2);
    }

    /** A case says what it waits for. */
    @Test
    void toString_ofACase_namesItsChannel() {
        Chan<Integer> orders = Chan.unbuffered("orders");

        assertThat(Select.receive(orders).toString()).contains("receive", "orders");
        assertThat(Select.send(orders, 1, () -> 1).toString()).contains("send", "orders");
        assertThat(Select.otherwise(() -> 1).toString()).contains("otherwise");
        assertThat(Select.after(Duration.ofNanos(12), () -> 1).toString()).contains("after", "12");
        assertThat(Select.after(Duration.ofSeconds(Long.MAX_VALUE), () -> 1)).hasToString("after forever");
    }
}
