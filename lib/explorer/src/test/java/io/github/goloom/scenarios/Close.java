package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;

/** Close against everything else. */
@SuppressWarnings("CheckReturnValue")
final class Close {
    private Close() {}

    /** Does close end the wait of all receivers? */
    public static final class WakesReceivers extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver 1", () -> one = Ops.call(chan::receive));
            go.start("receiver 2", () -> other = Ops.call(chan::receive));
            go.start("closer", chan::close);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("null null", one + " " + other, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does a send without a receiver always end with the exception of a closed channel? */
    @Complete
    public static final class WakesSender extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String sent = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1)));
            go.start("closer", chan::close);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(Ops.CLOSED, sent, "sent");
            Ops.holds(chan, 0);
        }
    }

    /** Is a value in the buffer if, and only if, its send came before close? */
    @Complete
    public static final class SendOrClose extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String sent = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1)));
            go.start("closer", chan::close);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent, "done", Ops.CLOSED);
            Ops.holds(chan, sent.equals("done") ? 1 : 0);
            Ops.equal(sent.equals("done") ? "1" : Ops.CLOSED, Ops.told(chan.tryReceive()), "first");
            Ops.equal(Ops.CLOSED, Ops.told(chan.tryReceive()), "then");
        }
    }

    /** Does exactly one of two closes close? */
    @Complete
    public static final class Twice extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private boolean one;
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = chan.tryClose());
            go.start("other", () -> other = Ops.act(chan::close));
        }

        @Override
        protected void check() {
            Ops.oneOf(one + other, "trueclosed", "falsedone");
        }
    }

    /** Does a receiver get what was sent before close, and then the end? */
    public static final class AfterSend extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.close();
            });
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 null", received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does a loop over a channel with a buffer see each value, and end? */
    public static final class Loop extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
                chan.close();
            });
            go.start("receiver", () -> {
                for (int each : chan) {
                    received += each;
                }
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("12", received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does a try see that there is a value until the channel is closed? */
    @Complete
    public static final class ValueOrClosed extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String moved = "";
        private String tried = "";

        public ValueOrClosed() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("mover", () -> {
                chan.close();
                moved = Ops.told(chan.tryReceive());
            });
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(moved + " " + tried, "1 closed", "closed 1");
            Ops.holds(chan, 0);
        }
    }

    /** Does a try see that a sender waits until the channel is closed? */
    @Complete
    public static final class SenderOrClosed extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String sent = "";
        private String tried = "";

        @Override
        protected void first(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("closer", chan::close);
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent + " " + tried, "done 1", "closed closed");
            Ops.holds(chan, 0);
        }
    }

    /** Does a try see that a receiver waits until the channel is closed? */
    @Complete
    public static class ReceiverOrClosed extends Scenario {
        private final Chan<Integer> chan;
        private String received = "";
        private String tried = "";

        public ReceiverOrClosed() {
            this(Chan.buffered(1));
        }

        ReceiverOrClosed(Chan<Integer> chan) {
            this.chan = chan;
        }

        @Override
        protected void first(Goroutines go) {
            go.start("receiver", () -> received = Ops.call(chan::receive));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("closer", chan::close);
            go.start("other", () -> tried = Ops.call(() -> chan.trySend(1)));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received + " " + tried, "1 true", "null closed");
            Ops.holds(chan, 0);
        }
    }

    /** Does a try without a buffer see that a receiver waits until the channel is closed? */
    @Complete
    public static final class MeetsOrClosed extends ReceiverOrClosed {
        public MeetsOrClosed() {
            super(Chan.unbuffered());
        }
    }

    /** Do a waiting sender, a receiver and close agree on who came first? */
    @Complete
    public static final class SenderReceiverClose extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String sent = "";
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> sent = Ops.act(() -> chan.send(1)));
            go.start("receiver", () -> received = Ops.call(chan::receive));
            go.start("closer", chan::close);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(sent + " " + received, "done 1", "closed null");
            Ops.holds(chan, 0);
        }
    }
}
