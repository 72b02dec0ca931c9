package io.github.goloom.jcstress.context;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A cancellation races with a hand-off: the value is neither lost nor doubled, and both sides agree. */
public final class WaitRaces {
    private WaitRaces() {}

    /** A parked receive, a cancel and a trySend. */
    @JCStressTest
    @Description("Do a parked receive that is cancelled and a trySend agree whether the value went?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "full, cancelled", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "sent, cancelled", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "full, a", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class Receive {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> chan.receive(ctx));

        public Receive() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void other(LL_Result r) {
            r.r1 = Ops.trySendTo(chan, "a");
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = waiting.end();
        }
    }

    /** A parked send, a cancel and a tryReceive. */
    @JCStressTest
    @Description("Do a parked send that is cancelled and a tryReceive agree whether the value went?")
    @Outcome(id = "a, sent", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "empty, cancelled", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "empty, sent", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "a, cancelled", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class Send {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> {
            chan.send("a", ctx);
            return Ops.SENT;
        });

        public Send() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void other(LL_Result r) {
            r.r1 = Ops.tryReceiveFrom(chan);
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = waiting.end();
        }
    }

    /** A parked select, a cancel and a trySend to one of its channels. */
    @JCStressTest
    @Description("Do a parked select that is cancelled and a trySend agree whether the value went?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "full, cancelled", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "sent, cancelled", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "full, a", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class Selecting {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Chan<String> chan = Chan.unbuffered();
        private final Chan<String> other = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> select(ctx, receive(other), receive(chan)));

        public Selecting() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void other(LL_Result r) {
            r.r1 = Ops.trySendTo(chan, "a");
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = waiting.end();
        }
    }

    /** The same with the cancel of the parent of the context with which it waits. */
    @JCStressTest
    @Description("Do a parked receive whose parent context is cancelled and a trySend agree whether the value went?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "full, cancelled", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "sent, cancelled", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "full, a", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class DerivedReceive {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(ctx);
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> chan.receive(child));

        public DerivedReceive() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void other(LL_Result r) {
            r.r1 = Ops.trySendTo(chan, "a");
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = waiting.end();
        }
    }

    /** The same with a foreign context around one of ours. */
    @JCStressTest
    @Description("Do a parked receive whose foreign context ends and a trySend agree whether the value went?")
    @Outcome(id = "sent, a", expect = ACCEPTABLE, desc = "The value went.")
    @Outcome(id = "full, cancelled", expect = ACCEPTABLE, desc = "It did not.")
    @Outcome(id = "sent, cancelled", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "full, a", expect = FORBIDDEN, desc = "The value was received, but its send says no.")
    @Outcome(expect = FORBIDDEN, desc = "The cancellation woke nobody.")
    @State
    public static class ForeignReceive {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Context foreign = new Foreign(ctx);
        private final Chan<String> chan = Chan.unbuffered();
        private final Goroutine waiting = new Goroutine(() -> chan.receive(foreign));

        public ForeignReceive() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void other(LL_Result r) {
            r.r1 = Ops.trySendTo(chan, "a");
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = waiting.end();
        }
    }

    /** A receive that begins while its context is cancelled, and a receiver of what it left. */
    @JCStressTest
    @Description("Is a buffered value either received or left by a receive whose context is being cancelled?")
    @Outcome(id = "a, empty", expect = ACCEPTABLE, desc = "It was received.")
    @Outcome(id = "cancelled, a", expect = ACCEPTABLE, desc = "It was left.")
    @Outcome(id = "cancelled, empty", expect = FORBIDDEN, desc = "The value was lost.")
    @Outcome(id = "a, a", expect = FORBIDDEN, desc = "The value was doubled.")
    @Outcome(expect = FORBIDDEN, desc = "It waited where a value was.")
    @State
    public static class Beginning {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Chan<String> chan = Chan.buffered(1);

        public Beginning() {
            chan.trySend("a");
        }

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void receiver(LL_Result r) {
            r.r1 = Ops.call(() -> chan.receive(ctx));
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = Ops.tryReceiveFrom(chan);
        }
    }
}
