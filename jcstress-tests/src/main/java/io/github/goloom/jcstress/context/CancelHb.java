package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** MM-047: what a thread did before it ended a context happens-before whatever says that it has ended. */
public final class CancelHb {
    private CancelHb() {}

    /** A receive on the done channel that waits, or comes late. */
    @JCStressTest
    @Description("MM-047: does a receive that the end of a context ends see what was written before the cancel?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class Receive {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(ctx);
            r.r2 = plain;
        }
    }

    /** The same with close, which makes the cause later. */
    @JCStressTest
    @Description("MM-047: does a receive that the end of a context ends see what was written before the close?")
    @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "The end came, and with it what was written before.")
    @Outcome(id = "closed, 0", expect = FORBIDDEN, desc = "The end came without what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The end never came.")
    @State
    public static class ReceiveAfterClose {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.close();
        }

        @Actor
        public void waiting(LI_Result r) {
            r.r1 = Ends.await(ctx);
            r.r2 = plain;
        }
    }

    /** The plain field is read before and after, so that a compiler may join the reads if nothing forbids it. */
    @JCStressTest
    @Description("MM-047: does who is told that a context is done see what was written before the cancel?")
    @Outcome(id = "done, (0|1), 1", expect = ACCEPTABLE, desc = "It has ended, and what was written before is seen.")
    @Outcome(id = "open, .*", expect = ACCEPTABLE, desc = "Too early: not ended, and no promise.")
    @Outcome(id = "done, .*, 0", expect = FORBIDDEN, desc = "It has ended, but what was written before is not seen.")
    @Outcome(expect = FORBIDDEN, desc = "It says something else.")
    @State
    public static class IsDone {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void asking(LII_Result r) {
            r.r2 = plain;
            r.r1 = ctx.isDone() ? "done" : Ops.OPEN;
            r.r3 = plain;
        }
    }

    /** An error that is not null. */
    @JCStressTest
    @Description("MM-047: does who gets an error of a context see what was written before the cancel?")
    @Outcome(
            id = "cancelled, (0|1), 1",
            expect = ACCEPTABLE,
            desc = "It has ended, and what was written before is seen.")
    @Outcome(id = "open, .*", expect = ACCEPTABLE, desc = "Too early: not ended, and no promise.")
    @Outcome(
            id = "cancelled, .*, 0",
            expect = FORBIDDEN,
            desc = "It has ended, but what was written before is not seen.")
    @Outcome(expect = FORBIDDEN, desc = "It says something else.")
    @State
    public static class Err {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void asking(LII_Result r) {
            r.r2 = plain;
            r.r1 = Ends.err(ctx);
            r.r3 = plain;
        }
    }

    /** A cause that is not null. */
    @JCStressTest
    @Description("MM-047: does who gets the cause of a context see what was written before the cancel?")
    @Outcome(id = "a, (0|1), 1", expect = ACCEPTABLE, desc = "It has ended, and what was written before is seen.")
    @Outcome(id = "open, .*", expect = ACCEPTABLE, desc = "Too early: not ended, and no promise.")
    @Outcome(id = "a, .*, 0", expect = FORBIDDEN, desc = "It has ended, but what was written before is not seen.")
    @Outcome(expect = FORBIDDEN, desc = "It says something else.")
    @State
    public static class CauseOf {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel(new Cause("a"));
        }

        @Actor
        public void asking(LII_Result r) {
            r.r2 = plain;
            r.r1 = Ends.cause(ctx);
            r.r3 = plain;
        }
    }

    /** The making of the cause is a part of what was done before. */
    @JCStressTest
    @Description("MM-047: does who gets the cause see the fields that were written before it was given to cancel?")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The cause, as it was made.")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Too early: there is no cause.")
    @Outcome(expect = FORBIDDEN, desc = "A cause that was not yet made.")
    @State
    public static class CauseField {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());

        @Actor
        public void canceller() {
            Cause cause = new Cause("a");
            cause.plain = 1;
            ctx.cancel(cause);
        }

        @Actor
        public void asking(I_Result r) {
            r.r1 = ctx.cause() instanceof Cause cause ? cause.plain : -1;
        }
    }

    /** A function that is registered before the end, or after it. */
    @JCStressTest
    @Description("MM-047: does the first action of an afterFunc see what was written before the cancel?")
    @Outcome(id = "ran, 1", expect = ACCEPTABLE, desc = "It ran and saw what was written.")
    @Outcome(id = "ran, 0", expect = FORBIDDEN, desc = "It ran and did not see it.")
    @Outcome(expect = FORBIDDEN, desc = "It never ran.")
    @State
    public static class AfterFunc {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private int plain;

        @Actor
        public void canceller() {
            plain = 1;
            ctx.cancel();
        }

        @Actor
        public void registering(LI_Result r) {
            CountDownLatch over = new CountDownLatch(1);
            ctx.afterFunc(() -> {
                r.r2 = plain;
                over.countDown();
            });
            r.r1 = Ops.ended(over);
        }
    }
}
