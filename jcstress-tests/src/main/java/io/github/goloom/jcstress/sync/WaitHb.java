package io.github.goloom.jcstress.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.jcstress.Goroutine;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** MM-043, MM-044, MM-049: what was done before happens-before the return of the wait that it ends. */
public final class WaitHb {
    private WaitHb() {}

    /** A wait for a group that counts. */
    @JCStressTest
    @Description("MM-043: does who waits for a group see what was written before done?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Done {
        private final WaitGroup group = new WaitGroup();

        {
            group.add(1);
        }

        private int plain;

        @Actor
        public void working() {
            plain = 1;
            group.done();
        }

        @Actor
        public void waiting(II_Result r) {
            r.r1 = Ops.call(() -> {
                                group.await();
                                return Ops.RAN;
                            })
                            .equals(Ops.RAN)
                    ? 1
                    : 0;
            r.r2 = plain;
        }
    }

    /** A wait for a task of a group. */
    @JCStressTest
    @Description("MM-043: does who waits for a group see what its task wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Task {
        private final WaitGroup group = new WaitGroup();
        private int plain;

        @Actor
        public void nothing() {
            Thread.onSpinWait();
        }

        @Actor
        public void waiting(II_Result r) {
            group.go(() -> plain = 1);
            r.r1 = Ops.call(() -> {
                                group.await();
                                return Ops.RAN;
                            })
                            .equals(Ops.RAN)
                    ? 1
                    : 0;
            r.r2 = plain;
        }
    }

    /** A wait for a task of a group that knows failures. */
    @JCStressTest
    @Description("MM-049: does who waits for a group see what its task wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class GroupTask {
        private final ErrGroup group = new ErrGroup();
        private int plain;

        @Actor
        public void nothing() {
            Thread.onSpinWait();
        }

        @Actor
        public void waiting(II_Result r) {
            r.r1 = Ops.call(() -> {
                                group.go(() -> plain = 1);
                                group.await();
                                return Ops.RAN;
                            })
                            .equals(Ops.RAN)
                    ? 1
                    : 0;
            r.r2 = plain;
        }
    }

    /** A signal that comes before the wait, or after. */
    @JCStressTest
    @Description("MM-044: does who is signalled see what was written before the signal?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Signal {
        private final Mutex mutex = new Mutex();
        private final Cond cond = new Cond(mutex);
        private final Goroutine waiter = new Goroutine(this::await);

        {
            waiter.start();
            waiter.awaitParked();
        }

        private String await() throws InterruptedException {
            mutex.lock();
            try {
                cond.await();
                return plain == 1 ? Ops.RAN : Ops.OPEN;
            } finally {
                mutex.unlock();
            }
        }

        private int plain;

        @Actor
        public void signalling() {
            plain = 1;
            cond.signal();
        }

        @Actor
        public void waiting(II_Result r) {
            r.r1 = waiter.end().equals(Ops.RAN) ? 1 : 0;
            r.r2 = r.r1;
        }
    }

    /** A release, and an acquire that needs it. */
    @JCStressTest
    @Description("MM-049: does who acquires see what was written before the release?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Release {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);

        {
            semaphore.tryAcquire(1);
        }

        private int plain;

        @Actor
        public void releasing() {
            plain = 1;
            semaphore.release(1);
        }

        @Actor
        public void acquiring(II_Result r) {
            r.r1 = Ops.call(() -> {
                                semaphore.acquire(1);
                                return Ops.RAN;
                            })
                            .equals(Ops.RAN)
                    ? 1
                    : 0;
            r.r2 = plain;
        }
    }

    /** A release, and a try. */
    @JCStressTest
    @Description("MM-049: does who succeeds to acquire see what was written before the release?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class TryAcquire {
        private final WeightedSemaphore semaphore = new WeightedSemaphore(1);

        {
            semaphore.tryAcquire(1);
        }

        private int plain;

        @Actor
        public void releasing() {
            plain = 1;
            semaphore.release(1);
        }

        @Actor
        public void trying(II_Result r) {
            r.r1 = semaphore.tryAcquire(1) ? 1 : 0;
            r.r2 = plain;
        }
    }

    /** An item that is put and got. */
    @JCStressTest
    @Description("MM-045: does who gets an item see what was written before it was put?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "It came first: no promise.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Put {
        private final Integer item = Integer.valueOf(1000);
        private final Pool<Integer> pool = new Pool<>(() -> Integer.valueOf(2000));
        private int plain;

        @Actor
        public void putting() {
            plain = 1;
            pool.put(item);
        }

        @Actor
        public void getting(II_Result r) {
            r.r1 = pool.get() == 1000 ? 1 : 0;
            r.r2 = plain;
        }
    }

    /** Two callers of one flight. */
    @JCStressTest
    @Description("MM-049: does every caller see what the body wrote?")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It saw what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "What was written before is not seen.")
    @State
    public static class Flight {
        private final SingleFlight<String, Integer> flights = new SingleFlight<>();

        private int ask() {
            return Ops.call(() -> String.valueOf(
                                    flights.run("key", () -> plain = 1).value()))
                            .equals("1")
                    ? 1
                    : 0;
        }

        private int plain;

        @Actor
        public void one() {
            ask();
        }

        @Actor
        public void other(II_Result r) {
            r.r1 = ask();
            r.r2 = plain;
        }
    }
}
