package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A child that is derived while its parent is cancelled always ends with it (CTX-017). */
public final class DeriveRaces {
    private DeriveRaces() {}

    /** A child of a context that is being cancelled. */
    @JCStressTest
    @Description("CTX-017: is a child that is derived while the parent is cancelled done with the cause of the parent?")
    @Outcome(id = "closed, a", expect = ACCEPTABLE, desc = "The child is done, with the parent's cause.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The child is done, but not with the parent's cause.")
    @Outcome(expect = FORBIDDEN, desc = "The child never ended.")
    @State
    public static class Child {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void deriving(LL_Result r) {
            CancellableContext child = CancellableContext.childOf(parent);
            r.r1 = Ends.await(child);
            r.r2 = Ends.cause(child);
        }
    }

    /** The same with a deadline of its own. */
    @JCStressTest
    @Description(
            "CTX-017: is a child with a deadline, derived while the parent is cancelled, done with the cause of the parent?")
    @Outcome(id = "closed, a", expect = ACCEPTABLE, desc = "The child is done, with the parent's cause.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The child is done, but not with the parent's cause.")
    @Outcome(expect = FORBIDDEN, desc = "The child never ended.")
    @State
    public static class Timeout {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void deriving(LL_Result r) {
            CancellableContext child = parent.withTimeout(Ops.LIMIT);
            r.r1 = Ends.await(child);
            r.r2 = Ends.cause(child);
        }
    }

    /** Two levels at once. */
    @JCStressTest
    @Description("CTX-017: is the child of a child that is derived meanwhile done with the cause of the first parent?")
    @Outcome(id = "closed, a", expect = ACCEPTABLE, desc = "The child is done, with the parent's cause.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The child is done, but not with the parent's cause.")
    @Outcome(expect = FORBIDDEN, desc = "The child never ended.")
    @State
    public static class Grandchild {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void deriving(LL_Result r) {
            CancellableContext child = CancellableContext.childOf(CancellableContext.childOf(parent));
            r.r1 = Ends.await(child);
            r.r2 = Ends.cause(child);
        }
    }

    /** A context that follows two, of which one is being cancelled. */
    @JCStressTest
    @Description(
            "CTX-017: is a context that is merged while one of its parents is cancelled done with the cause of that one?")
    @Outcome(id = "closed, a", expect = ACCEPTABLE, desc = "The child is done, with the parent's cause.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The child is done, but not with the parent's cause.")
    @Outcome(expect = FORBIDDEN, desc = "The child never ended.")
    @State
    public static class Merged {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext other = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            parent.cancel(new Cause("a"));
        }

        @Actor
        public void deriving(LL_Result r) {
            CancellableContext child = Context.merge(other, parent);
            r.r1 = Ends.await(child);
            r.r2 = Ends.cause(child);
        }
    }

    /** A child of a context that is not ours and is just ending. */
    @JCStressTest
    @Description("CTX-017: is a child that is derived while a foreign parent ends done with the cause of the parent?")
    @Outcome(id = "closed, foreign", expect = ACCEPTABLE, desc = "The child is done, with the parent's cause.")
    @Outcome(id = "closed, .*", expect = FORBIDDEN, desc = "The child is done, but not with the parent's cause.")
    @Outcome(expect = FORBIDDEN, desc = "The child never ended.")
    @State
    public static class ChildOfForeign {
        private final Chan<Void> done = Chan.unbuffered();

        @Actor
        public void canceller() {
            done.close();
        }

        @Actor
        public void deriving(LL_Result r) {
            CancellableContext child = CancellableContext.childOf(new Foreign(done));
            r.r1 = Ends.await(child);
            r.r2 = Ends.cause(child);
        }
    }
}
