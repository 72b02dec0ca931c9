package io.github.goloom.jcstress.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.Go;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * MM-048: what a thread did before it started or reset a timer happens-before the first action of its function, and the
 * return of the receive that gets its value.
 */
public final class TimerHb {
    private static final Duration HOUR = Duration.ofHours(1);

    private TimerHb() {}

    /** Two threads start a timer each, so that they meet at the timer thread. */
    @JCStressTest
    @Description("MM-048: does the function of a timer see what was written before the timer was started?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both saw what was written.")
    @Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "A function was not called.")
    @Outcome(expect = FORBIDDEN, desc = "A function did not see what was written.")
    @State
    public static class Start {
        private final Seen one = new Seen();
        private final Seen other = new Seen();

        @Actor
        public void one(II_Result r) {
            one.plain = 1;
            ChanTimer.afterFunc(Duration.ZERO, one);
            r.r1 = one.seen();
        }

        @Actor
        public void other(II_Result r) {
            other.plain = 1;
            ChanTimer.afterFunc(Duration.ofNanos(1), other);
            r.r2 = other.seen();
        }
    }

    /** A timer that runs is set anew. */
    @JCStressTest
    @Description("MM-048: does the function of a timer see what was written before the timer was reset?")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "It saw what was written.")
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "It did not see what was written.")
    @Outcome(expect = FORBIDDEN, desc = "It was not called, or was called before.")
    @State
    public static class Reset {
        private final Seen seen = new Seen();
        private final ChanTimer timer = ChanTimer.afterFunc(HOUR, seen);

        @Actor
        public void resetting(ZI_Result r) {
            seen.plain = 1;
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void waiting(ZI_Result r) {
            r.r2 = seen.seen();
        }
    }

    /** A timer on a channel that is set anew. */
    @JCStressTest
    @Description("MM-048: does who receives from a timer see what was written before the timer was reset?")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "It got the value, and saw what was written.")
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "It got the value, and did not see what was written.")
    @Outcome(expect = FORBIDDEN, desc = "It got no value, or one before.")
    @State
    public static class Receive {
        private final ChanTimer timer = ChanTimer.start(HOUR);
        private int plain;

        @Actor
        public void resetting(ZI_Result r) {
            plain = 1;
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void receiving(ZI_Result r) {
            r.r2 = Ticks.receiveFrom(timer, Ops.LIMIT).equals(Ticks.TICK) ? plain : -1;
        }
    }

    /** The same, looking again and again: no wait, and no timer thread. */
    @JCStressTest
    @Description("MM-048: does who tries to receive from a timer see what was written before the timer was reset?")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "It got the value, and saw what was written.")
    @Outcome(id = "true, -1", expect = ACCEPTABLE, desc = "It came too early.")
    @Outcome(expect = FORBIDDEN, desc = "It did not see what was written.")
    @State
    public static class TryReceive {
        private final ChanTimer timer = ChanTimer.start(HOUR);
        private int plain;

        @Actor
        public void resetting(ZI_Result r) {
            plain = 1;
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void trying(ZI_Result r) {
            r.r2 = Ticks.tryReceiveFrom(timer).equals(Ticks.TICK) ? plain : -1;
        }
    }

    /** Two threads set one timer anew: who was last has its function called, which sees what that one wrote. */
    @JCStressTest
    @Description("MM-048: does the last call that two resets lead to see what both wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The last call saw both.")
    @Outcome(expect = FORBIDDEN, desc = "No call saw both.")
    @State
    public static class TwoResets {
        private final CountDownLatch both = new CountDownLatch(1);
        private final ChanTimer timer = ChanTimer.afterFunc(HOUR, this::look);
        private int byOne;
        private int byOther;

        private void look() {
            if (byOne + byOther == 2) {
                both.countDown();
            }
        }

        @Actor
        public void one(II_Result r) {
            byOne = 1;
            timer.reset(Duration.ZERO);
            r.r1 = Ops.ended(both).equals(Ops.RAN) ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            byOther = 1;
            timer.reset(Duration.ZERO);
            r.r2 = Ops.ended(both).equals(Ops.RAN) ? 1 : 0;
        }
    }

    /** A function whose first action is to read a plain field. */
    private static final class Seen implements Go.Task {
        private final CountDownLatch over = new CountDownLatch(1);
        private int plain;
        private int seen = -1;

        @Override
        public void run() {
            seen = plain;
            over.countDown();
        }

        /** {@return what the function saw; -1 if it was not called} */
        int seen() {
            Ops.ended(over);
            return seen;
        }
    }
}
