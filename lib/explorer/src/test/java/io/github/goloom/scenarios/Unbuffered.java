package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;
import java.util.List;

/** Channels without a buffer. */
final class Unbuffered {
    private Unbuffered() {}

    /** Does a value come from the sender to the receiver, and nothing stay behind? */
    @Complete
    public static final class HandOver extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private int received;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> chan.send(7));
            go.start("receiver", () -> received = chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(7, received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Do two values of one sender come in their order? */
    public static final class TwoInOrder extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
            });
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 2", received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does a receiver get the value of each of two senders once? */
    public static final class TwoSenders extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
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

    /** Does each of two receivers get one of two values? */
    public static final class TwoReceivers extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private int one;
        private int other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver 1", () -> one = chan.receive());
            go.start("receiver 2", () -> other = chan.receive());
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + other, "1 2", "2 1");
            Ops.holds(chan, 0);
        }
    }

    /** Are senders that wait served first in, first out, and before one that comes later? */
    @Complete
    public static final class SendersInOrder extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String received = "";

        @Override
        protected void first(Goroutines go) {
            go.start("sender 1", () -> chan.send(1));
            go.start("sender 2", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender 3", () -> chan.send(3));
            go.start("receiver", () -> received = chan.receive() + " " + chan.receive() + " " + chan.receive());
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("1 2 3", received, "received");
            Ops.holds(chan, 0);
        }
    }

    /** Are receivers that wait served first in, first out, and before one that comes later? */
    @Complete
    public static final class ReceiversInOrder extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private final int[] received = new int[3];

        @Override
        protected void first(Goroutines go) {
            go.start("receiver 1", () -> received[0] = chan.receive());
            go.start("receiver 2", () -> received[1] = chan.receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver 3", () -> received[2] = chan.receive());
            go.start("sender", () -> {
                chan.send(1);
                chan.send(2);
                chan.send(3);
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(List.of(1, 2, 3), List.of(received[0], received[1], received[2]), "received");
            Ops.holds(chan, 0);
        }
    }

    /** Does an answer come back to the one who asked? */
    public static final class AskAndAnswer extends Scenario {
        private final Chan<Integer> asks = Chan.unbuffered();
        private final Chan<Integer> answers = Chan.unbuffered();
        private int answer;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("client", () -> {
                asks.send(20);
                answer = answers.receive();
            });
            go.start("server", () -> answers.send(asks.receive() + 1));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(21, answer, "answer");
            Ops.holds(asks, 0);
            Ops.holds(answers, 0);
        }
    }

    /** Does a batch take the values of waiting senders at one instant, in their order? */
    @Complete
    public static final class BatchOfSenders extends Scenario {
        private final Chan<Integer> chan = Chan.unbuffered();
        private String batch = "";
        private String tried = "";

        @Override
        protected void first(Goroutines go) {
            go.start("sender 1", () -> chan.send(1));
            go.start("sender 2", () -> chan.send(2));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("batch", () -> batch = chan.receiveUpTo(3).toString());
            go.start("other", () -> tried = Ops.told(chan.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(batch + tried, "[1, 2]empty", "[2]1");
            Ops.holds(chan, 0);
        }
    }
}
