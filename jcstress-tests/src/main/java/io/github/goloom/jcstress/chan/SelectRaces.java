package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A select acts on all its channels at one instant, and does exactly one communication. */
public final class SelectRaces {
    private SelectRaces() {}

    /** SEL-028: of two channels one always has a value, so that otherwise is wrong. */
    @JCStressTest
    @Description("SEL-028: does a select see that one of two channels always has a value?")
    @Outcome(
            id = {"a", "b"},
            expect = ACCEPTABLE,
            desc = "It took a value.")
    @Outcome(id = "none", expect = FORBIDDEN, desc = "It saw each channel empty, but at two instants.")
    @State
    public static class NeverMissesValue {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.buffered(1);

        public NeverMissesValue() {
            a.trySend("a");
        }

        @Actor
        public void selecting(L_Result r) {
            r.r1 = Ops.call(
                    () -> select(receive(a, value -> value), receive(b, value -> value), otherwise(() -> "none")));
        }

        @Actor
        public void moving() {
            b.trySend("b");
            a.tryReceive();
        }
    }

    /** SEL-028, with close: one channel is closed before the other is drained; the cases in order. */
    @JCStressTest
    @Description("SEL-028: does a select in order see that one channel has a value until the other is closed?")
    @Outcome(
            id = {"a", "closed"},
            expect = ACCEPTABLE,
            desc = "It took the value or the end.")
    @Outcome(id = "none", expect = FORBIDDEN, desc = "It saw each channel not ready, but at two instants.")
    @State
    public static class NeverMissesClose {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.unbuffered();

        public NeverMissesClose() {
            a.trySend("a");
        }

        @Actor
        public void selecting(L_Result r) {
            r.r1 = Ops.call(() -> selectInOrder(
                    receive(b, value -> value, () -> Ops.CLOSED), receive(a, value -> value), otherwise(() -> "none")));
        }

        @Actor
        public void moving() {
            b.close();
            a.tryReceive();
        }
    }

    /** SEL-027: two selects that could meet on either of two channels meet on one, once. */
    @JCStressTest
    @Description("SEL-027: do two selects that could meet on two channels meet on exactly one?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "They met on a.")
    @Outcome(id = "b, sent", expect = ACCEPTABLE, desc = "They met on b.")
    @Outcome(
            id = {"sent, sent", "b, a"},
            expect = FORBIDDEN,
            desc = "They met twice, or with nobody.")
    @Outcome(expect = FORBIDDEN, desc = "They missed each other, or a wake-up was lost.")
    @State
    public static class MeetOnce {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();

        @Actor
        public void one(LL_Result r) {
            r.r1 = Ops.call(() -> select(
                    send(a, "a", () -> Ops.SENT), receive(b, value -> value), after(Ops.LIMIT, () -> Ops.STUCK)));
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = Ops.call(() -> select(
                    send(b, "b", () -> Ops.SENT), receive(a, value -> value), after(Ops.LIMIT, () -> Ops.STUCK)));
        }
    }

    /** SEL-025: two selects that both send and receive on one channel meet each other, never themselves. */
    @JCStressTest
    @Description("SEL-025: do two selects that send and receive on the same channel meet each other, never themselves?")
    @Outcome(id = "sent, one", expect = ACCEPTABLE, desc = "The other received.")
    @Outcome(id = "other, sent", expect = ACCEPTABLE, desc = "The one received.")
    @Outcome(
            id = {"one, .*", ".*, other"},
            expect = FORBIDDEN,
            desc = "A select received its own value.")
    @Outcome(expect = FORBIDDEN, desc = "They missed each other, or a wake-up was lost.")
    @State
    public static class NeverMeetItself {
        private final Chan<String> chan = Chan.unbuffered();

        private String sendOrReceive(String value) {
            return Ops.call(() -> select(
                    send(chan, value, () -> Ops.SENT), receive(chan, it -> it), after(Ops.LIMIT, () -> Ops.STUCK)));
        }

        @Actor
        public void one(LL_Result r) {
            r.r1 = sendOrReceive("one");
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = sendOrReceive("other");
        }
    }

    /** SEL-029, CHAN-040: a waiting select takes one value; the channels it did not choose forget it. */
    @JCStressTest
    @Description("SEL-029: does a waiting select take one value only, and leave no trace on its other channel?")
    @Outcome(id = "a, sent, full", expect = ACCEPTABLE, desc = "The first try served it, the second found nobody.")
    @Outcome(id = "b, full, sent", expect = ACCEPTABLE, desc = "The second try served it.")
    @Outcome(id = "closed, full, full", expect = ACCEPTABLE, desc = "It came late and found the end.")
    @Outcome(id = ".*, sent, sent", expect = FORBIDDEN, desc = "Two values went to one select.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class ServedOnce {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();

        @Actor
        public void selecting(LLL_Result r) {
            r.r1 = Ops.call(() -> select(
                    receive(a, value -> value, () -> Ops.CLOSED),
                    receive(b, value -> value),
                    after(Ops.LIMIT, () -> Ops.STUCK)));
        }

        @Actor
        public void sending(LLL_Result r) {
            r.r2 = Ops.trySendTo(a, "a");
            r.r3 = Ops.trySendTo(b, "b");
            a.close();
        }
    }

    /** CHAN-055: a try that meets a parked select fails only if somebody else has served the select before. */
    @JCStressTest
    @Description("CHAN-055: does a trySend fail while a select waits, because another's claim on it is being lost?")
    @Outcome(id = "sent, full, full", expect = ACCEPTABLE, desc = "The first try served the select.")
    @Outcome(id = "full, full, sent", expect = ACCEPTABLE, desc = "The other thread served it.")
    @Outcome(
            id = "full, sent, full",
            expect = FORBIDDEN,
            desc = "It waited on a, was served by nobody there, and yet two tries on a found nobody.")
    @Outcome(expect = FORBIDDEN, desc = "It was served twice or never, or a wake-up was lost.")
    @State
    public static class LostClaim {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> select(receive(a), receive(b)));

        public LostClaim() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void both(LLL_Result r) {
            r.r1 = Ops.trySendTo(a, "a");
            r.r2 = Ops.trySendTo(b, "b");
        }

        @Actor
        public void other(LLL_Result r) {
            r.r3 = Ops.trySendTo(a, "a");
        }
    }
}
