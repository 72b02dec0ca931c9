package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.explorer.Scenario;

/** Channels whose sends never wait, and draining. */
@SuppressWarnings("CheckReturnValue")
final class Kinds {
    private Kinds() {}

    /** Does a sliding channel lose the oldest value, once, unless the receiver had it before? */
    @Complete
    public static final class SlidingOldestGoes extends Scenario {
        private final Chan<Integer> chan = Chan.sliding(2);
        private String tried = "";

        public SlidingOldestGoes() {
            chan.trySend(1);
            chan.trySend(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> chan.send(3));
            go.start("receiver", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(tried + " " + chan.dropped() + " " + chan.drain(), "1 0 [2, 3]", "2 1 [3]");
            Ops.holds(chan, 0);
        }
    }

    /** Does a dropping channel lose the value that is sent, unless the receiver has made room? */
    @Complete
    public static final class DroppingNewestGoes extends Scenario {
        private final Chan<Integer> chan = Chan.dropping(2);
        private String tried = "";

        public DroppingNewestGoes() {
            chan.trySend(1);
            chan.trySend(2);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> chan.send(3));
            go.start("receiver", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(tried + " " + chan.dropped() + " " + chan.drain(), "1 0 [2, 3]", "1 1 [2]");
            Ops.holds(chan, 0);
        }
    }

    /** Is each drop of two senders counted? */
    @Complete
    public static final class DropsAreCounted extends Scenario {
        private final Chan<Integer> chan = Chan.dropping(1);

        @Override
        protected void first(Goroutines go) {
            go.start("before", () -> chan.send(1));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender 2", () -> chan.send(2));
            go.start("sender 3", () -> chan.trySend(3));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("2 [1]", chan.dropped() + " " + chan.drain(), "dropped and left");
            Ops.holds(chan, 0);
        }
    }

    /** Is nothing dropped of what waiting receivers and the buffer can take? */
    @Complete
    public static final class WaitingReceiverFirst extends Scenario {
        private final Chan<Integer> chan = Chan.dropping(1);
        private int received;

        @Override
        protected void first(Goroutines go) {
            go.start("receiver", () -> received = chan.receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender 1", () -> chan.send(1));
            go.start("sender 2", () -> chan.trySend(2));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received + " " + chan.dropped() + " " + chan.drain(), "1 0 [2]", "2 0 [1]");
            Ops.holds(chan, 0);
        }
    }

    /** Is a value kept whose receiver is interrupted at the same time, unless the receiver returns it? */
    @Complete
    public static final class InterruptedReceiver extends Scenario {
        private final Chan<Integer> chan = Chan.sliding(1);
        private String received = "";
        private Thread receiver;

        @Override
        protected void first(Goroutines go) {
            receiver = go.start("receiver", () -> received = Ops.call(chan::receive));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("interrupter", () -> receiver.interrupt());
            go.start("sender", () -> chan.send(1));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received + " " + chan.drain(), "1 []", Ops.INTERRUPTED + " [1]");
            Ops.holds(chan, 0);
            Ops.equal(0L, chan.dropped(), "dropped");
        }
    }

    /** Does an observer see the drop or the old state, and a full buffer in either? */
    @Complete
    public static final class SizeWhileSliding extends Scenario {
        private final Chan<Integer> chan = Chan.sliding(1);
        private String seen = "";

        public SizeWhileSliding() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> chan.send(2));
            go.start("observer", () -> seen = chan.dropped() + " " + chan.size() + " " + chan.tryReceive());
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(seen, "0 1 Value[value=1]", "0 1 Value[value=2]", "1 1 Value[value=2]");
        }
    }

    /** Do values cross the border between two chunks once and in their order? */
    public static final class ChunkBorder extends Scenario {
        private static final int CHUNK = 64;
        private final Chan<Integer> chan = Chan.unbounded();
        private String received = "";

        public ChunkBorder() {
            for (int i = 1; i < CHUNK; i++) {
                chan.trySend(i);
            }
            for (int i = 1; i < CHUNK - 1; i++) {
                chan.tryReceive();
            }
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(CHUNK);
                chan.send(CHUNK + 1);
            });
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("63 64 [65]", received + " " + chan.drain(), "received and left");
            Ops.holds(chan, 0);
        }
    }

    /** Is each value sent before a close received before the end, and none after it sent? */
    @Complete
    public static final class SendOrClosed extends Scenario {
        private final Chan<Integer> chan = Chan.unbounded();
        private String sent = "";
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1)));
            go.start("closer", chan::close);
            go.start("receiver", () -> received = Ops.call(chan::receive));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent + " " + received, "done 1", Ops.CLOSED + " " + Ops.END);
            Ops.holds(chan, 0);
        }
    }

    /** Does a select that waits for two channels get one value, and leave the other in its buffer? */
    public static final class SelectOfTwo extends Scenario {
        private final Chan<Integer> sliding = Chan.sliding(1);
        private final Chan<Integer> unbounded = Chan.unbounded();
        private int received;

        @Override
        protected void first(Goroutines go) {
            go.start("select", () -> received = Select.select(Select.receive(sliding), Select.receive(unbounded)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender 1", () -> sliding.send(1));
            go.start("sender 2", () -> unbounded.send(2));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received + " " + sliding.drain() + unbounded.drain(), "1 [][2]", "2 [1][]");
            Ops.equal(0L, sliding.dropped(), "dropped");
            Ops.holds(sliding, 0);
            Ops.holds(unbounded, 0);
        }
    }

    /** Does a drain take a value and that of a waiting sender at one instant? */
    @Complete
    public static final class DrainAtOnce extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String drained = "";
        private String tried = "";

        public DrainAtOnce() {
            chan.trySend(1);
        }

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("drain", () -> drained = chan.drain().toString());
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(drained + tried, "[1, 2]empty", "[2]1");
            Ops.holds(chan, 0);
        }
    }
}
