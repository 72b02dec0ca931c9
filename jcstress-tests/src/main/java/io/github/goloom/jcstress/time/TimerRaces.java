package io.github.goloom.jcstress.time;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.jcstress.Ops;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.ArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** The value of a timer goes to one receiver, or is taken back by one stop or reset. */
public final class TimerRaces {
    private TimerRaces() {}

    /** A stop and a receive of a timer that is due. */
    @JCStressTest
    @Description("Does exactly one of a stop and a receive get the value that is due?")
    @Outcome(id = "true, empty", expect = ACCEPTABLE, desc = "Stopped: nobody gets it.")
    @Outcome(id = "false, tick", expect = ACCEPTABLE, desc = "Received: the stop came late.")
    @Outcome(id = "true, tick", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "false, empty", expect = FORBIDDEN, desc = "Neither got it.")
    @State
    public static class StopAndReceive {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(ZL_Result r) {
            r.r1 = timer.stop();
        }

        @Actor
        public void other(ZL_Result r) {
            r.r2 = Ticks.tryReceiveFrom(timer);
        }
    }

    /** A stop and a select. */
    @JCStressTest
    @Description("Does exactly one of a stop and a select get the value that is due?")
    @Outcome(id = "true, empty", expect = ACCEPTABLE, desc = "Stopped: nobody gets it.")
    @Outcome(id = "false, tick", expect = ACCEPTABLE, desc = "Received: the stop came late.")
    @Outcome(id = "true, tick", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "false, empty", expect = FORBIDDEN, desc = "Neither got it.")
    @State
    public static class StopAndSelect {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(ZL_Result r) {
            r.r1 = timer.stop();
        }

        @Actor
        public void other(ZL_Result r) {
            r.r2 = Ops.call(() -> select(receive(timer.chan(), at -> Ticks.TICK), otherwise(() -> Ops.EMPTY)));
        }
    }

    /** Two receives of a timer that is due. */
    @JCStressTest
    @Description("Does exactly one of two that receive get the value of a timer that is due?")
    @Outcome(
            id = {"tick, empty", "empty, tick"},
            expect = ACCEPTABLE,
            desc = "One got it.")
    @Outcome(id = "tick, tick", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "empty, empty", expect = FORBIDDEN, desc = "Neither got it.")
    @State
    public static class TwoReceives {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(LL_Result r) {
            r.r1 = Ticks.tryReceiveFrom(timer);
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = Ticks.tryReceiveFrom(timer);
        }
    }

    /** A receive of one, and one of up to two. */
    @JCStressTest
    @Description("Does exactly one of a tryReceive and a drain get the value of a timer that is due?")
    @Outcome(
            id = {"tick, 0", "empty, 1"},
            expect = ACCEPTABLE,
            desc = "One got it.")
    @Outcome(id = "tick, 1", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "empty, 0", expect = FORBIDDEN, desc = "Neither got it.")
    @Outcome(expect = FORBIDDEN, desc = "There was more than one value.")
    @State
    public static class ReceiveAndBatch {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(LI_Result r) {
            r.r1 = Ticks.tryReceiveFrom(timer);
        }

        @Actor
        public void other(LI_Result r) {
            r.r2 = timer.chan().drainTo(new ArrayList<>(), 2);
        }
    }

    /** Two stops. */
    @JCStressTest
    @Description("Does exactly one of two stops say that it has prevented the value?")
    @Outcome(
            id = {"true, false, empty", "false, true, empty"},
            expect = ACCEPTABLE,
            desc = "One has.")
    @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "Both say so.")
    @Outcome(expect = FORBIDDEN, desc = "Neither says so, or the value came.")
    @State
    public static class TwoStops {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(ZZL_Result r) {
            r.r1 = timer.stop();
        }

        @Actor
        public void other(ZZL_Result r) {
            r.r2 = timer.stop();
        }

        @Arbiter
        public void later(ZZL_Result r) {
            r.r3 = Ticks.tryReceiveFrom(timer);
        }
    }

    /** A reset and a receive: the reset takes the value back, or comes too late for it. */
    @JCStressTest
    @Description("Does exactly one of a reset and a receive get the value that is due?")
    @Outcome(id = "true, empty, empty", expect = ACCEPTABLE, desc = "It was taken back.")
    @Outcome(id = "false, tick, empty", expect = ACCEPTABLE, desc = "It was received.")
    @Outcome(id = "true, tick, .*", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "false, empty, .*", expect = FORBIDDEN, desc = "Neither got it.")
    @Outcome(expect = FORBIDDEN, desc = "There is a stale value.")
    @State
    public static class ResetAndReceive {
        private final ChanTimer timer = ChanTimer.start(Duration.ZERO);

        @Actor
        public void one(ZLL_Result r) {
            r.r1 = timer.reset(Ticks.HOUR);
        }

        @Actor
        public void other(ZLL_Result r) {
            r.r2 = Ticks.tryReceiveFrom(timer);
        }

        @Arbiter
        public void later(ZLL_Result r) {
            r.r3 = Ticks.tryReceiveFrom(timer);
        }
    }

    /** A reset and a stop: the value is there if the reset was the last. */
    @JCStressTest
    @Description("Of a reset and a stop, has the last the last word?")
    @Outcome(id = "true, true, empty", expect = ACCEPTABLE, desc = "The stop was the last.")
    @Outcome(id = "false, true, tick", expect = ACCEPTABLE, desc = "The reset was the last.")
    @Outcome(expect = FORBIDDEN, desc = "Their results do not fit what came of it.")
    @State
    public static class ResetAndStop {
        private final ChanTimer timer = ChanTimer.start(Ticks.HOUR);

        @Actor
        public void one(ZZL_Result r) {
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void other(ZZL_Result r) {
            r.r2 = timer.stop();
        }

        @Arbiter
        public void later(ZZL_Result r) {
            r.r3 = Ticks.tryReceiveFrom(timer);
        }
    }

    /** Two resets: one value. */
    @JCStressTest
    @Description("Do two resets lead to one value?")
    @Outcome(id = "true, true, tick empty", expect = ACCEPTABLE, desc = "One value.")
    @Outcome(expect = FORBIDDEN, desc = "Another number of values, or a reset missed the other.")
    @State
    public static class TwoResets {
        private final ChanTimer timer = ChanTimer.start(Ticks.HOUR);

        @Actor
        public void one(ZZL_Result r) {
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void other(ZZL_Result r) {
            r.r2 = timer.reset(Duration.ZERO);
        }

        @Arbiter
        public void later(ZZL_Result r) {
            r.r3 = Ops.both(Ticks.tryReceiveFrom(timer), Ticks.tryReceiveFrom(timer));
        }
    }
}
