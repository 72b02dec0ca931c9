package io.github.goloom.faults;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.RateLimiter;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.Diver.Attempt;
import io.github.goloom.testing.FullHeap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The program that fills its heap and then does every blocking operation of channels, of {@code sync} and of {@code
 * context}, and starts goroutines, with a little more at a time. It prints how often each failed and whether what it
 * used can be used then.
 */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "MustBeClosedChecker", "CheckReturnValue"
}) // for want of memory they may not be closed
final class Exhaustion {
    private static final Duration MOMENT = Duration.ofNanos(1);
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final Mutex MUTEX = new Mutex();
    private static final RWMutex RW_MUTEX = new RWMutex();
    private static final Mutex COND_MUTEX = new Mutex();
    private static final Cond COND = new Cond(COND_MUTEX);
    private static final WeightedSemaphore SEMAPHORE = new WeightedSemaphore(300);
    private static final RateLimiter LIMITER = RateLimiter.perSecond(1e-3, 1);
    private static final WaitGroup GROUP = new WaitGroup();
    private static final WaitGroup TASKS = new WaitGroup();
    private static final SingleFlight<String, Integer> FLIGHTS = new SingleFlight<>();
    private static final CancellableContext CONTEXT = CancellableContext.childOf(Context.background());
    private static final Chan<Object> CHAN = Chan.unbuffered();
    private static final Chan<Object> OTHER = Chan.unbuffered();
    private static final Chan<Object> FULL = Chan.buffered(1);
    private static final Chan<Object> UNBOUNDED = Chan.unbounded();
    private static final Chan<Object> SELECTED = Chan.unbounded();
    private static final Object VALUE = new Object();

    /** More than a chunk of an unbounded channel has. */
    private static final int SENDS = 100;

    /** The number of sends to {@link #UNBOUNDED} and {@link #SELECTED} that completed. */
    private static int sent;

    /** Ends a wait when it begins, and not before. */
    private static final Cancellation OVER = new Cancellation() {
        private final RuntimeException err = new OverException();
        private final Chan<Void> done = Chan.unbuffered();

        {
            done.close();
        }

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public RuntimeException err() {
            return err;
        }

        @Override
        public boolean isDone() {
            return false;
        }
    };

    private static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How often 16 bytes are freed, before it is half a kilobyte at a time. */
    private static final int SMALL_STEPS = 24;

    /** What is done without memory, and whether what it used can be used after. */
    private record Trial(Attempt attempt, Callable<Boolean> usable) {}

    private Exhaustion() {}

    public static void main(String[] args) throws Exception {
        MUTEX.lock();
        RW_MUTEX.writeLock().lock();
        SEMAPHORE.acquire(300);
        LIMITER.acquire();
        GROUP.add(1);
        FULL.send(VALUE);
        for (Map.Entry<String, Trial> each : trials().entrySet()) {
            Trial trial = each.getValue();
            for (int i = 0; i < 3; i++) {
                trial.attempt.run();
            }
            int failures = FullHeap.failures(() -> unsuppressed(trial.attempt), SMALL_STEPS);
            boolean usable = trial.usable.call();
            System.out.println(each.getKey() + ", failures " + failures + ", usable: " + (failures > 0 && usable));
        }
        System.exit(0);
    }

    /** Takes a permit that comes much later, and gives it back since the wait ends at once. */
    private static void limit() throws InterruptedException {
        try {
            LIMITER.acquire(OVER);
        } catch (OverException e) {
            // as it must be
        }
    }

    private static Map<String, Trial> trials() {
        Map<String, Trial> trials = new LinkedHashMap<>();
        List<Select.Case<Object, RuntimeException>> cases = List.of(
                Select.receive(CHAN),
                Select.send(OTHER, VALUE, () -> VALUE),
                Select.send(FULL, VALUE, () -> VALUE),
                Select.after(MOMENT, () -> VALUE));
        trials.put("receive", new Trial(() -> CHAN.tryReceive(MOMENT), Exhaustion::channelsWork));
        trials.put("send", new Trial(() -> CHAN.trySend(VALUE, MOMENT), Exhaustion::channelsWork));
        trials.put("send to a full buffer", new Trial(() -> FULL.trySend(VALUE, MOMENT), Exhaustion::channelsWork));
        trials.put("select", new Trial(() -> Select.select(cases), Exhaustion::channelsWork));
        trials.put("select in order", new Trial(() -> Select.selectInOrder(cases), Exhaustion::channelsWork));
        trials.put(
                "send to an unbounded channel",
                new Trial(Exhaustion::sendUnbounded, () -> holdsWhatWasSent(UNBOUNDED)));
        List<Select.Case<Object, RuntimeException>> sends =
                List.of(Select.send(SELECTED, VALUE, () -> sent++), Select.receive(CHAN, value -> value));
        trials.put(
                "select that sends to an unbounded channel",
                new Trial(() -> selectUnbounded(sends), () -> holdsWhatWasSent(SELECTED)));
        trials.put("Mutex", new Trial(() -> MUTEX.tryLock(MOMENT), () -> {
            MUTEX.unlock();
            return MUTEX.tryLock(LONG) && !MUTEX.tryLock(MOMENT);
        }));
        trials.put("RWMutex, read", new Trial(() -> RW_MUTEX.readLock().tryLock(MOMENT), () -> {
            RW_MUTEX.writeLock().unlock();
            boolean usable = RW_MUTEX.readLock().tryLock(LONG);
            RW_MUTEX.readLock().unlock();
            return usable && RW_MUTEX.writeLock().tryLock(LONG);
        }));
        trials.put("RWMutex, write", new Trial(() -> RW_MUTEX.writeLock().tryLock(MOMENT), () -> {
            RW_MUTEX.writeLock().unlock();
            return RW_MUTEX.readLock().tryLock(LONG);
        }));
        trials.put("Cond", new Trial(Exhaustion::await, () -> {
            if (!COND_MUTEX.tryLock(LONG)) {
                return false;
            }
            try {
                Go.go(() -> {
                    COND_MUTEX.lock(); // free once the other waits
                    COND.signal();
                    COND_MUTEX.unlock();
                });
                return COND.await(LONG);
            } finally {
                COND_MUTEX.unlock();
            }
        }));
        trials.put("WeightedSemaphore", new Trial(() -> SEMAPHORE.tryAcquire(200, MOMENT), () -> {
            SEMAPHORE.release(300);
            return SEMAPHORE.tryAcquire(300, LONG);
        }));
        trials.put("RateLimiter", new Trial(Exhaustion::limit, () -> LIMITER.available() > -1));
        trials.put("WaitGroup", new Trial(() -> GROUP.await(MOMENT), () -> {
            GROUP.done();
            return GROUP.await(LONG);
        }));
        trials.put("WaitGroup, go", new Trial(() -> TASKS.go(() -> {}), () -> TASKS.await(LONG)));
        trials.put("ErrGroup, go", new Trial(Exhaustion::group, () -> {
            group();
            return true;
        }));
        trials.put(
                "SingleFlight",
                new Trial(
                        () -> FLIGHTS.run("key", () -> 1),
                        () -> FLIGHTS.run("key", () -> 2).value() == 2));
        trials.put(
                "SingleFlight, goroutine",
                new Trial(
                        () -> FLIGHTS.run("key", () -> 1, CONTEXT),
                        () -> FLIGHTS.run("key", () -> 2).value() == 2));
        trials.put("Context, child", new Trial(() -> CONTEXT.withCancel().close(), Exhaustion::works));
        trials.put("Context, deadline", new Trial(Exhaustion::deadline, Exhaustion::works));
        trials.put(
                "Context, function", new Trial(() -> CONTEXT.afterFunc(() -> {}).stop(), Exhaustion::works));
        trials.put(
                "Context, cancel",
                new Trial(
                        () -> {
                            CancellableContext child = CONTEXT.withCancel();
                            child.afterFunc(() -> {});
                            child.cancel();
                        },
                        Exhaustion::works));
        return trials;
    }

    /** Whether nobody waits for a channel, and values come through. */
    private static boolean channelsWork() throws Exception {
        boolean work = FULL.size() == 1;
        for (Chan<Object> each : List.of(CHAN, OTHER, FULL)) {
            work &= !each.toString().contains("wait");
        }
        for (Chan<Object> each : List.of(CHAN, OTHER)) {
            Go.go(() -> each.send(VALUE));
            work &= VALUE.equals(each.receive());
            Go.go(() -> Select.select(Select.onSend(each, VALUE, () -> {})));
            work &= VALUE.equals(Select.select(Select.receive(each), Select.receive(Chan.nil())));
        }
        return work;
    }

    private static void sendUnbounded() throws InterruptedException {
        for (int i = 0; i < SENDS; i++) {
            UNBOUNDED.send(VALUE);
            sent++;
        }
    }

    private static void selectUnbounded(List<Select.Case<Object, RuntimeException>> sends) throws InterruptedException {
        for (int i = 0; i < SENDS; i++) {
            Select.select(sends);
        }
    }

    /** Whether all sends that completed are there, and no other. */
    private static boolean holdsWhatWasSent(Chan<Object> chan) throws InterruptedException {
        int expected = sent;
        sent = 0;
        boolean holds = chan.size() == expected && chan.drain().size() == expected;
        chan.send(VALUE);
        return holds && VALUE.equals(chan.receive()) && chan.size() == 0;
    }

    private static void await() throws InterruptedException {
        COND_MUTEX.lock();
        try {
            COND.await(MOMENT);
        } finally {
            COND_MUTEX.unlock();
        }
    }

    private static void group() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(CONTEXT)) {
            group.go(() -> {});
            group.await();
        }
    }

    private static void deadline() throws InterruptedException {
        try (CancellableContext child = CONTEXT.withTimeout(Duration.ofMillis(1))) {
            CHAN.receive(child);
        } catch (DeadlineExceededException e) {
            // as it should be
        }
    }

    /** Whether a deadline comes, and a child ends with its parent, whose waiter is woken. */
    private static boolean works() throws Exception {
        deadline();
        CancellableContext parent = CONTEXT.withCancel();
        CancellableContext child = parent.withCancel();
        Go.go(parent::cancel);
        try {
            CHAN.receive(child);
            return false;
        } catch (RuntimeException e) {
            return parent.isDone();
        }
    }

    /**
     * The JVM throws one error again and again when there is no room for a new one, and {@code try} cannot suppress an
     * error by itself.
     */
    private static void unsuppressed(Attempt attempt) throws Exception {
        try {
            attempt.run();
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw e;
        }
    }
}
