package io.github.goloom.scenarios;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.explorer.Scenario;

/** A select against plain operations. */
@SuppressWarnings("CheckReturnValue")
final class Selects {
    private Selects() {}

    /** Does a select see that of two channels one always has a value? */
    @Complete
    public static final class NeverMissesValue extends Scenario {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.buffered(1);
        private String selected = "";
        private String moved = "";

        public NeverMissesValue() {
            a.trySend("a");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "select",
                    () -> selected = select(receive(a, it -> it), receive(b, it -> it), otherwise(() -> "none")));
            go.start("mover", () -> moved = b.trySend("b") + Ops.told(a.tryReceive()));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + " " + moved, "a trueempty", "b truea");
            Ops.holds(a, 0);
            Ops.holds(b, selected.equals("a") ? 1 : 0);
        }
    }

    /** Does a select in order see that one channel has a value until the other is closed? */
    public static final class NeverMissesClose extends Scenario {
        private final Chan<String> a = Chan.buffered(1);
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";

        public NeverMissesClose() {
            a.trySend("a");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "select",
                    () -> selected = selectInOrder(
                            receive(b, it -> it, () -> Ops.CLOSED), receive(a, it -> it), otherwise(() -> "none")));
            go.start("mover", () -> {
                b.close();
                a.tryReceive();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected, "a", Ops.CLOSED);
            Ops.holds(a, 0);
        }
    }

    /** Does a select with one channel and an otherwise see that there is always a value? */
    @Complete
    public static final class OneChannelOtherwise extends Scenario {
        private final Chan<String> a = Chan.buffered(2);
        private String selected = "";

        public OneChannelOtherwise() {
            a.trySend("1");
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("select", () -> selected = select(receive(a, it -> it), otherwise(() -> "none")));
            go.start("mover", () -> {
                a.trySend("2");
                a.tryReceive();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected, "1", "2");
            Ops.holds(a, 0);
        }
    }

    /** Does a select that waits take one value only, and leave its other channel? */
    @Complete
    public static final class ServedOnce extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private boolean toA;
        private boolean toB;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("select", () -> selected = select(receive(a, it -> it, () -> Ops.CLOSED), receive(b, it -> it)));
            go.start("sender", () -> {
                toA = a.trySend("a");
                toB = b.trySend("b");
                a.close();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + toA + toB, "atruefalse", "bfalsetrue", "closedfalsefalse");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Does a try find a select that waits, unless somebody else has served it before? */
    @Complete
    public static final class LostClaim extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private String both = "";
        private boolean other;

        @Override
        protected void first(Goroutines go) {
            go.start("select", () -> selected = select(receive(a, it -> it), receive(b, it -> it)));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("both", () -> both = a.trySend("1") + " " + b.trySend("2"));
            go.start("other", () -> other = a.trySend("3"));
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + " " + both + " " + other, "1 true false false", "3 false false true");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Does a try find the sender behind a select that waits and is served elsewhere? */
    @Complete
    public static final class SenderBehindSelect extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private String tookA = "";
        private String tookB = "";

        @Override
        protected void first(Goroutines go) {
            go.start("select", () -> selected = select(send(a, "1", () -> "a"), send(b, "2", () -> "b")));
            go.start("sender", () -> a.send("3"));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("at a", () -> tookA = Ops.told(a.tryReceive()));
            go.start("at b", () -> tookB = Ops.told(b.tryReceive()));
        }

        @Override
        protected boolean mayBeStuck() {
            return tookA.equals("1"); // the sender is left
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + tookA + tookB, "a1empty", "b32");
            if (tookA.equals("3")) {
                Ops.holds(a, 0);
            }
            Ops.holds(b, 0);
        }
    }

    /** Does a select take exactly one of two values, and the next select the other? */
    public static final class TwoSenders extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender a", () -> a.send("a"));
            go.start("sender b", () -> b.send("b"));
            go.start("select", () -> {
                selected = select(receive(a, it -> it), receive(b, it -> it));
                selected += select(receive(a, it -> it), receive(b, it -> it));
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected, "ab", "ba");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Does a select whose cases share a channel receive once? */
    @Complete
    public static final class SameChannelTwice extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private String selected = "";
        private boolean again;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("select", () -> selected = select(receive(a, it -> it + 1), receive(a, it -> it + 2)));
            go.start("sender", () -> {
                a.send("a");
                again = a.trySend("b");
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected, "a1", "a2");
            require(!again, "it received twice");
            Ops.holds(a, 0);
        }
    }

    /** Does a select that sends or receives do exactly one of both? */
    @Complete
    public static final class SendOrReceive extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.buffered(1);
        private String selected = "";
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start("select", () -> selected = select(send(a, "a", () -> "sent"), receive(b, it -> it)));
            go.start("other", () -> {
                b.send("b");
                received = Ops.told(a.tryReceive());
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + " " + received, "sent a", "b empty");
            Ops.holds(a, 0);
            Ops.holds(b, selected.equals("sent") ? 1 : 0);
        }
    }

    /** Does close end a select that waits to send, with the exception, and leave no trace? */
    @Complete
    public static final class SendOnClosed extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "select",
                    () -> selected = Ops.call(() -> select(send(a, "a", () -> "sent"), receive(b, it -> it))));
            go.start("other", () -> {
                a.close();
                sent = b.trySend("b");
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(selected + " " + sent, "closed false", "b true");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Is a select that runs out of time not served, and one that is served in time? */
    public static final class OutOfTime extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "select",
                    () -> selected =
                            select(receive(a, it -> it), receive(b, it -> it), after(Ops.LIMIT, () -> "late")));
            go.start("sender", () -> sent = a.trySend("a"));
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "a" : "late", selected, "selected");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Is a select that is interrupted not served, and the status kept if it is? */
    @Complete
    public static final class Interrupted extends Scenario {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();
        private String selected = "";
        private boolean status;
        private boolean sent;

        @Override
        protected void goroutines(Goroutines go) {
            Thread select = go.start("select", () -> {
                selected = Ops.call(() -> select(receive(a, it -> it), receive(b, it -> it)));
                status = Ops.isInterrupted();
            });
            go.start("sender", () -> {
                sent = b.trySend("b");
                select.interrupt();
            });
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(sent ? "b" : Ops.INTERRUPTED, selected, "selected");
            require(!status || sent, "the status is set though the exception was thrown");
            Ops.holds(a, 0);
            Ops.holds(b, 0);
        }
    }

    /** Is a select of one case, with otherwise, as exact as a try: does it find what is there at every instant? */
    @Complete
    public static final class OneCaseAfterBatch extends Scenario {
        private final Chan<Integer> chan = Chan.buffered(1);
        private String batch = "";
        private boolean sent;

        public OneCaseAfterBatch() {
            chan.trySend(1);
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("sender", () -> {
                chan.send(2);
                sent = Select.select(Select.send(chan, 3, () -> true), Select.otherwise(() -> false));
            });
            go.start("batch", () -> batch = chan.receiveUpTo(2).toString());
        }

        @Override
        protected void check() throws Exception {
            // alone, 1 leaves room for 2; together, both go
            Ops.oneOf(batch + sent, "[1, 2]true", "[1]false");
            Ops.holds(chan, 1);
        }
    }
}
