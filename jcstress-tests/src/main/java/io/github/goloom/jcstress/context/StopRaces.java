package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Ops;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** The stop of a function that waits for the end of a context, and the end (CTX-071). */
public final class StopRaces {
    private StopRaces() {}

    /** A stop and the end: the function runs exactly if no stop says that it has prevented it. */
    @JCStressTest
    @Description("CTX-071: does the function run exactly if the stop that races with the end returns false?")
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Stopped first: it does not run.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The end came first: it runs.")
    @Outcome(id = "true, 1", expect = FORBIDDEN, desc = "It was stopped, and runs.")
    @Outcome(id = "false, 0", expect = FORBIDDEN, desc = "It was not stopped, and does not run.")
    @State
    public static class StopAndEnd {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Counted function = new Counted();
        private final Context.Registration registration = ctx.afterFunc(function);

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void stopping(ZI_Result r) {
            r.r1 = registration.stop();
        }

        @Arbiter
        public void later(ZI_Result r) {
            r.r2 = function.runs(!r.r1);
        }
    }

    /** Two stops: one has prevented the function, and that never runs. */
    @JCStressTest
    @Description("CTX-071: does exactly one of two stops say that it has prevented the function?")
    @Outcome(
            id = {"true, false, 0", "false, true, 0"},
            expect = ACCEPTABLE,
            desc = "One has prevented it.")
    @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "Both say so.")
    @Outcome(expect = FORBIDDEN, desc = "Neither says so, or the function runs.")
    @State
    public static class TwoStops {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Counted function = new Counted();
        private final Context.Registration registration = ctx.afterFunc(function);

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = registration.stop();
        }

        @Actor
        public void other(ZZI_Result r) {
            r.r2 = registration.stop();
        }

        @Arbiter
        public void later(ZZI_Result r) {
            ctx.cancel();
            r.r3 = function.runs(false);
        }
    }

    /** A function that is registered while the context ends runs once. */
    @JCStressTest
    @Description("Does a function that is registered while the context is cancelled run exactly once?")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "It runs once.")
    @Outcome(expect = FORBIDDEN, desc = "It never runs, or twice.")
    @State
    public static class RegisterAndEnd {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Counted function = new Counted();

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void registering() {
            ctx.afterFunc(function);
        }

        @Arbiter
        public void later(I_Result r) {
            r.r1 = function.runs(true);
        }
    }

    /** A function that is registered and stopped while the context ends: as one that was registered before. */
    @JCStressTest
    @Description("CTX-071: does a function that is registered and stopped meanwhile run exactly if stop returns false?")
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Stopped first: it does not run.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The end came first: it runs.")
    @Outcome(id = "true, 1", expect = FORBIDDEN, desc = "It was stopped, and runs.")
    @Outcome(id = "false, 0", expect = FORBIDDEN, desc = "It was not stopped, and does not run.")
    @State
    public static class RegisterStopAndEnd {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Counted function = new Counted();

        @Actor
        public void canceller() {
            ctx.cancel();
        }

        @Actor
        public void registering(ZI_Result r) {
            r.r1 = ctx.afterFunc(function).stop();
        }

        @Arbiter
        public void later(ZI_Result r) {
            r.r2 = function.runs(!r.r1);
        }
    }

    /** A function that counts its runs. */
    private static final class Counted implements Go.Task {
        private final AtomicInteger runs = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void run() {
            runs.incrementAndGet();
            first.countDown();
        }

        /** {@return how often it has run, once it has if it should, and after others had their turn} */
        int runs(boolean expected) {
            if (expected) {
                Ops.ended(first);
            }
            Ops.letOthersRun();
            return runs.get();
        }
    }
}
