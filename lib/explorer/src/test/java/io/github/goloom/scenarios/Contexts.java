package io.github.goloom.scenarios;

import io.github.goloom.chan.Action;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.park.Alarm;
import io.github.goloom.time.ChanTimer;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How contexts end, and what that ends. */
@SuppressWarnings({"MustBeClosedChecker", "ReferenceEquality"}) // their ends are what is explored
final class Contexts {
    private Contexts() {}

    private static boolean is(Object one, Object other) {
        return one == other;
    }

    /** Has a context one cause when two cancel it? */
    @Complete
    public static final class TwoCancels extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final RuntimeException one = new RuntimeException("one");
        private final RuntimeException other = new RuntimeException("other");
        private Throwable seenByOne;
        private Throwable seenByOther;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> {
                context.cancel(one);
                seenByOne = context.cause();
            });
            go.start("other", () -> {
                context.cancel(other);
                seenByOther = context.cause();
            });
        }

        @Override
        protected void check() {
            require(is(seenByOne, one) || is(seenByOne, other), "cause " + seenByOne);
            require(is(seenByOne, seenByOther), seenByOne + ", " + seenByOther);
        }
    }

    /** Has the parent its own cause, and the child one of both, when both are cancelled? */
    @Complete
    public static final class ChildAndParent extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);
        private final RuntimeException one = new RuntimeException("one");
        private final RuntimeException other = new RuntimeException("other");

        @Override
        protected void first(Goroutines go) {
            go.start("waiter", () -> child.done().receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("parent", () -> parent.cancel(one));
            go.start("child", () -> child.cancel(other));
        }

        @Override
        protected void check() throws Exception {
            require(is(parent.cause(), one), "the parent's cause " + parent.cause());
            require(is(child.cause(), one) || is(child.cause(), other), "the child's cause " + child.cause());
            Ops.equal(0, Ops.waiters(parent.done(), "receivers"), "left on the parent");
            Ops.equal(0, Ops.waiters(child.done(), "receivers"), "left on the child");
        }
    }

    /**
     * Is a parent done as soon as its child is seen to be (CTX-021), and a cause that is there the final one (CTX-041)?
     */
    @Complete
    public static final class Seen extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);
        private Throwable seen;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> parent.cancel(new RuntimeException("one")));
            go.start("other", () -> parent.cancel(new RuntimeException("other")));
            go.start("poller", () -> {
                if (child.isDone()) {
                    require(parent.isDone(), "the child is done, but not the parent");
                }
                seen = parent.cause();
            });
        }

        @Override
        protected void check() {
            require(seen == null || is(seen, parent.cause()), "another cause was seen before: " + seen);
        }
    }

    /** Does a child end that is made while its parent is cancelled? */
    @Complete
    public static final class ChildMade extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final RuntimeException one = new RuntimeException("one");
        private CancellableContext child;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", () -> parent.cancel(one));
            go.start("maker", () -> {
                child = parent.withCancel();
                child.done().receive();
            });
        }

        @Override
        protected void check() throws Exception {
            require(is(child.cause(), one), "cause " + child.cause());
            Ops.equal(0, Ops.waiters(parent.done(), "receivers"), "left on the parent");
        }
    }

    /** Are the child and its waiter told when cancel of the parent has returned? */
    @Complete
    public static final class CancelIsSynchronous extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final CancellableContext child = CancellableContext.childOf(parent);
        private boolean done;
        private boolean waited;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", () -> {
                parent.cancel();
                done = child.isDone();
            });
            go.start("waiter", () -> {
                child.done().receive();
                waited = parent.isDone();
            });
        }

        @Override
        protected void check() {
            require(done, "the child was not done when cancel returned");
            require(waited, "the child ended before its parent");
        }
    }

    /** Does a child that ends while its parent is asked leave the parent? */
    @Complete
    public static final class ChildLeaves extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private CancellableContext child;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> parent.withCancel().cancel());
            go.start("other", () -> {
                child = parent.withCancel();
                child.cancel();
            });
        }

        @Override
        protected void check() throws Exception {
            require(child.isDone() && !parent.isDone(), child + ", " + parent);
            Ops.equal(0, Ops.waiters(parent.done(), "receivers"), "left on the parent");
        }
    }

    /** Has a merged context the cause of one of its parents when both end, and leaves both? */
    @Complete
    public static final class Merged extends Scenario {
        private final CancellableContext a = CancellableContext.childOf(Context.background());
        private final CancellableContext b = CancellableContext.childOf(Context.background());
        private final CancellableContext merged = Context.merge(a, b);
        private final RuntimeException one = new RuntimeException("one");
        private final RuntimeException other = new RuntimeException("other");

        @Override
        protected void first(Goroutines go) {
            go.start("waiter", () -> merged.done().receive());
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> a.cancel(one));
            go.start("other", () -> b.cancel(other));
        }

        @Override
        protected void check() throws Exception {
            require(is(merged.cause(), one) || is(merged.cause(), other), "cause " + merged.cause());
            Ops.equal(0, Ops.waiters(a.done(), "receivers"), "left on a");
            Ops.equal(0, Ops.waiters(b.done(), "receivers"), "left on b");
        }
    }

    /** Does a merged context that is made while a parent ends, end? */
    @Complete
    public static final class MergedMade extends Scenario {
        private final CancellableContext a = CancellableContext.childOf(Context.background());
        private final CancellableContext b = CancellableContext.childOf(Context.background());

        @Override
        protected void goroutines(Goroutines go) {
            go.start("maker", () -> Context.merge(a, b).done().receive());
            go.start("canceller", b::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(0, Ops.waiters(a.done(), "receivers"), "left on a");
            Ops.equal(0, Ops.waiters(b.done(), "receivers"), "left on b");
        }
    }

    /** Is a function either stopped or run, once, when stop meets the end? */
    @Complete
    public static final class StopOrRun extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private int runs;
        private boolean stopped;
        private Context.Registration registration;

        @Override
        protected void first(Goroutines go) {
            go.start("register", () -> registration = context.afterFunc(() -> runs++));
        }

        @Override
        protected void goroutines(Goroutines go) {
            go.start("stopper", () -> stopped = registration.stop());
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.equal(stopped ? 0 : 1, runs, "runs");
            Ops.equal(0, Ops.waiters(context.done(), "receivers"), "left on the context");
        }
    }

    /** Does a function run once that is registered while the context ends? */
    @Complete
    public static final class Register extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private int runs;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("register", () -> context.afterFunc(() -> runs++));
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() {
            Ops.equal(1, runs, "runs");
        }
    }

    /** Does exactly one of two stops stop? */
    @Complete
    public static final class TwoStops extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private final Context.Registration registration = context.afterFunc(() -> {});
        private boolean one;
        private boolean other;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("one", () -> one = registration.stop());
            go.start("other", () -> other = registration.stop());
        }

        @Override
        protected void check() {
            require(one != other, one + ", " + other);
        }
    }

    /** Does a deadline end the context, and whoever waits for it? */
    @Complete
    public static final class Deadline extends Scenario {
        private ContextException error;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("waiter", () -> {
                CancellableContext context = Context.background().withTimeout(Ops.LIMIT);
                context.done().receive();
                error = context.err();
            });
        }

        @Override
        protected void check() {
            require(error instanceof DeadlineExceededException, "error " + error);
        }
    }

    /** Has a context that is cancelled near its deadline one reason, and whoever waits is told the same? */
    @Complete
    public static final class DeadlineOrCancel extends Scenario {
        private CancellableContext context;
        private Throwable cause;
        private boolean exceeded;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("canceller", () -> {
                context = Context.background().withTimeout(Ops.LIMIT);
                context.cancel(new RuntimeException("mine"));
                cause = context.cause();
                exceeded = context.err() instanceof DeadlineExceededException;
            });
        }

        @Override
        protected void check() {
            require(is(context.cause(), cause), cause + ", then " + context.cause());
            require(exceeded || "mine".equals(cause.getMessage()), "cause " + cause);
        }
    }

    /** Is a timer's value received if, and only if, stop says that it came too late? */
    @Complete
    public static final class TimerStop extends Scenario {
        private final ChanTimer timer = ChanTimer.start(Ops.LIMIT);
        private boolean stopped;
        private String received = "";

        @Override
        protected void goroutines(Goroutines go) {
            go.start(
                    "receiver",
                    () -> received = timer.chan().tryReceive(Ops.LIMIT.multipliedBy(2)) instanceof Received.Value<?>
                            ? "value"
                            : Ops.EMPTY);
            go.start("stopper", () -> stopped = timer.stop());
        }

        @Override
        protected void check() {
            Ops.equal(stopped ? Ops.EMPTY : "value", received, "received");
        }
    }

    /** Does the end of a context interrupt a body only while it runs? */
    @Complete
    public static final class Interrupting extends Scenario {
        private final CancellableContext context = CancellableContext.childOf(Context.background());
        private String came = "";
        private boolean status;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("body", () -> {
                came = Ops.act(() -> context.interrupting(() -> {}));
                status = Ops.isInterrupted();
            });
            go.start("canceller", context::cancel);
        }

        @Override
        protected void check() throws Exception {
            Ops.oneOf(came, "done", Ops.CANCELLED);
            require(!status, "an interrupt came after the end");
            Ops.equal(0, Ops.waiters(context.done(), "receivers"), "left on the context");
        }
    }

    /** Is no alarm left of a deadline that is set while the parent ends? */
    public static final class DeadlineAsParentEnds extends Scenario {
        private final CancellableContext parent = CancellableContext.childOf(Context.background());
        private final AtomicInteger working = new AtomicInteger(2);
        private CancellableContext child;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("maker", () -> {
                child = parent.withTimeout(Duration.ofHours(1));
                lookIfLast();
            });
            go.start("canceller", () -> {
                parent.cancel();
                lookIfLast();
            });
        }

        /** The alarm is looked at before the clock goes on, which would make it ring. */
        private void lookIfLast() throws ReflectiveOperationException {
            if (working.decrementAndGet() == 0) {
                require(child.isDone(), "the child is not done");
                Field alarm = child.getClass().getDeclaredField("alarm");
                alarm.setAccessible(true);
                require(!((Alarm) alarm.get(child)).cancel(), "the alarm is set");
            }
        }
    }

    /**
     * Does a body that ends as two contexts do, an inner one and an outer one, hear of the outer one, and of no
     * interrupt after that?
     */
    public static final class NestedInterrupting extends Scenario {
        private final CancellableContext outer = CancellableContext.childOf(Context.background());
        private final CancellableContext inner = CancellableContext.childOf(Context.background());
        private final Chan<Integer> never = Chan.unbuffered();
        private String ended = "";
        private boolean interrupted;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("body", () -> {
                try {
                    outer.interrupting(() -> {
                        try {
                            inner.interrupting((Action<Exception>) never::receive);
                        } catch (ContextException e) {
                            ended += "inner ";
                        }
                        never.receive();
                    });
                } catch (ContextException e) {
                    ended += "outer";
                }
                interrupted = Ops.isInterrupted();
            });
            go.start("of the inner one", inner::cancel);
            go.start("of the outer one", outer::cancel);
        }

        @Override
        protected void check() {
            Ops.oneOf(ended, "inner outer", "outer");
            require(!interrupted, "interrupted after both");
        }
    }
}
