package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onOtherwise;
import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is evaluated when a select is written: channels and values once, in source order; targets only when chosen. */
class SelectEvaluationTest {
    private final List<String> log = new ArrayList<>();

    private <T> T log(String what, T value) {
        log.add(what);
        return value;
    }

    /** SEL-001: every channel and every value is evaluated once, in source order, also when the default is taken. */
    @Test
    void select_takingOtherwise_evaluatesEachExpressionOnceInSourceOrder() throws Exception {
        Chan<Integer> empty = Chan.unbuffered();
        Chan<Integer> nil = Chan.nil();

        String chosen = select(
                receive(log("c1", empty), value -> "received"),
                send(log("c2", empty), log("v2", 2), () -> "sent"),
                receive(log("nil3", nil), value -> "received nil"),
                send(log("nil4", nil), log("v4", 4), () -> "sent nil"),
                otherwise(() -> "otherwise"),
                send(log("c5", empty), log("v5", 5), () -> "sent 5"));

        assertThat(chosen).isEqualTo("otherwise");
        assertThat(log).containsExactly("c1", "c2", "v2", "nil3", "nil4", "v4", "c5", "v5");
    }

    /** SEL-001: the expressions of the cases not chosen are evaluated too, before any communication. */
    @Test
    void select_takingOneCase_evaluatesTheOthersToo() throws Exception {
        Chan<Integer> ready = Chan.buffered(1);
        Chan<Integer> empty = Chan.unbuffered();
        ready.send(1);

        int chosen = select(
                receive(log("ready", ready), value -> log("function", value)),
                send(log("empty", empty), log("value, ready has " + ready.size(), 2), () -> 0));

        assertThat(chosen).isEqualTo(1);
        assertThat(log).containsExactly("ready", "empty", "value, ready has 1", "function");
    }

    /** SEL-001: a kept case sends, at each select, the value that was evaluated when it was made. */
    @Test
    void case_keptForManySelects_isEvaluatedOnce() throws Exception {
        Chan<Integer> chan = Chan.buffered(3);
        int[] evaluations = {0};
        var kept = send(chan, ++evaluations[0], () -> true);

        for (int i = 0; i < 3; i++) {
            assertThat(select(List.of(kept))).isTrue();
        }

        assertThat(chan.receiveUpTo(3)).containsExactly(1, 1, 1);
    }

    /** SEL-002: the target of a receive is evaluated if the case is chosen, and after the communication. */
    @Test
    void function_ofChosenCase_runsAfterTheCommunication() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        Chan<Integer> empty = Chan.buffered(2);
        chan.send(7);

        String seen = select(
                receive(empty, value -> log("not chosen", "")),
                receive(chan, value -> log("chosen", value + " of " + chan.size())));

        assertThat(seen).isEqualTo("7 of 0");
        assertThat(log).containsExactly("chosen");
    }

    /** SEL-002: the same for a select that had to wait. */
    @Test
    void function_ofParkedSelect_runsOnlyIfChosen() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Integer> empty = Chan.unbuffered();
        var select = Goroutine.call(() ->
                select(receive(empty, value -> log("not chosen", 0)), receive(chan, value -> log("chosen", value))));
        select.parked();

        chan.send(7);

        assertThat(select.result()).isEqualTo(7);
        assertThat(log).containsExactly("chosen");
    }

    /** SEL-003: an exception in an earlier expression stops the evaluation, and nothing communicates. */
    @Test
    void select_throwingInAnEarlierExpression_evaluatesAndCommunicatesNothingMore() {
        Chan<Integer> ready = Chan.buffered(1);

        assertThatThrownBy(() -> select(
                        send(log("first", ready), log("v1", 1), () -> 0),
                        send(log("second", ready), failing(), () -> 0),
                        receive(log("third", ready), value -> 0)))
                .hasMessage("evaluation");

        assertThat(log).containsExactly("first", "v1", "second");
        assertThat(ready.size()).isZero();
    }

    private static int failing() {
        throw new UnsupportedOperationException("evaluation");
    }

    /** SEL-004: a value to send is captured before the side effects of the expressions behind it. */
    @Test
    void select_withSideEffectsInLaterCases_sendsTheValueFromBefore() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);
        int[] variable = {1};

        boolean sent =
                select(send(chan, variable[0], () -> true), receive(nilAfter(() -> variable[0] = 2), v -> false));

        assertThat(sent).isTrue();
        assertThat(variable[0]).isEqualTo(2);
        assertThat(chan.receive()).isEqualTo(1);
    }

    private static Chan<Integer> nilAfter(Runnable effect) {
        effect.run();
        return Chan.nil();
    }

    /** SEL-005: a receive may ignore its value, keep it, or put it into a map. */
    @Test
    void receive_ofAnyTarget_storesTheValueThere() throws Exception {
        Chan<Integer> chan = Chan.buffered(3);
        chan.send(1);
        chan.send(2);
        chan.send(3);
        Object[] variable = {null};
        Map<String, Integer> map = new HashMap<>();

        select(onReceive(chan, ignored -> {}));
        select(onReceive(chan, value -> variable[0] = value));
        select(onReceive(chan, value -> map.put("key", value)));

        assertThat(variable[0]).isEqualTo(2);
        assertThat(map).containsEntry("key", 3);
    }

    /** SEL-005: the default touches no target. */
    @Test
    void otherwise_whenChosen_leavesTheTargetsAlone() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Map<String, Integer> map = new HashMap<>();
        int[] otherwise = {0};

        select(onReceive(chan, value -> map.put("key", value)), onOtherwise(() -> otherwise[0]++));

        assertThat(map).isEmpty();
        assertThat(otherwise[0]).isEqualTo(1);
    }

    /** SEL-036: leaving a case early leaves the select only; the loop around it goes on. */
    @Test
    void function_returningEarly_leavesTheSelectOnly() throws Exception {
        Chan<Integer> chan = Chan.buffered(3);
        for (int i = 0; i < 3; i++) {
            chan.send(i);
        }
        List<Integer> odd = new ArrayList<>();
        int rounds = 0;
        while (chan.size() > 0) {
            select(onReceive(chan, value -> {
                if (value % 2 == 0) {
                    return;
                }
                odd.add(value);
            }));
            rounds++;
        }

        assertThat(rounds).isEqualTo(3);
        assertThat(odd).containsExactly(1);
    }
}
