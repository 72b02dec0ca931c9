package io.github.goloom.jcstress.context;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** A body that is interrupted when its context ends: no interrupt arrives after it, and none is lost. */
public final class InterruptRaces {
    private InterruptRaces() {}

    /** A body that ends while the context is cancelled, on a platform thread. */
    @JCStressTest
    @Description("Is there no interrupt status after a body that is over when its context is cancelled?")
    @Outcome(id = "over, false", expect = ACCEPTABLE, desc = "The body was over first, and nothing came later.")
    @Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "The end came first, and its interrupt is cleared.")
    @Outcome(id = ".*, true", expect = FORBIDDEN, desc = "An interrupt was left, or came after the body.")
    @Outcome(expect = FORBIDDEN, desc = "It came to something else.")
    @State
    public static class Ending {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private volatile boolean cancelled;

        @Actor
        public void canceller() {
            ctx.cancel();
            cancelled = true;
        }

        @Actor
        public void body(LZ_Result r) {
            r.r1 = Ops.call(() -> ctx.interrupting(() -> "over"));
            while (!cancelled) {
                Thread.onSpinWait();
            }
            r.r2 = Thread.interrupted(); // also lest it reach the next state
        }
    }

    /** The same on a virtual thread, with a look at the status within the body. */
    @JCStressTest
    @Description("Is there no interrupt status after such a body on a virtual thread?")
    @Outcome(id = "over, false", expect = ACCEPTABLE, desc = "The body was over first, and nothing came later.")
    @Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "The end came first, and its interrupt is cleared.")
    @Outcome(id = ".*, true", expect = FORBIDDEN, desc = "An interrupt was left, or came after the body.")
    @Outcome(expect = FORBIDDEN, desc = "It came to something else.")
    @State
    public static class EndingVirtual {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private volatile boolean cancelled;

        @Actor
        public void canceller() {
            ctx.cancel();
            cancelled = true;
        }

        @Actor
        public void body(LZ_Result r) {
            Goroutine goroutine = new Goroutine(() -> {
                String word = Ops.call(() -> ctx.interrupting(() -> "over"));
                while (!cancelled) {
                    Thread.yield();
                }
                return word;
            });
            r.r1 = goroutine.runToEnd();
            r.r2 = goroutine.statusSet();
        }
    }

    /** A body that waits for nobody is interrupted, whenever the context ends. */
    @JCStressTest
    @Description("Is a body that waits interrupted when its context is cancelled, and the status cleared?")
    @Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "The end came first, and its interrupt is cleared.")
    @Outcome(id = ".*, true", expect = FORBIDDEN, desc = "An interrupt was left, or came after the body.")
    @Outcome(expect = FORBIDDEN, desc = "The interrupt was lost.")
    @State
    public static class Waiting {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Chan<String> chan = Chan.unbuffered();
        private volatile boolean cancelled;

        @Actor
        public void canceller() {
            ctx.cancel();
            cancelled = true;
        }

        @Actor
        public void body(LZ_Result r) {
            r.r1 = Ops.call(() -> ctx.interrupting(() -> {
                chan.tryReceive(Ops.LIMIT);
                return Ops.STUCK;
            }));
            while (!cancelled) {
                Thread.onSpinWait();
            }
            r.r2 = Thread.interrupted(); // also lest it reach the next state
        }
    }

    /** A body that fails when it is interrupted or by itself: what comes out tells who was first. */
    @JCStressTest
    @Description(
            "Does a body that throws end with what it threw or with the error of the context, without an interrupt status?")
    @Outcome(id = "failed, false", expect = ACCEPTABLE, desc = "The body was over first, and nothing came later.")
    @Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "The end came first, and its interrupt is cleared.")
    @Outcome(id = ".*, true", expect = FORBIDDEN, desc = "An interrupt was left, or came after the body.")
    @Outcome(expect = FORBIDDEN, desc = "It came to something else.")
    @State
    public static class Failing {
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private volatile boolean cancelled;

        @Actor
        public void canceller() {
            ctx.cancel();
            cancelled = true;
        }

        @Actor
        public void body(LZ_Result r) {
            r.r1 = Ops.call(() -> {
                try {
                    return ctx.interrupting(() -> {
                        throw new IllegalStateException();
                    });
                } catch (IllegalStateException e) {
                    return "failed";
                }
            });
            while (!cancelled) {
                Thread.onSpinWait();
            }
            r.r2 = Thread.interrupted(); // also lest it reach the next state
        }
    }
}
