package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZL_Result;

/** An interrupt races with a hand-off: the value went and the status stays, or it did not and the status is cleared. */
public final class Interrupts {
    private Interrupts() {}

    /** A receive: the value was received, or the sender still has it. */
    @JCStressTest
    @Description("Was the value either received or kept by its sender, when the receiver was interrupted?")
    @Outcome(id = "a, true, sent", expect = ACCEPTABLE, desc = "The value came first; the status stays set.")
    @Outcome(
            id = "interrupted, false, full",
            expect = ACCEPTABLE,
            desc = "The interrupt came first; the status is cleared.")
    @Outcome(id = "interrupted, .*, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "a, false, sent", expect = FORBIDDEN, desc = "The interrupt was lost.")
    @Outcome(expect = FORBIDDEN, desc = "The value was doubled, or a wake-up was lost.")
    @State
    public static class Receive {
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine receiver = new Goroutine(chan::receive);

        @Actor
        public void receiver(LZL_Result r) {
            r.r1 = receiver.runToEnd();
            r.r2 = receiver.statusSet();
        }

        @Actor
        public void other(LZL_Result r) {
            receiver.interrupt();
            r.r3 = Ops.trySendTo(chan, "a");
        }
    }

    /** A send that waits for room: the value is in the buffer, or it was not sent. */
    @JCStressTest
    @Description("Is the value in the channel exactly if its send returned, when the sender was interrupted?")
    @Outcome(id = "sent, true, a b", expect = ACCEPTABLE, desc = "There was room first; the status stays set.")
    @Outcome(
            id = "interrupted, false, a empty",
            expect = ACCEPTABLE,
            desc = "The interrupt came first; nothing was sent.")
    @Outcome(id = "interrupted, .*, a b", expect = FORBIDDEN, desc = "The send said no, but the value is there.")
    @Outcome(id = "sent, .*, a empty", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(expect = FORBIDDEN, desc = "The interrupt or a wake-up was lost.")
    @State
    public static class Send {
        private final Chan<String> chan = Chan.buffered(1);
        private final Goroutine sender = new Goroutine(() -> {
            chan.send("b");
            return Ops.SENT;
        });
        private String first = "";

        public Send() {
            chan.trySend("a");
        }

        @Actor
        public void sender(LZL_Result r) {
            r.r1 = sender.runToEnd();
            r.r2 = sender.statusSet();
        }

        @Actor
        public void other() {
            sender.interrupt();
            first = Ops.tryReceiveFrom(chan);
        }

        @Arbiter
        public void rest(LZL_Result r) {
            r.r3 = Ops.both(first, Ops.tryReceiveFrom(chan));
        }
    }

    /** A select: one case was served, or none was. */
    @JCStressTest
    @Description("Was a case served exactly if the select returned, when its thread was interrupted?")
    @Outcome(id = "b, true, sent", expect = ACCEPTABLE, desc = "The case came first; the status stays set.")
    @Outcome(
            id = "interrupted, false, full",
            expect = ACCEPTABLE,
            desc = "The interrupt came first; the status is cleared.")
    @Outcome(id = "interrupted, .*, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "b, false, sent", expect = FORBIDDEN, desc = "The interrupt was lost.")
    @Outcome(expect = FORBIDDEN, desc = "The value was doubled, or a wake-up was lost.")
    @State
    public static class Selecting {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private final Goroutine selecting =
                new Goroutine(() -> select(receive(a, value -> value), receive(b, value -> value)));

        @Actor
        public void selecting(LZL_Result r) {
            r.r1 = selecting.runToEnd();
            r.r2 = selecting.statusSet();
        }

        @Actor
        public void other(LZL_Result r) {
            selecting.interrupt();
            r.r3 = Ops.trySendTo(b, "b");
        }
    }

    /** A receive on a platform thread: as on a virtual one. */
    @JCStressTest
    @Description("Was the value either received or kept by its sender, when a platform thread was interrupted?")
    @Outcome(id = "a, true, sent", expect = ACCEPTABLE, desc = "The value came first; the status stays set.")
    @Outcome(
            id = "interrupted, false, full",
            expect = ACCEPTABLE,
            desc = "The interrupt came first; the status is cleared.")
    @Outcome(id = "interrupted, .*, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "a, false, sent", expect = FORBIDDEN, desc = "The interrupt was lost.")
    @Outcome(expect = FORBIDDEN, desc = "The value was doubled, or a wake-up was lost.")
    @State
    public static class PlatformThread {
        private final Chan<String> chan = Chan.unbuffered();
        private volatile Thread receiver;
        private volatile boolean interrupted;

        @Actor
        public void receiver(LZL_Result r) {
            receiver = Thread.currentThread();
            r.r1 = Ops.receiveFrom(chan);
            while (!interrupted) {
                Thread.onSpinWait();
            }
            r.r2 = Thread.interrupted(); // also lest the interrupt reach the next state
        }

        @Actor
        public void other(LZL_Result r) {
            while (receiver == null) {
                Thread.onSpinWait();
            }
            receiver.interrupt();
            interrupted = true;
            r.r3 = Ops.trySendTo(chan, "a");
        }
    }
}
