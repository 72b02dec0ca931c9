package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextKey;
import io.github.goloom.jcstress.Ops;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** MM-047, further down: what was done before a context ended is seen by who finds ended what was derived from it. */
public final class DerivedHb {
    private static final ContextKey<Integer> KEY = ContextKey.of("key");
    private static final ContextKey<int[]> ARRAY = ContextKey.of("array");

    private DerivedHb() {}

    /** A context derived from the one that is cancelled, with a value between them. */
    @JCStressTest
    @Description("MM-047: does who waits for a derived context see what was written before the parent was cancelled?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class Child {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent.withValue(KEY, 1));
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            parent.cancel();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(child);
            r.r2 = plain;
        }
    }

    /** A context that follows two. */
    @JCStressTest
    @Description(
            "MM-047: does who waits for a merged context see what was written before one of its parents was cancelled?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class Merged {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child =
                Context.merge(CancellableContext.childOf(Context.background()), parent);
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            parent.cancel();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(child);
            r.r2 = plain;
        }
    }

    /** A context that is not ours and has the done channel of one that is. */
    @JCStressTest
    @Description(
            "MM-047: does who waits for a foreign context around one of ours see what was written before the cancel?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class Wrapped {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Context foreign = new Foreign(ctx);
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(foreign);
            r.r2 = plain;
        }
    }

    /** Derived from such a context. */
    @JCStressTest
    @Description(
            "MM-047: does who waits for what was derived from a foreign context around ours see what was written before?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class ChildOfWrapped {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(new Foreign(ctx));
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(child);
            r.r2 = plain;
        }
    }

    /** Derived from a context that is not ours and ends by the close of an ordinary channel. */
    @JCStressTest
    @Description(
            "MM-047: does who waits for what was derived from a foreign context see what was written before its close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class ChildOfForeign {
        private final Chan<Void> done = Chan.unbuffered();
        private final CancellableContext child = CancellableContext.childOf(new Foreign(done));
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            done.close();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(child);
            r.r2 = plain;
        }
    }

    /** A child that comes late or early: its own function sees what was written before the parent was cancelled. */
    @JCStressTest
    @Description("MM-047: does the afterFunc of a context derived meanwhile see what was written before the cancel?")
    @Outcome(id = "ran, 1", expect = ACCEPTABLE, desc = "It ran and saw what was written.")
    @Outcome(id = "ran, 0", expect = FORBIDDEN, desc = "It ran and did not see it.")
    @Outcome(expect = FORBIDDEN, desc = "It never ran.")
    @State
    public static class AfterFuncOfChild {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            parent.cancel();
        }

        @Actor
        public void registering(LI_Result r) {
            CountDownLatch over = new CountDownLatch(1);
            CancellableContext.childOf(parent).afterFunc(() -> {
                r.r2 = plain;
                over.countDown();
            });
            r.r1 = Ops.ended(over);
        }
    }

    /** A value comes with what was written to it before, through as many contexts as there are between. */
    @JCStressTest
    @Description("MM-020: does who receives a derived context see the fields of a value that were written before?")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The value, as it was made.")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Too early: there is no context.")
    @Outcome(expect = FORBIDDEN, desc = "A value that was not yet made, or none.")
    @State
    public static class Value {
        private final Chan<Context> chan = Chan.buffered(1);

        @Actor
        public void deriving() {
            int[] value = new int[1];
            Context layer = Context.background().withValue(ARRAY, value);
            value[0] = 1;
            chan.trySend(CancellableContext.childOf(layer).withoutCancel());
        }

        @Actor
        public void asking(I_Result r) {
            r.r1 = chan.tryReceive() instanceof Received.Value<Context> it
                    ? it.value().value(ARRAY)[0]
                    : -1;
        }
    }
}
