package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** MM-020: what a thread did before a send happens-before the return of the receive that gets the value. */
public final class SendReceiveHb {
    private SendReceiveHb() {}

    /** Unbuffered, platform threads: who receives the value sees what was written before its send. */
    @JCStressTest
    @Description("MM-020, unbuffered: does who receives the value see what was written before its send?")
    @Outcome(id = "a, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "a, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The value was lost, or a wake-up was.")
    @State
    public static class Unbuffered {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            Ops.sendTo(chan, "a");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** Capacity 2, virtual threads without time limits: each value brings what was written before its own send. */
    @JCStressTest
    @Description("MM-020, capacity 2: does each value bring what was written before its own send?")
    @Outcome(id = "a b, 1, 1", expect = ACCEPTABLE, desc = "Both came in their order, with what was written before.")
    @Outcome(id = "a b, .*", expect = FORBIDDEN, desc = "A value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value was lost or overtaken, or a wake-up was lost.")
    @State
    public static class CapacityTwo {
        private final Chan<String> chan = Chan.buffered(2);
        private int first;
        private int second;

        @Actor
        public void sender() {
            Ops.onVirtual(() -> {
                first = 1;
                chan.send("a");
                second = 1;
                chan.send("b");
                return Ops.SENT;
            });
        }

        @Actor
        public void receiver(LII_Result r) {
            r.r1 = Ops.onVirtual(() -> {
                String a = chan.receive();
                r.r2 = first;
                String b = chan.receive();
                r.r3 = second;
                return Ops.both(a, b);
            });
        }
    }

    /** A trySend that finds a parked receiver hands over what was written before; one that does not sends nothing. */
    @JCStressTest
    @Description("MM-020, unbuffered: does a trySend that finds a receiver bring what was written before?")
    @Outcome(id = "sent, a, 1", expect = ACCEPTABLE, desc = "The receiver was there and sees what was written.")
    @Outcome(id = "full, closed, 1", expect = ACCEPTABLE, desc = "It was not; the close that follows is seen likewise.")
    @Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "The receiver came back without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The value was lost or doubled, or a wake-up was lost.")
    @State
    public static class TrySend {
        private final Chan<String> chan = Chan.unbuffered();
        private int plain;

        @Actor
        public void sender(LLI_Result r) {
            plain = 1;
            r.r1 = Ops.trySendTo(chan, "a");
            chan.close();
        }

        @Actor
        public void receiver(LLI_Result r) {
            r.r2 = Ops.receiveFrom(chan);
            r.r3 = plain;
        }
    }

    /** A tryReceive that gets the value sees what was written before its send. */
    @JCStressTest
    @Description("MM-020, capacity 1: does a tryReceive that gets the value see what was written before its send?")
    @Outcome(id = "a, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "empty, (0|1)", expect = ACCEPTABLE, desc = "Too early: no value and no promise.")
    @Outcome(id = "a, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @State
    public static class TryReceive {
        private final Chan<String> chan = Chan.buffered(1);
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            Ops.sendTo(chan, "a");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** A batch of the buffer and a parked sender brings what was written before each of its values. */
    @JCStressTest
    @Description(
            "MM-020, capacity 1: does a batch, a parked sender's value included, bring what was written before each?")
    @Outcome(
            id = "\\[a\\], 1, (0|1)",
            expect = ACCEPTABLE,
            desc = "Only the first was there; nothing is promised of b.")
    @Outcome(id = "\\[a, b\\], 1, 1", expect = ACCEPTABLE, desc = "Both were there, with what was written before.")
    @Outcome(id = "\\[.*\\], .*", expect = FORBIDDEN, desc = "A value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class Batch {
        private final Chan<String> chan = Chan.buffered(1);
        private int first;
        private int second;

        @Actor
        public void sender() {
            first = 1;
            Ops.sendTo(chan, "a");
            second = 1;
            Ops.sendTo(chan, "b");
        }

        @Actor
        public void receiver(LII_Result r) {
            r.r1 = Ops.onVirtual(() -> {
                List<String> values = chan.receiveUpTo(2);
                r.r2 = first;
                r.r3 = second;
                return values.toString();
            });
        }
    }
}
