package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;

/** Operations that never wait: their failure is an answer, and must be true. */
@SuppressWarnings("CheckReturnValue")
final class Tries {
    private Tries() {}

    /** Does exactly one of two tries get the only value? */
    @Complete
    public static final class OneValue extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String one = "";
        private String other = "";

        public OneValue() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = Ops.told(chan.tryReceive()));
            go.start("other", () -> other = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + other, "1empty", "empty1");
            Ops.holds(chan, 0);
        }
    }

    /** Does exactly one of two tries get the only room? */
    @Complete
    public static final class OneRoom extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private boolean one;
        private boolean other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = chan.trySend(1));
            go.start("other", () -> other = chan.trySend(2));
        }

        @Override
        protected void check() throws Exception {
            require(one != other, one + ", " + other);
            Ops.holds(chan, 1);
            Ops.equal(one ? "1" : "2", Ops.told(chan.tryReceive()), "kept");
        }
    }

    /** Does a try find a value while there is always one? */
    @Complete
    public static final class AlwaysValue extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(2);
        private String moved = "";
        private String tried = "";

        public AlwaysValue() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("mover", () -> moved = chan.trySend(2) + Ops.told(chan.tryReceive()));
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(moved + tried, "true12", "true21");
            Ops.holds(chan, 0);
        }
    }

    /** Does a try find room while there always is some? */
    @Complete
    public static final class AlwaysRoom extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(2);
        private String moved = "";
        private boolean tried;

        public AlwaysRoom() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("mover", () -> moved = Ops.told(chan.tryReceive()) + chan.trySend(2));
            go.start("other", () -> tried = chan.trySend(3));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1true", moved, "moved");
            require(tried, "there was room, but the try failed");
            Ops.holds(chan, 2);
        }
    }

    /** Does exactly one of two tries serve a receiver that waits? */
    @Complete
    public static final class OneReceiver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private int received;
        private boolean one;
        private boolean other;

        @Override
        protected void first(Goroutines go) {
            go.start("receiver", () -> received = chan.receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = chan.trySend(1));
            go.start("other", () -> other = chan.trySend(2));
        }

        @Override
        protected void check() throws Exception {
            require(one != other, one + ", " + other);
            Ops.equal(one ? 1 : 2, received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does exactly one of two tries take the value of a sender that waits? */
    @Complete
    public static final class OneSender extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> chan.send(1));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = Ops.told(chan.tryReceive()));
            go.start("other", () -> other = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + other, "1empty", "empty1");
            Ops.holds(chan, 0);
        }
    }

    /** Do two tries never meet on a channel without a buffer? */
    @Complete
    public static final class NeverMeet extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private boolean sent = true;
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = chan.trySend(1));
            go.start("receiver", () -> received = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("falseempty", sent + received, "came to");
            Ops.holds(chan, 0);
        }
    }

    /** Is a value seen by a try that began when its send had returned? */
    @Complete
    public static final class SeenWhenSent extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private volatile boolean sent;
        private String tried = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                sent = true;
            });
            go.start("receiver", () -> tried = sent ? Ops.told(chan.tryReceive()) : "early");
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(tried, "1", "early");
            Ops.holds(chan, tried.equals("1") ? 0 : 1);
        }
    }

    /** Do a try to send and a receiver that may come before agree? */
    @Complete
    public static final class TryAndReceiver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private boolean sent;
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(chan::receive));
            go.start("sender", () -> {
                sent = chan.trySend(1);
                chan.close();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "1" : Ops.END, received, "received");
            Ops.holds(chan, 0);
        }
    }
}
