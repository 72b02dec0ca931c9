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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** MM-023: what a thread did before receive k on a channel of capacity C happens-before the return of send k + C. */
public final class CapacityHb {
    private CapacityHb() {}

    /** Capacity 1: the first receive, and what was written before it, is seen when the second send returns. */
    @JCStressTest
    @Description("MM-023, capacity 1: is what was written before the first receive seen when the second send returns?")
    @Outcome(id = "sent sent, 1", expect = ACCEPTABLE, desc = "Both were sent; the receiver's write is seen.")
    @Outcome(id = "sent sent, 0", expect = FORBIDDEN, desc = "The second send returned without the receiver's write.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class CapacityOne {
        private final Chan<String> chan = Chan.buffered(1);
        private int plain;

        @Actor
        public void sender(LI_Result r) {
            r.r1 = Ops.both(Ops.sendTo(chan, "a"), Ops.sendTo(chan, "b"));
            r.r2 = plain;
        }

        @Actor
        public void receiver() {
            plain = 1;
            Ops.receiveFrom(chan);
        }
    }

    /** Capacity 2: the k-th receive is seen when send k + 2 returns, for k = 1 and 2. */
    @JCStressTest
    @Description("MM-023, capacity 2: is what was written before receive 1 and 2 seen when send 3 and 4 return?")
    @Outcome(id = "sent, 1, 1", expect = ACCEPTABLE, desc = "Each send sees the write of its receive.")
    @Outcome(id = "sent, .*", expect = FORBIDDEN, desc = "A send returned without the receiver's write.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class CapacityTwo {
        private final Chan<String> chan = Chan.buffered(2);
        private int beforeFirst;
        private int beforeSecond;

        public CapacityTwo() {
            chan.trySend("a");
            chan.trySend("b");
        }

        @Actor
        public void sender(LII_Result r) {
            Ops.sendTo(chan, "c");
            r.r2 = beforeFirst;
            r.r1 = Ops.sendTo(chan, "d");
            r.r3 = beforeSecond;
        }

        @Actor
        public void receiver() {
            beforeFirst = 1;
            Ops.receiveFrom(chan);
            beforeSecond = 1;
            Ops.receiveFrom(chan);
        }
    }

    /** A trySend that finds the room that a tryReceive made sees what was written before it. */
    @JCStressTest
    @Description("MM-023, capacity 1 and full: does a trySend that finds room see what was written before the receive?")
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "There was room, and the receiver's write is seen.")
    @Outcome(id = "full, (0|1)", expect = ACCEPTABLE, desc = "Too early: still full, and no promise.")
    @Outcome(id = "sent, 0", expect = FORBIDDEN, desc = "The send found room without the receiver's write.")
    @State
    public static class TrySend {
        private final Chan<String> chan = Chan.buffered(1);
        private int plain;

        public TrySend() {
            chan.trySend("a");
        }

        @Actor
        public void sender(LI_Result r) {
            r.r1 = Ops.trySendTo(chan, "b");
            r.r2 = plain;
        }

        @Actor
        public void receiver() {
            plain = 1;
            chan.tryReceive();
        }
    }

    /** A batch makes room for several sends, and each sees what was written before it. */
    @JCStressTest
    @Description("MM-023, capacity 2 and full: do the sends that a batch made room for see what was written before it?")
    @Outcome(id = "sent, 1, 1", expect = ACCEPTABLE, desc = "Both see the receiver's write.")
    @Outcome(id = "sent, .*", expect = FORBIDDEN, desc = "A send returned without the receiver's write.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class Batch {
        private final Chan<String> chan = Chan.buffered(2);
        private int plain;

        public Batch() {
            chan.trySend("a");
            chan.trySend("b");
        }

        @Actor
        public void sender(LII_Result r) {
            r.r1 = Ops.onVirtual(() -> {
                chan.send("c");
                r.r2 = plain;
                chan.send("d");
                r.r3 = plain;
                return Ops.SENT;
            });
        }

        @Actor
        public void receiver() {
            plain = 1;
            Ops.call(() -> chan.receiveUpTo(2).toString());
        }
    }

    /** A channel of capacity 1 is a lock: send takes it, receive frees it. */
    @JCStressTest
    @Description("MM-023, capacity 1: is a channel a lock, taken by a send and freed by a receive?")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both counted, one after the other.")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "Both were inside at once, or one saw an old count.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class Lock {
        private final Chan<String> chan = Chan.buffered(1);
        private int count;

        private void countUnderLock() {
            boolean locked = Ops.sendTo(chan, "locked").equals(Ops.SENT);
            count += locked ? 1 : 100;
            Ops.receiveFrom(chan);
        }

        @Actor
        public void one() {
            countUnderLock();
        }

        @Actor
        public void other() {
            countUnderLock();
        }

        @Arbiter
        public void total(I_Result r) {
            r.r1 = count;
        }
    }
}
