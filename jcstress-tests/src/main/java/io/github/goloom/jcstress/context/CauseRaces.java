package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Of several who end a context at once one wins: the error and the cause are the same for everybody, and stay so. */
public final class CauseRaces {
    private CauseRaces() {}

    /** Two cancels of one context: one wins, and all see that one. */
    @JCStressTest
    @Description("Do two that cancel with causes of their own, and the child, agree on one cause?")
    @Outcome(
            id = {"a, a, a a", "b, b, b b"},
            expect = ACCEPTABLE,
            desc = "One has won, for everybody.")
    @Outcome(expect = FORBIDDEN, desc = "The cause depends on who asks, or there is none.")
    @State
    public static class TwoCauses {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);

        @Actor
        public void one(LLL_Result r) {
            parent.cancel(new Cause("a"));
            r.r1 = Ends.cause(parent);
        }

        @Actor
        public void other(LLL_Result r) {
            parent.cancel(new Cause("b"));
            r.r2 = Ends.cause(parent);
        }

        @Arbiter
        public void later(LLL_Result r) {
            r.r3 = Ops.both(Ends.cause(parent), Ends.cause(child));
        }
    }

    /** The parent and the child are cancelled at once: the child keeps the first, and its own child has the same. */
    @JCStressTest
    @Description("If a parent and its child are cancelled at once, has the grandchild the cause of the child?")
    @Outcome(
            id = {"a, a a", "a, b b"},
            expect = ACCEPTABLE,
            desc = "The parent its own, the child one of the two, the grandchild the same.")
    @Outcome(expect = FORBIDDEN, desc = "A cause came up, or got lost on its way down.")
    @State
    public static class ParentAndChild {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);
        private final CancellableContext grandchild = CancellableContext.childOf(child);

        @Actor
        public void parent() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void child() {
            child.cancel(new Cause("b"));
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r1 = Ends.cause(parent);
            r.r2 = Ops.both(Ends.cause(child), Ends.cause(grandchild));
        }
    }

    /** A merged context ends with the first of its parents, and keeps that cause. */
    @JCStressTest
    @Description("If both parents of a merged context are cancelled at once, has it the cause of one, and keeps it?")
    @Outcome(
            id = {"a, a", "b, b"},
            expect = ACCEPTABLE,
            desc = "One has won, for everybody.")
    @Outcome(expect = FORBIDDEN, desc = "Its cause has changed, or its child has another, or there is none.")
    @State
    public static class BothParents {
        private final CancellableContext first = CancellableContext.childOf(Context.background());
        private final CancellableContext second = CancellableContext.childOf(Context.background());
        private final CancellableContext merged = Context.merge(first, second);
        private final CancellableContext child = CancellableContext.childOf(merged);

        @Actor
        public void first() {
            first.cancel(new Cause("a"));
        }

        @Actor
        public void second() {
            second.cancel(new Cause("b"));
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r1 = Ends.cause(merged);
            r.r2 = Ends.cause(child);
        }
    }

    /** A cancel and the deadline: what the error says and the cause are of the same. */
    @JCStressTest
    @Description(
            "If a context is cancelled when its deadline passes, are the error and the cause of the same, for all?")
    @Outcome(
            id = {"cancelled a, cancelled a", "exceeded late, exceeded late"},
            expect = ACCEPTABLE,
            desc = "One has won, for everybody.")
    @Outcome(expect = FORBIDDEN, desc = "The error is of the one and the cause of the other, or there is none.")
    @State
    public static class Deadline {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private CancellableContext child;

        @Actor
        public void deriving(LL_Result r) {
            child = parent.withTimeout(Duration.ofNanos(20_000), new Cause("late"));
            Ends.await(child);
            r.r1 = Ops.both(Ends.err(child), Ends.cause(child));
        }

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Arbiter
        public void later(LL_Result r) {
            r.r2 = Ops.both(Ends.err(child), Ends.cause(child));
        }
    }
}
