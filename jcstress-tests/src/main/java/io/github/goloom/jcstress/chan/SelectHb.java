package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** MM-026: the chosen case of a select has the happens-before edges of its operation. */
public final class SelectHb {
    private SelectHb() {}

    /** Two selects that meet on one of two channels see what the other wrote before (MM-020, MM-022). */
    @JCStressTest
    @Description("MM-026: do two selects that meet see what the other wrote before?")
    @Outcome(
            id = {"sent, 1, a, 1", "sent, 1, b, 1"},
            expect = ACCEPTABLE,
            desc = "They met; each sees the other's write.")
    @Outcome(id = "sent, .*, (a|b), .*", expect = FORBIDDEN, desc = "They met, but one does not see the other's write.")
    @Outcome(expect = FORBIDDEN, desc = "They missed each other, or a wake-up was lost.")
    @State
    public static class Meeting {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private int bySender;
        private int byReceiver;

        @Actor
        public void sender(LLLL_Result r) {
            bySender = 1;
            r.r1 = Ops.call(() -> select(
                    send(a, "a", () -> Ops.SENT), send(b, "b", () -> Ops.SENT), after(Ops.LIMIT, () -> Ops.STUCK)));
            r.r2 = byReceiver;
        }

        @Actor
        public void receiver(LLLL_Result r) {
            byReceiver = 1;
            r.r3 = Ops.call(() ->
                    select(receive(b, value -> value), receive(a, value -> value), after(Ops.LIMIT, () -> Ops.STUCK)));
            r.r4 = bySender;
        }
    }

    /** A receive case that gets a buffered value sees what was written before its plain send (MM-020). */
    @JCStressTest
    @Description("MM-026, capacity 1: does a receive case see what was written before the send of its value?")
    @Outcome(id = "a, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "a, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The value was lost, or a wake-up was.")
    @State
    public static class ReceiveCase {
        private final Chan<String> chan = Chan.buffered(1);
        private final Chan<String> other = Chan.unbuffered();
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            Ops.sendTo(chan, "a");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.onVirtual(() -> select(receive(other, value -> value), receive(chan, value -> {
                r.r2 = plain;
                return value;
            })));
        }
    }

    /** A send case that waits for room sees what was written before the receive that made it (MM-023). */
    @JCStressTest
    @Description(
            "MM-026, capacity 1 and full: does a send case see what was written before the receive that made room?")
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "There was room, and the receiver's write is seen.")
    @Outcome(id = "sent, 0", expect = FORBIDDEN, desc = "There was room without the receiver's write.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class SendCase {
        private final Chan<String> chan = Chan.buffered(1);
        private final Chan<String> other = Chan.unbuffered();
        private int plain;

        public SendCase() {
            chan.trySend("a");
        }

        @Actor
        public void sender(LI_Result r) {
            r.r1 = Ops.call(() -> select(
                    send(other, "b", () -> "other"),
                    send(chan, "b", () -> Ops.SENT),
                    after(Ops.LIMIT, () -> Ops.STUCK)));
            r.r2 = plain;
        }

        @Actor
        public void receiver() {
            plain = 1;
            Ops.receiveFrom(chan);
        }
    }

    /** A receive case that finds the end sees what was written before the close (MM-021). */
    @JCStressTest
    @Description("MM-026: does a receive case that finds the end see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "Another case was taken, or a wake-up was lost.")
    @State
    public static class ClosedReceive {
        private final Chan<String> chan = Chan.buffered(2);
        private final Chan<String> other = Chan.unbuffered();
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.call(() -> select(
                    receive(chan, value -> value, () -> Ops.CLOSED),
                    receive(other, value -> value),
                    after(Ops.LIMIT, () -> Ops.STUCK)));
            r.r2 = plain;
        }
    }

    /** A send case that throws sees what was written before the close (MM-027, SEL-021). */
    @JCStressTest
    @Description("MM-026: does a send case that throws see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The exception came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The exception came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "Another case was taken, or a wake-up was lost.")
    @State
    public static class ClosedSend {
        private final Chan<String> chan = Chan.unbuffered();
        private final Chan<String> other = Chan.unbuffered();
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            chan.close();
        }

        @Actor
        public void sender(LI_Result r) {
            r.r1 = Ops.call(() -> select(
                    send(chan, "a", () -> Ops.SENT),
                    receive(other, value -> value),
                    after(Ops.LIMIT, () -> Ops.STUCK)));
            r.r2 = plain;
        }
    }
}
