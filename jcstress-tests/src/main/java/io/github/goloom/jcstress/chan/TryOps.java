package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The operations that never wait are exact: a failure is right at one instant within the call (CHAN-049, CHAN-055). */
public final class TryOps {
    private TryOps() {}

    /** Of two that send and then look at the other's channel, one at least finds the other's value. */
    @JCStressTest
    @Description("CHAN-055: of two that send, then look at the other's channel, does one find the other's value?")
    @Outcome(
            id = {"b, a", "b, empty", "empty, a"},
            expect = ACCEPTABLE,
            desc = "One at least came second and found a value.")
    @Outcome(id = "empty, empty", expect = FORBIDDEN, desc = "Both saw an empty channel after both had sent.")
    @State
    public static class SendThenReceive {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.buffered(1);

        @Actor
        public void one(LL_Result r) {
            a.trySend("a");
            r.r1 = Ops.tryReceiveFrom(b);
        }

        @Actor
        public void other(LL_Result r) {
            b.trySend("b");
            r.r2 = Ops.tryReceiveFrom(a);
        }
    }

    /** Of two that send and then ask for the size of the other's channel, one at least sees 1. */
    @JCStressTest
    @Description("CHAN-043: of two that send, then ask for the size of the other's channel, does one see 1?")
    @Outcome(
            id = {"1, 1", "1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "One at least came second and saw the value.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both saw an empty channel after both had sent.")
    @State
    public static class SendThenSize {
        private final Chan<String> a = Chan.buffered(2);
        private final Chan<String> b = Chan.buffered(2);

        @Actor
        public void one(II_Result r) {
            a.trySend("a");
            r.r1 = b.size();
        }

        @Actor
        public void other(II_Result r) {
            b.trySend("b");
            r.r2 = a.size();
        }
    }

    /** Of two that take a value and then send to the other's channel, one at least finds room. */
    @JCStressTest
    @Description("CHAN-055: of two that receive, then send to the other's full channel, does one find room?")
    @Outcome(
            id = {"sent, sent", "sent, full", "full, sent"},
            expect = ACCEPTABLE,
            desc = "One at least found room.")
    @Outcome(id = "full, full", expect = FORBIDDEN, desc = "Both saw a full channel after both had received.")
    @State
    public static class ReceiveThenSend {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.buffered(1);

        public ReceiveThenSend() {
            a.trySend("a");
            b.trySend("b");
        }

        @Actor
        public void one(LL_Result r) {
            a.tryReceive();
            r.r1 = Ops.trySendTo(b, "c");
        }

        @Actor
        public void other(LL_Result r) {
            b.tryReceive();
            r.r2 = Ops.trySendTo(a, "c");
        }
    }

    /** Of two that close and then look at the other's channel, one by a select, one at least finds the end. */
    @JCStressTest
    @Description("CHAN-055: of two that close, then look at the other's channel, does one find the end?")
    @Outcome(
            id = {"closed, closed", "closed, empty", "empty, closed"},
            expect = ACCEPTABLE,
            desc = "One at least did.")
    @Outcome(id = "empty, empty", expect = FORBIDDEN, desc = "Both saw an open channel after both were closed.")
    @State
    public static class CloseThenReceive {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();

        @Actor
        public void one(LL_Result r) {
            a.close();
            r.r1 = Ops.tryReceiveFrom(b);
        }

        @Actor
        public void other(LL_Result r) {
            b.close();
            r.r2 = Ops.call(() -> select(receive(a, value -> value, () -> Ops.CLOSED), otherwise(() -> Ops.EMPTY)));
        }
    }

    /** CHAN-033: of two that try to receive one value, exactly one gets it. */
    @JCStressTest
    @Description("CHAN-033: of two that try to receive the one value, does exactly one get it?")
    @Outcome(
            id = {"a, empty", "empty, a"},
            expect = ACCEPTABLE,
            desc = "Exactly one got it.")
    @Outcome(id = "a, a", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "empty, empty", expect = FORBIDDEN, desc = "Nobody got it.")
    @State
    public static class OneValue {
        private final Chan<String> chan = Chan.buffered(2);

        public OneValue() {
            chan.trySend("a");
        }

        @Actor
        public void one(LL_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = Ops.receiveFrom(chan, Duration.ZERO, Ops.EMPTY);
        }
    }

    /** CHAN-054: a tryReceive that races with the close of a channel with a value is never told that it is empty. */
    @JCStressTest
    @Description("CHAN-054: does a tryReceive that races with the close of a channel with a value get the value?")
    @Outcome(
            id = {"a, empty", "a, closed"},
            expect = ACCEPTABLE,
            desc = "The value; then nothing yet, or the end.")
    @Outcome(id = "empty, .*", expect = FORBIDDEN, desc = "The value was there, but the channel said empty.")
    @Outcome(expect = FORBIDDEN, desc = "The value was lost or doubled.")
    @State
    public static class ValueOrClosed {
        private final Chan<String> chan = Chan.buffered(1);

        public ValueOrClosed() {
            chan.trySend("a");
        }

        @Actor
        public void receiver(LL_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
            r.r2 = Ops.tryReceiveFrom(chan);
        }

        @Actor
        public void closer() {
            chan.close();
        }
    }

    /** CHAN-055: a tryReceive finds the parked sender or the end that close made of it, never an empty open channel. */
    @JCStressTest
    @Description("CHAN-055: does a tryReceive that races with close find the parked sender or the end, never nothing?")
    @Outcome(id = "a, sent", expect = ACCEPTABLE, desc = "It took the sender's value before the close.")
    @Outcome(id = "closed, closed", expect = ACCEPTABLE, desc = "It came after the close, which ended the send.")
    @Outcome(id = "empty, .*", expect = FORBIDDEN, desc = "A sender waited until the close, but it found nothing.")
    @Outcome(expect = FORBIDDEN, desc = "The value was lost or doubled, or a wake-up was lost.")
    @State
    public static class SenderOrClosed {
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine sender = new Goroutine(() -> {
            chan.send("a");
            return Ops.SENT;
        });
        private volatile boolean parked;

        @Actor
        public void receiver(LL_Result r) {
            while (!parked) {
                Thread.onSpinWait();
            }
            r.r1 = Ops.tryReceiveFrom(chan);
        }

        @Actor
        public void closer(LL_Result r) {
            sender.start();
            sender.awaitParked();
            parked = true;
            chan.close();
            r.r2 = sender.end();
        }
    }
}
