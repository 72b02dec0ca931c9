package io.github.goloom.jcstress.chan;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** MM-020 and MM-021 for the channels whose sends never wait: the edges of a send, and those of a close. */
public final class KindsHb {
    private KindsHb() {}

    /** A receive that waits or finds the value sees what was written before the send. */
    @JCStressTest
    @Description("MM-020, sliding: does a receive see what was written before the send of its value?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Sliding {
        private final Chan<String> chan = Chan.sliding(1);
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            Ops.sendTo(chan, "b");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** A tryReceive that gets the value that took the place of another sees what was written before its send. */
    @JCStressTest
    @Description("MM-020, sliding and full: does a tryReceive see what was written before the send of its value?")
    @Outcome(id = "a, (0|1)", expect = ACCEPTABLE, desc = "Too early: the older value.")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The channel said that it was empty.")
    @State
    public static class SlidingFull {
        private final Chan<String> chan = Chan.sliding(1);
        private int plain;

        public SlidingFull() {
            chan.trySend("a");
        }

        @Actor
        public void sender() {
            plain = 1;
            Ops.trySendTo(chan, "b");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** The same for a dropping channel. */
    @JCStressTest
    @Description("MM-020, dropping: does a receive see what was written before the send of its value?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Dropping {
        private final Chan<String> chan = Chan.dropping(1);
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            Ops.sendTo(chan, "b");
        }

        @Actor
        public void receiver(LI_Result r) {
            r.r1 = Ops.receiveFrom(chan);
            r.r2 = plain;
        }
    }

    /** The same for an unbounded channel, whose value is the first of a new chunk. */
    @JCStressTest
    @Description("MM-020, unbounded: does a drain see what was written before the send of a value in a new chunk?")
    @Outcome(id = "64, (0|1)", expect = ACCEPTABLE, desc = "Too early: only the first chunk.")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value was lost.")
    @State
    public static class Unbounded {
        private static final int CHUNK = 64;
        private final Chan<String> chan = Chan.unbounded();
        private int plain;

        public Unbounded() {
            for (int i = 0; i < CHUNK; i++) {
                chan.trySend("a");
            }
        }

        @Actor
        public void sender() {
            plain = 1;
            Ops.trySendTo(chan, "b");
        }

        @Actor
        public void receiver(LI_Result r) {
            List<String> values = chan.drain();
            r.r1 = values.size() == CHUNK ? "64" : values.get(CHUNK);
            r.r2 = plain;
        }
    }

    /** The end brings what was written before the close. */
    @JCStressTest
    @Description("MM-021, unbounded: does a receive that finds the end see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "Something came that nobody sent, or a wake-up was lost.")
    @State
    public static class Close {
        private final Chan<String> chan = Chan.unbounded();
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

    /** Of three values of two senders one is kept, and each of the others is counted. */
    @JCStressTest
    @Description("Sliding, capacity 1: is each drop counted?")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "One is left, two were dropped.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a drop was lost.")
    @State
    public static class Count {
        private final Chan<String> chan = Chan.sliding(1);

        @Actor
        public void one() {
            Ops.trySendTo(chan, "a");
        }

        @Actor
        public void other() {
            Ops.trySendTo(chan, "b");
            Ops.trySendTo(chan, "c");
        }

        @Arbiter
        public void left(II_Result r) {
            r.r1 = chan.drain().size();
            r.r2 = (int) chan.dropped();
        }
    }
}
