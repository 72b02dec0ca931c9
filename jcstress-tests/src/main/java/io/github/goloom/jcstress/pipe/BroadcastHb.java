package io.github.goloom.jcstress.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.pipe.Broadcast;
import io.github.goloom.pipe.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** The edges of a broadcast: what was done before a send is seen by each subscriber that receives the value. */
public final class BroadcastHb {
    private BroadcastHb() {}

    private static void send(Broadcast<String> broadcast) {
        Ops.call(() -> {
            broadcast.send("b");
            return Ops.SENT;
        });
    }

    /** A subscriber that waits, or finds the value in its buffer; another one comes before it. */
    @JCStressTest
    @Description("Does a subscriber see what was written before the send of the value that it receives?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Subscribed {
        private final Broadcast<String> broadcast = new Broadcast<>();
        private final Subscription<String> first = broadcast.subscribe(Chan.buffered(1));
        private final Subscription<String> second = broadcast.subscribe(Chan.buffered(1));
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            send(broadcast);
        }

        @Actor
        public void subscriber(LI_Result r) {
            r.r1 = Ops.receiveFrom(second.chan());
            r.r2 = plain;
            first.close();
        }
    }

    /** A subscriber that is slow: the sender waits for it. */
    @JCStressTest
    @Description("Does a subscriber without a buffer see what was written before the send?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Slow {
        private final Broadcast<String> broadcast = new Broadcast<>();
        private final Subscription<String> subscription = broadcast.subscribe(Chan.unbuffered());
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            send(broadcast);
        }

        @Actor
        public void subscriber(LI_Result r) {
            r.r1 = Ops.receiveFrom(subscription.chan());
            r.r2 = plain;
        }
    }

    /** A newcomer that gets the last value by a replay, or is there in time. */
    @JCStressTest
    @Description("Does a newcomer see what was written before the send of the value that is replayed?")
    @Outcome(id = "b, 1", expect = ACCEPTABLE, desc = "The value came, and with it what was written before.")
    @Outcome(id = "b, 0", expect = FORBIDDEN, desc = "The value came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "A value or a wake-up was lost.")
    @State
    public static class Replayed {
        private final Broadcast<String> broadcast = new Broadcast<>(1);
        private int plain;

        @Actor
        public void sender() {
            plain = 1;
            send(broadcast);
        }

        @Actor
        public void newcomer(LI_Result r) {
            r.r1 = Ops.receiveFrom(broadcast.subscribe(Chan.buffered(1)).chan());
            r.r2 = plain;
        }
    }

    /** The end of the broadcast is a close of each channel. */
    @JCStressTest
    @Description("Does a subscriber that finds the end see what was written before the close of the broadcast?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "Something came that nobody sent, or a wake-up was lost.")
    @State
    public static class Closed {
        private final Broadcast<String> broadcast = new Broadcast<>();
        private final Subscription<String> subscription = broadcast.subscribe(Chan.buffered(1));
        private int plain;

        @Actor
        public void closer() {
            plain = 1;
            broadcast.close();
        }

        @Actor
        public void subscriber(LI_Result r) {
            r.r1 = Ops.receiveFrom(subscription.chan());
            r.r2 = plain;
        }
    }
}
