package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LIL_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * MM-021 and MM-027: what a thread did before close happens-before the return of a receive that finds the channel
 * closed, and the exception of a send that does.
 */
public final class CloseHb {
    private CloseHb() {}

    /** A receive that waits, or comes late, sees what was written before the close that ends it. */
    @JCStressTest
    @Description("MM-021, unbuffered: does a receive that close ends see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "Something came that nobody sent, or a wake-up was lost.")
    @State
    public static class Receive {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** A tryReceive that finds the channel closed sees what was written before the close. */
    @JCStressTest
    @Description("MM-021, capacity 1: does a tryReceive that finds the end see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "empty, (0|1)", expect = ACCEPTABLE, desc = "Too early: still open, and no promise.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @State
    public static class TryReceive {
        private final Chan<String> chan = Chan.buffered(1);
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.tryClose();
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** A loop: each value brings what was written before its send, the end what was written before the close. */
    @JCStressTest
    @Description("MM-020 and MM-021: do the values and the end of a loop bring what was written before send and close?")
    @Outcome(id = "a, 1, 1", expect = ACCEPTABLE, desc = "The value and the end, each with what was written before.")
    @Outcome(id = "a, .*", expect = FORBIDDEN, desc = "The value or the end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Loop {
        private final Chan<String> chan = Chan.buffered(1);
        private int beforeSend;
        private int beforeClose;

        @Actor
        public void sender() {
            beforeSend = 1;
            Ops.trySendTo(chan, "a");
            beforeClose = 1;
            chan.close();
        }

        @Actor
        public void receiver(LII_Result r) {
            r.r1 = Ops.onVirtual(() -> {
                String last = Ops.EMPTY;
                for (String each : chan) {
                    last = each;
                    r.r2 = beforeSend;
                }
                r.r3 = beforeClose;
                return last;
            });
        }
    }

    /** A sender that close wakes sees what was written before the close, and its value is gone (CHAN-021). */
    @JCStressTest
    @Description("MM-027, unbuffered: does a waiting sender that close ends see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The exception came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The exception came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The value was sent to nobody, or a wake-up was lost.")
    @State
    public static class Send {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void sender(LI_Result r) {
            r.r1 = Ops.sendTo(chan, "a");
            r.r2 = plain;
        }
    }

    /** The same on a full buffer, without a time limit: the buffered value stays, the other is gone (CHAN-026). */
    @JCStressTest
    @Description("MM-027, capacity 1 and full: does a waiting sender see what was written before the close?")
    @Outcome(
            id = "closed, 1, a closed",
            expect = ACCEPTABLE,
            desc = "The exception, what was written, the first value.")
    @Outcome(id = "closed, 0, .*", expect = FORBIDDEN, desc = "The exception came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value was lost or added, or a wake-up was lost.")
    @State
    public static class SendToFull {
        private final Chan<String> chan = Chan.buffered(1);
        private int plain;

        public SendToFull() {
            chan.trySend("a");
        }

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void sender(LIL_Result r) {
            r.r1 = Ops.onVirtual(() -> Ops.call(() -> {
                chan.send("b");
                return Ops.SENT;
            }));
            r.r2 = plain;
        }

        @Arbiter
        public void rest(LIL_Result r) {
            r.r3 = Ops.both(Ops.tryReceiveFrom(chan), Ops.tryReceiveFrom(chan));
        }
    }

    /** A trySend that throws sees what was written before the close; one that does not has its value drained. */
    @JCStressTest
    @Description("MM-027, capacity 2: does a trySend that throws see what was written before the close?")
    @Outcome(id = "sent, (0|1), a closed", expect = ACCEPTABLE, desc = "Sent before the close, and drained after.")
    @Outcome(id = "closed, 1, closed closed", expect = ACCEPTABLE, desc = "The exception, and what was written before.")
    @Outcome(id = "closed, 0, .*", expect = FORBIDDEN, desc = "The exception came without what was written before.")
    @Outcome(id = "sent, .*, closed closed", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "closed, .*, a closed", expect = FORBIDDEN, desc = "The value was refused, and yet is there.")
    @Outcome(expect = FORBIDDEN, desc = "There was room, but the channel said full.")
    @State
    public static class TrySend {
        private final Chan<String> chan = Chan.buffered(2);
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void sender(LIL_Result r) {
            r.r1 = Ops.trySendTo(chan, "a");
            r.r2 = plain;
        }

        @Arbiter
        public void rest(LIL_Result r) {
            r.r3 = Ops.both(Ops.tryReceiveFrom(chan), Ops.tryReceiveFrom(chan));
        }
    }
}
