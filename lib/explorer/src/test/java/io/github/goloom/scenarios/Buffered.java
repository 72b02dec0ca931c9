package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Channels with a buffer. */
@SuppressWarnings("CheckReturnValue")
final class Buffered {
    private Buffered() {}

    /** Do three values come through one slot in their order? */
    public static final class ThreeThroughOne extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
                chan.send(3);
            });
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 2", received, "received");
            Ops.holds(chan, 1);
            Ops.equal("3", Ops.told(chan.tryReceive()), "the last");
        }
    }

    /** Does a receiver get the value of each of two senders once? */
    public static final class TwoSenders extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender 1", () -> chan.send(1));
            go.start("sender 2", () -> chan.send(2));
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received, "1 2", "2 1");
            Ops.holds(chan, 0);
        }
    }

    /** Does a sender that waits for room come before one that tries later, and behind what is there? */
    @Complete
    public static final class WaitingSenderFirst extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String received = "";
        private boolean sent;

        public WaitingSenderFirst() {
            chan.trySend(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("other", () -> sent = chan.trySend(3));
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 2", received, "received");
            Ops.holds(chan, sent ? 1 : 0);
        }
    }

    /** Do receivers that wait get the values, in their order, and one that tries later none? */
    @Complete
    public static final class WaitingReceiversFirst extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(2);
        private int one;
        private int other;
        private String tried = "";

        @Override
        protected void first(Goroutines go) {
            go.start("receiver 1", () -> one = chan.receive());
            go.start("receiver 2", () -> other = chan.receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
            });
            go.start("third", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 2 empty", one + " " + other + " " + tried, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Is the size one all the time while a waiting sender's value takes the place of one that is taken? */
    @Complete
    public static final class SizeWhileRefilled extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private int size;
        private String received = "";

        public SizeWhileRefilled() {
            chan.trySend(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.told(chan.tryReceive()));
            go.start("observer", () -> size = chan.size());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1", received, "received");
            Ops.equal(1, size, "size");
            Ops.holds(chan, 1);
        }
    }

    /** Is the size one all the time while a batch takes a value, and the value of a waiting sender takes its place? */
    @Complete
    public static final class SizeWhileBatch extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private int size;
        private String batch = "";

        public SizeWhileBatch() {
            chan.trySend(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("sender 2", () -> chan.send(2));
            go.start("sender 3", () -> chan.send(3));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("batch", () -> batch = chan.receiveUpTo(2).toString());
            go.start("observer", () -> size = chan.size());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("[1, 2]", batch, "batch");
            Ops.equal(1, size, "size");
            Ops.holds(chan, 1);
            Ops.equal("3", Ops.told(chan.tryReceive()), "the last");
        }
    }

    /** Does a sender whose value went into a batch find the room that the batch has made, and the size? */
    @Complete
    public static final class RoomAfterBatch extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String batch = "";
        private int size = -1;
        private boolean sent;

        public RoomAfterBatch() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(2);
                size = chan.size();
                sent = chan.trySend(3);
            });
            go.start("batch", () -> batch = chan.receiveUpTo(2).toString());
        }

        @Override
        protected void check() throws Exception {
            // alone, 1 leaves room for 2; together, both go
            Ops.oneOf(batch + size + sent, "[1, 2]0true", "[1]1false");
            Ops.holds(chan, 1);
        }
    }

    /** Does a drain take each value that is there and those of waiting senders once, in their order? */
    @Complete
    public static final class DrainAndTry extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private final List<Integer> drained = new ArrayList<>();
        private String tried = "";

        public DrainAndTry() {
            chan.trySend(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("drain", () -> chan.drainTo(drained, 2));
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(drained + tried, "[1, 2]empty", "[2]1", "[1]2");
            Ops.holds(chan, 0);
        }
    }

    /** Does the size go up by one with each send, and never show more than there is? */
    @Complete
    public static final class SizeGrows extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(2);
        private int before = -1;
        private int after = -1;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
            });
            go.start("observer", () -> {
                before = chan.size();
                after = chan.size();
            });
        }

        @Override
        protected void check() throws Exception {
            require(0 <= before && before <= after && after <= 2, before + ", then " + after);
            Ops.holds(chan, 2);
        }
    }
}
