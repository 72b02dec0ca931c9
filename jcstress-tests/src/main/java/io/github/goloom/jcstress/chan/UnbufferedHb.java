package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** MM-022: what a thread did before an unbuffered receive happens-before the return of the send whose value it got. */
public final class UnbufferedHb {
    private UnbufferedHb() {}

    /** Both sides of a meeting see what the other wrote before it. */
    @JCStressTest
    @Description("MM-020 and MM-022: do both sides of a meeting see what the other wrote before it?")
    @Outcome(id = "sent, 1, a, 1", expect = ACCEPTABLE, desc = "They met, and each sees what the other wrote.")
    @Outcome(id = "sent, 0, a, (0|1)", expect = FORBIDDEN, desc = "The sender does not see what the receiver wrote.")
    @Outcome(id = "sent, 1, a, 0", expect = FORBIDDEN, desc = "The receiver does not see what the sender wrote.")
    @Outcome(expect = FORBIDDEN, desc = "They missed each other, or a wake-up was lost.")
    @State
    public static class Meeting {
        private final Chan<String> chan = Chan.unbuffered();
        private int bySender;
        private int byReceiver;

        @Actor
        public void sender(LLLL_Result r) {
            bySender = 1;
            r.r1 = Ops.sendTo(chan, "a");
            r.r2 = byReceiver;
        }

        @Actor
        public void receiver(LLLL_Result r) {
            byReceiver = 1;
            r.r3 = Ops.receiveFrom(chan);
            r.r4 = bySender;
        }
    }

    /**
     * A sender whose value a tryReceive took sees what the receiver wrote before; if it was not taken, close ends
     * the send (CHAN-021).
     */
    @JCStressTest
    @Description("MM-022: does a sender whose value a tryReceive took see what the receiver wrote before?")
    @Outcome(id = "sent, 1, a", expect = ACCEPTABLE, desc = "The sender was there and sees what the receiver wrote.")
    @Outcome(
            id = "closed, 1, empty",
            expect = ACCEPTABLE,
            desc = "It was not; the close that follows is seen likewise.")
    @Outcome(id = ".*, 0, .*", expect = FORBIDDEN, desc = "The sender came back without what the receiver wrote.")
    @Outcome(id = "closed, 1, a", expect = FORBIDDEN, desc = "The value was taken, and its send threw.")
    @Outcome(id = "sent, 1, empty", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class TryReceive {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void sender(LIL_Result r) {
            r.r1 = Ops.sendTo(chan, "a");
            r.r2 = plain;
        }

        @Actor
        public void receiver(LIL_Result r) {
            plain = 1;
            r.r3 = Ops.tryReceiveFrom(chan);
            chan.close();
        }
    }

    /** Senders whose values went in a batch see what the receiver wrote before it; virtual threads, no time limits. */
    @JCStressTest
    @Description("MM-022: does a sender whose value went in a batch see what the receiver wrote before?")
    @Outcome(
            id = "sent, 1, \\[a\\]",
            expect = ACCEPTABLE,
            desc = "The value went, and the sender sees what was written.")
    @Outcome(id = "sent, 0, .*", expect = FORBIDDEN, desc = "The sender came back without what was written.")
    @Outcome(expect = FORBIDDEN, desc = "They missed each other, or a wake-up was lost.")
    @State
    public static class Batch {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void sender(LIL_Result r) {
            r.r1 = Ops.onVirtual(() -> {
                chan.send("a");
                r.r2 = plain;
                return Ops.SENT;
            });
        }

        @Actor
        public void receiver(LIL_Result r) {
            r.r3 = Ops.onVirtual(() -> {
                plain = 1;
                return chan.receiveUpTo(3).toString();
            });
        }
    }
}
