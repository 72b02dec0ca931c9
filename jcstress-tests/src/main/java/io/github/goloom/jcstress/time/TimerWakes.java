package io.github.goloom.jcstress.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** A timer, who waits for it, and who stops it. */
public final class TimerWakes {
    private static final Duration SHORT = Duration.ofNanos(50_000);

    private TimerWakes() {}

    /** A parked receiver has the first right to a value: who comes later hands it on. */
    @JCStressTest
    @Description("Does a parked receiver get the value of a timer that is reset, although another tries to receive?")
    @Outcome(id = "true, empty, tick", expect = ACCEPTABLE, desc = "Who waited got it.")
    @Outcome(id = "true, tick, .*", expect = FORBIDDEN, desc = "It was overtaken.")
    @Outcome(expect = FORBIDDEN, desc = "The value or a wake-up was lost.")
    @State
    public static class NotOvertaken {
        private final ChanTimer timer = ChanTimer.start(Ticks.HOUR);
        private final Goroutine waiting = new Goroutine(() -> received(timer));

        public NotOvertaken() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void resetting(ZLL_Result r) {
            r.r1 = timer.reset(Duration.ZERO);
        }

        @Actor
        public void trying(ZLL_Result r) {
            r.r2 = Ticks.tryReceiveFrom(timer);
        }

        @Arbiter
        public void later(ZLL_Result r) {
            r.r3 = waiting.end();
        }
    }

    /**
     * A stop and the timer thread, which hands the value over: the receiver has it exactly if the stop was too late.
     */
    @JCStressTest
    @Description("Does a parked receiver get the value exactly if the stop that races with it says that it came late?")
    @Outcome(id = "false, tick", expect = ACCEPTABLE, desc = "Handed over: the stop came late.")
    @Outcome(id = "true, interrupted", expect = ACCEPTABLE, desc = "Stopped: it waits on.")
    @Outcome(id = "true, tick", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "false, interrupted", expect = FORBIDDEN, desc = "Neither got it.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost.")
    @State
    public static class StopAndHandOver {
        private final ChanTimer timer = ChanTimer.start(Ticks.HOUR);
        private final Goroutine waiting = new Goroutine(() -> received(timer));
        private volatile boolean reset;

        public StopAndHandOver() {
            waiting.start();
            waiting.awaitParked();
        }

        @Actor
        public void resetting() {
            timer.reset(Duration.ofNanos(1));
            reset = true;
        }

        @Actor
        public void stopping(ZL_Result r) {
            while (!reset) {
                Thread.onSpinWait();
            }
            r.r1 = timer.stop();
        }

        @Arbiter
        public void later(ZL_Result r) {
            if (r.r1) {
                waiting.interrupt();
            }
            r.r2 = waiting.end();
        }
    }

    /** Two waits with a time: one gets the value, whoever sets the timer. */
    @JCStressTest
    @Description("Does exactly one of two that wait for a timer get its value?")
    @Outcome(
            id = {"tick, empty", "empty, tick"},
            expect = ACCEPTABLE,
            desc = "One got it.")
    @Outcome(id = "tick, tick", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "empty, empty", expect = FORBIDDEN, desc = "Nobody got it.")
    @State
    public static class TwoWaits {
        private final ChanTimer timer = ChanTimer.start(Ticks.HOUR);

        @Actor
        public void one(LL_Result r) {
            timer.reset(Duration.ZERO);
            r.r1 = Ticks.receiveFrom(timer, SHORT);
        }

        @Actor
        public void other(LL_Result r) {
            r.r2 = Ticks.receiveFrom(timer, SHORT);
        }

        @Arbiter
        public void later(LL_Result r) {
            if (Ticks.tryReceiveFrom(timer).equals(Ticks.TICK)) {
                r.r2 = "left";
            }
        }
    }

    /** A stop and the call of a function: it runs exactly if no stop says that it has prevented it. */
    @JCStressTest
    @Description("Does the function of a timer run exactly if the stop that races with it returns false?")
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Stopped first: it does not run.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The time came first: it runs.")
    @Outcome(id = "true, 1", expect = FORBIDDEN, desc = "It was stopped, and runs.")
    @Outcome(expect = FORBIDDEN, desc = "It was not stopped and does not run, or runs twice.")
    @State
    public static class StopAndCall {
        private final CountDownLatch first = new CountDownLatch(1);
        private final AtomicInteger runs = new AtomicInteger();
        private final ChanTimer timer = ChanTimer.afterFunc(Ticks.HOUR, () -> {
            runs.incrementAndGet();
            first.countDown();
        });
        private volatile boolean reset;

        @Actor
        public void resetting() {
            timer.reset(Duration.ofNanos(1));
            reset = true;
        }

        @Actor
        public void stopping(ZI_Result r) {
            while (!reset) {
                Thread.onSpinWait();
            }
            r.r1 = timer.stop();
        }

        @Arbiter
        public void later(ZI_Result r) {
            if (!r.r1) {
                Ops.ended(first);
            }
            Ops.letOthersRun();
            r.r2 = runs.get();
        }
    }

    private static String received(ChanTimer timer) throws InterruptedException {
        return timer.chan().receive() == null ? Ops.CLOSED : Ticks.TICK;
    }
}
