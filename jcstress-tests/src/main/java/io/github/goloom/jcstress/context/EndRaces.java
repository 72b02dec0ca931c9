package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A context ends in all its ways at one instant (CTX-005). */
public final class EndRaces {
    private EndRaces() {}

    /** CTX-005: an error is there only if the channel is closed. */
    @JCStressTest
    @Description("CTX-005: is the done channel closed for who has got an error?")
    @Outcome(id = "cancelled, closed", expect = ACCEPTABLE, desc = "It has ended, in both ways.")
    @Outcome(id = "open, (empty|closed)", expect = ACCEPTABLE, desc = "Too early: no error yet.")
    @Outcome(id = "cancelled, empty", expect = FORBIDDEN, desc = "An error, but the channel is open.")
    @State
    public static class ErrThenDone {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void asking(LL_Result r) {
            r.r1 = Ends.err(ctx);
            r.r2 = Ends.look(ctx);
        }
    }

    /** A closed channel has its reason. */
    @JCStressTest
    @Description("CTX-005: are the error and the cause there for who has found the done channel closed?")
    @Outcome(id = "closed, cancelled, a", expect = ACCEPTABLE, desc = "It has ended, in every way.")
    @Outcome(id = "empty, .*", expect = ACCEPTABLE, desc = "Too early: the channel is open.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The channel is closed, and there is no reason.")
    @State
    public static class DoneThenErr {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            ctx.cancel(new Cause("a"));
        }

        @Actor
        public void asking(LLL_Result r) {
            r.r1 = Ends.look(ctx);
            r.r2 = Ends.err(ctx);
            r.r3 = Ends.cause(ctx);
        }
    }

    /** The same of a child, whose parent is cancelled. */
    @JCStressTest
    @Description(
            "CTX-005: of a child whose parent is cancelled, do isDone, the channel, the error and the cause agree?")
    @Outcome(id = "done, closed, cancelled, a", expect = ACCEPTABLE, desc = "It has ended, in every way.")
    @Outcome(id = "open, .*", expect = ACCEPTABLE, desc = "Too early: not done.")
    @Outcome(id = "done, .*", expect = FORBIDDEN, desc = "It is done in one way and not in another.")
    @State
    public static class Child {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void asking(LLLL_Result r) {
            r.r1 = child.isDone() ? "done" : Ops.OPEN;
            r.r2 = Ends.look(child);
            r.r3 = Ends.err(child);
            r.r4 = Ends.cause(child);
        }
    }

    /** After a close that nobody waited for, the first who asks makes the cause: all get the same. */
    @JCStressTest
    @Description("Do two that ask for the cause of a closed context get the same object, and all who ask later?")
    @Outcome(id = "same, same", expect = ACCEPTABLE, desc = "One cause.")
    @Outcome(expect = FORBIDDEN, desc = "Two causes.")
    @State
    public static class OneCause {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private Throwable one;
        private Throwable other;

        public OneCause() {
            ctx.close();
        }

        @Actor
        public void one() {
            one = ctx.cause();
        }

        @Actor
        public void other() {
            other = ctx.err().getCause();
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r1 = one == ctx.cause() ? "same" : "another";
            r.r2 = other == ctx.cause() ? "same" : "another";
        }
    }

    /** A cancel that ended the context returns when all below are done. */
    @JCStressTest
    @Description("Does one at least of two that cancel find the grandchild done when its cancel has returned?")
    @Outcome(
            id = {"done, done", "done, open", "open, done"},
            expect = ACCEPTABLE,
            desc = "Who ended the context found the grandchild done.")
    @Outcome(id = "open, open", expect = FORBIDDEN, desc = "Both came back too early.")
    @State
    public static class DoneOnReturn {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(CancellableContext.childOf(parent));

        private String cancelAndLook() {
            parent.cancel();
            return child.isDone() ? "done" : Ops.OPEN;
        }

        @Actor
        public void one(LL_Result r) {
            r.r1 = cancelAndLook();
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = cancelAndLook();
        }
    }
}
