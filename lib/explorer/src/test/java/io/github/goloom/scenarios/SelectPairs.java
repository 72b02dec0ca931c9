package io.github.goloom.scenarios;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;

import io.github.goloom.chan.Chan;
import io.github.goloom.explorer.Scenario;

/** A select against another. */
final class SelectPairs {
    private SelectPairs() {}

    /** Do two selects that could meet on either of two channels meet on one, once? */
    @Complete
    public static final class MeetOnce extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = select(send(a, "a", () -> "sent"), receive(b, it -> it)));
            go.start("other", () -> other = select(send(b, "b", () -> "sent"), receive(a, it -> it)));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + other, "sent a", "b sent");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Do two selects that send and receive on the same channel meet each other, never themselves? */
    @Complete
    public static final class NeverItself extends Scenario {
        private final Chan<String> chan = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = select(send(chan, "1", () -> "sent"), receive(chan, it -> it)));
            go.start("other", () -> other = select(send(chan, "2", () -> "sent"), receive(chan, it -> it)));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + other, "sent 1", "2 sent");
            Ops.holds(chan, 0);
        }
    }

    /** Do two selects that name their channels in opposite orders not lock each other out? */
    @Complete
    public static final class OppositeOrders extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String received = "";
        private String sent = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("receiver", () -> received = selectInOrder(receive(a, it -> it), receive(b, it -> it)));
            go.start("sender", () -> sent = selectInOrder(send(b, "b", () -> "b"), send(a, "a", () -> "a")));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(received, "a", "b");
            Ops.equal(received, sent, "sent");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Does the first of two selects that wait get the value, and the other the end? */
    @Complete
    public static final class OneValue extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void first(Goroutines go) {
            go.start("one", () -> one = select(receive(a, it -> it), receive(b, it -> it, () -> Ops.CLOSED)));
            go.start("other", () -> other = select(receive(a, it -> it), receive(b, it -> it, () -> Ops.CLOSED)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                a.send("a");
                b.close();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal("a closed", one + " " + other, "selected");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Do two selects, of which one runs out of time, either meet or not? */
    public static final class OutOfTime extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String one = "";
        private String other = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = select(send(a, "a", () -> "sent"), after(Ops.LIMIT, () -> "late")));
            go.start(
                    "other",
                    () -> other = select(receive(a, it -> it), receive(b, it -> it), after(Ops.LIMIT, () -> "late")));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + other, "sent a", "late late");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Does a try take from one of two selects that are about to meet, and the other then go on waiting? */
    public static final class ThirdBetween extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String one = "";
        private String other = "";
        private String tried = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = select(send(a, "a", () -> "sent"), receive(b, it -> it)));
            go.start("other", () -> other = select(receive(a, it -> it), send(b, "b", () -> "sent")));
            go.start("third", () -> tried = Ops.told(a.tryReceive()));
        }

        @Override
        protected boolean mayBeStuck() {
            return tried.equals("a");
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(one + " " + other + " " + tried, "sent a empty", "b sent empty", "sent  a");
        }
    }
}
