package io.github.goloom.jcstress.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Once;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Grants that race with the end of a wait: nothing is lost, nothing doubled. */
public final class GrantRaces {
    private GrantRaces() {}

    /** Two who try for one permit. */
    @JCStressTest
    @Description("SEM-013: does exactly one get it?")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One got it.")
    @Outcome(expect = FORBIDDEN, desc = "Both got it, or nobody.")
    @State
    public static class TwoTries {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = semaphore.tryAcquire(1);
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = semaphore.tryAcquire(1);
        }
    }

    /** A waiter whose context ends while the permit is released. */
    @JCStressTest
    @Description("SEM-002: is the permit free or with the waiter?")
    @Outcome(
            id = {"ran, false", "cancelled, true"},
            expect = ACCEPTABLE,
            desc = "It has it, or it is free.")
    @Outcome(expect = FORBIDDEN, desc = "The permit is lost or doubled.")
    @State
    public static class CancelAndRelease {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);
        private final CancellableContext ctx = CancellableContext.childOf(Context.background());
        private final Goroutine waiter = new Goroutine(() -> {
            semaphore.acquire(1, ctx);
            return Ops.RAN;
        });

        {
            semaphore.tryAcquire(1);
            waiter.start();
            waiter.awaitParked();
        }

        @Actor
        public void releasing(LZ_Result r) {
            semaphore.release(1);
        }

        @Actor
        public void cancelling(LZ_Result r) {
            ctx.cancel();
            r.r1 = waiter.end();
        }

        @Arbiter
        public void later(LZ_Result r) {
            r.r2 = semaphore.tryAcquire(1);
        }
    }

    /** A waiter that is interrupted while the permit is released. */
    @JCStressTest
    @Description("SEM-003: is the permit free or with the waiter?")
    @Outcome(
            id = {"ran, false", "interrupted, true"},
            expect = ACCEPTABLE,
            desc = "It has it, or it is free.")
    @Outcome(expect = FORBIDDEN, desc = "The permit is lost or doubled.")
    @State
    public static class InterruptAndRelease {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);
        private final Goroutine waiter = new Goroutine(() -> {
            semaphore.acquire(1);
            return Ops.RAN;
        });

        {
            semaphore.tryAcquire(1);
            waiter.start();
            waiter.awaitParked();
        }

        @Actor
        public void releasing(LZ_Result r) {
            semaphore.release(1);
        }

        @Actor
        public void interrupting(LZ_Result r) {
            waiter.interrupt();
            r.r1 = waiter.end();
        }

        @Arbiter
        public void later(LZ_Result r) {
            r.r2 = semaphore.tryAcquire(1);
        }
    }

    /** The first of two waiters is interrupted; the second would fit. */
    @JCStressTest
    @Description("SEM-008: is the second granted what the first did not wait for?")
    @Outcome(
            id = {"interrupted, ran", "ran, ran"},
            expect = ACCEPTABLE,
            desc = "The second got it.")
    @Outcome(expect = FORBIDDEN, desc = "The second is left waiting.")
    @State
    public static class FirstLeaves {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(2);
        private final Goroutine large = new Goroutine(() -> {
            semaphore.acquire(2);
            semaphore.release(2);
            return Ops.RAN;
        });

        {
            semaphore.tryAcquire(1);
            large.start();
            large.awaitParked();
        }

        @Actor
        public void interrupting(LL_Result r) {
            large.interrupt();
            r.r1 = large.end();
        }

        @Actor
        public void small(LL_Result r) {
            r.r2 = Ops.call(() -> {
                semaphore.acquire(1);
                semaphore.release(1);
                return Ops.RAN;
            });
        }
    }

    /** Two wait, the first is interrupted while one signal comes. */
    @JCStressTest
    @Description("CND-004: does the signal that meets a waiter which leaves go to the next?")
    @Outcome(
            id = {"interrupted, ran", "ran, open"},
            expect = ACCEPTABLE,
            desc = "One of them has it.")
    @Outcome(expect = FORBIDDEN, desc = "The signal is lost or doubled.")
    @State
    public static class SignalAndInterrupt {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private final Goroutine first = new Goroutine(this::await);
        private final Goroutine second = new Goroutine(this::await);

        {
            first.start();
            first.awaitParked();
            second.start();
            second.awaitParked();
        }

        private String await() throws InterruptedException {
            mutex.lock();
            try {
                cond.await();
                return Ops.RAN;
            } finally {
                mutex.unlock();
            }
        }

        @Actor
        public void signalling(LL_Result r) {
            cond.signal();
        }

        @Actor
        public void interrupting(LL_Result r) {
            first.interrupt();
            r.r1 = first.end();
        }

        @Arbiter
        public void later(LL_Result r) {
            second.interrupt();
            String end = second.end();
            r.r2 = end.equals(Ops.INTERRUPTED) ? Ops.OPEN : end;
        }
    }

    /** Two who run a body once. */
    @JCStressTest
    @Description("ONC-001: does exactly one run it?")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "Once.")
    @Outcome(expect = FORBIDDEN, desc = "Never, or twice.")
    @State
    public static class OnceTwice {
        private final Once once = new Once();
        private final AtomicInteger runs = new AtomicInteger();

        private void run() {
            Ops.call(() -> {
                once.run(runs::incrementAndGet);
                return Ops.RAN;
            });
        }

        @Actor
        public void one(I_Result r) {
            run();
        }

        @Actor
        public void other(I_Result r) {
            run();
        }

        @Arbiter
        public void later(I_Result r) {
            r.r1 = runs.get();
        }
    }

    /** Two who get one item. */
    @JCStressTest
    @Description("POL-004: does exactly one get the item that was put?")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One got it.")
    @Outcome(expect = FORBIDDEN, desc = "Both got it, or nobody.")
    @State
    public static class TwoGets {
        private final Pool<Integer> pool = new Pool<>(() -> Integer.valueOf(2000));

        {
            pool.put(Integer.valueOf(1000));
        }

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = pool.get() == 1000;
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = pool.get() == 1000;
        }
    }

    /** Two that are done, and a wait. */
    @JCStressTest
    @Description("WG-003: does the wait end with the last?")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "After both.")
    @Outcome(expect = FORBIDDEN, desc = "Too early.")
    @State
    public static class DoneTwice {
        private final WaitGroup group = new WaitGroup();
        private final AtomicInteger done = new AtomicInteger();
        private final Goroutine waiter = new Goroutine(() -> {
            group.await();
            return String.valueOf(done.get());
        });

        {
            group.add(2);
            waiter.start();
        }

        private void work() {
            done.incrementAndGet();
            group.done();
        }

        @Actor
        public void one(L_Result r) {
            work();
        }

        @Actor
        public void other(L_Result r) {
            work();
        }

        @Arbiter
        public void later(L_Result r) {
            r.r1 = waiter.end();
        }
    }

    /** Two callers of one key. */
    @JCStressTest
    @Description("SF-003: do both tell the same of whether the flight was shared?")
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "Shared by both, or two flights.")
    @Outcome(expect = FORBIDDEN, desc = "One says that it was shared, and the other not.")
    @State
    public static class Flights {
        private final SingleFlight<String, String> flights = new SingleFlight<>();

        private boolean ask() {
            return Ops.call(() ->
                            String.valueOf(flights.run("key", () -> "value").shared()))
                    .equals("true");
        }

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = ask();
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = ask();
        }
    }
}
