package io.github.goloom.jcstress.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.jcstress.Ops;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A timeout or a cancellation that races with a hand-off: both sides agree whether the value went. */
public final class Timeouts {
    private static final Duration SHORT = Duration.ofNanos(20_000);

    private Timeouts() {}

    /** A send and a receive that both run out of time: both met, or neither did. */
    @JCStressTest
    @Description("Do a timed send and a timed receive agree whether they met?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "They met.")
    @Outcome(id = "late, late", expect = ACCEPTABLE, desc = "They did not.")
    @Outcome(id = "sent, late", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "late, a", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @State
    public static class SendAndReceive {
        private final Chan<String> chan = Chan.unbuffered();

        @Actor
        public void sender(LL_Result r) {
            r.r1 = Ops.sendTo(chan, "a", SHORT, Ops.LATE);
        }

        @Actor
        public void receiver(LL_Result r) {
            r.r2 = Ops.receiveFrom(chan, SHORT, Ops.LATE);
        }
    }

    /** A select with a time, and a trySend to one of its channels: both know of the value, or neither does. */
    @JCStressTest
    @Description("Do a select with a time and a trySend agree whether the value went?")
    @Outcome(id = "b, sent", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "late, full", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "late, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "b, full", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @State
    public static class Selecting {
        private final Chan<String> a = Chan.unbuffered();
        private final Chan<String> b = Chan.unbuffered();

        @Actor
        public void selecting(LL_Result r) {
            r.r1 = Ops.call(
                    () -> select(receive(a, value -> value), receive(b, value -> value), after(SHORT, () -> Ops.LATE)));
        }

        @Actor
        public void sender(LL_Result r) {
            r.r2 = Ops.trySendTo(b, "b");
        }
    }

    /** A receive that a cancellation ends, and a trySend: both know of the value, or neither does. */
    @JCStressTest
    @Description("Do a cancelled receive and a trySend agree whether the value went?")
    @Outcome(id = "a, sent", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "cancelled, full", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "cancelled, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "a, full", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class Cancelled implements Cancellation {
        private final Chan<String> chan = Chan.unbuffered();
        private final Chan<Void> done = Chan.unbuffered();

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public RuntimeException err() {
            return done.isClosed() ? new CancellationException() : null;
        }

        @Actor
        public void receiver(LL_Result r) {
            r.r1 = Ops.onVirtual(() -> chan.receive(this));
        }

        @Actor
        public void other(LL_Result r) {
            done.close();
            r.r2 = Ops.trySendTo(chan, "a");
        }
    }
}
