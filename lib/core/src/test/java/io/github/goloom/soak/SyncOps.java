package io.github.goloom.soak;

import io.github.goloom.Go;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.soak.Shared.OnceTrial;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Semaphores, groups, flights, once and pools. */
@SuppressWarnings({"ThreadPriorityCheck", "Finally"}) // lets others come between
final class SyncOps {
    /** What a task or flight fails with on purpose. */
    private static final class Deliberate extends Exception {
        private static final long serialVersionUID = 1;

        Deliberate() {
            super("deliberate", null, false, false);
        }
    }

    private SyncOps() {}

    static boolean semaphore(Worker worker) throws InterruptedException {
        Shared shared = worker.world.shared;
        WeightedSemaphore semaphore = shared.semaphore;
        int weight = 1 + worker.random.nextInt(worker.oneIn(50) ? Shared.PERMITS : 3);
        boolean acquired = true;
        switch (worker.random.nextInt(4)) {
            case 0 -> semaphore.acquire(weight);
            case 1 -> ContextOps.with(worker, ctx -> semaphore.acquire(weight, ctx));
            case 2 -> acquired = semaphore.tryAcquire(weight);
            default -> acquired = semaphore.tryAcquire(weight, worker.upTo(2000));
        }
        if (acquired) {
            long held = shared.held.addAndGet(weight);
            if (held > Shared.PERMITS) {
                throw new AssertionError("held of the semaphore: " + held);
            }
            if (worker.oneIn(200)) {
                Thread.yield();
            }
            shared.held.addAndGet(-weight);
            semaphore.release(weight);
        }
        return acquired;
    }

    static boolean waitGroup(Worker worker) throws InterruptedException {
        World world = worker.world;
        WaitGroup group = new WaitGroup();
        int[] done = new int[3];
        for (int i = 0; i < done.length; i++) {
            int number = i;
            world.started.increment();
            group.go(() -> {
                LockSupport.parkNanos(1000L * number);
                done[number]++;
                world.ended.increment();
            });
        }
        boolean ended = true;
        switch (worker.random.nextInt(3)) {
            case 0 -> group.await();
            case 1 -> ContextOps.with(worker, group::await);
            default -> ended = group.await(worker.upTo(2000));
        }
        if (ended && done[0] + done[1] + done[2] != 3) {
            throw new AssertionError("the group has ended, but not its tasks");
        }
        return ended;
    }

    static boolean errGroup(Worker worker) throws InterruptedException {
        World world = worker.world;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try (ErrGroup group = ErrGroup.withContext(ContextOps.any(worker))) {
            group.limit(2);
            for (int i = 0; i < 3; i++) {
                boolean fails = worker.oneIn(6);
                Duration sleep = worker.upTo(300);
                Go.Task task = () -> {
                    world.started.increment();
                    boolean ok = false;
                    try {
                        if (running.incrementAndGet() > 2) {
                            world.fail(new AssertionError("more tasks than the limit"));
                        }
                        Go.sleep(sleep);
                        if (fails) {
                            throw new Deliberate();
                        }
                        ok = true;
                    } finally {
                        failed.addAndGet(ok ? 0 : 1);
                        running.decrementAndGet();
                        world.ended.increment();
                    }
                };
                boolean started = worker.oneIn(4) ? group.tryGo(task) : group.go(task);
                if (!started && group.context().isDone()) {
                    break;
                }
            }
            group.await();
            if (failed.get() > 0) {
                throw new AssertionError("no failure came out of " + failed.get());
            }
            return true;
        } catch (ExecutionException e) {
            if (failed.get() == 0) {
                throw new AssertionError("a failure of nobody", e);
            }
            return false;
        } finally {
            if (running.get() != 0) {
                throw new AssertionError("tasks outlive the group: " + running.get());
            }
        }
    }

    /** The body of a flight, of which there is one at a time for each key. */
    private static Callable<Integer> flight(Worker worker, int key, boolean fails) {
        Shared shared = worker.world.shared;
        int nanos = worker.random.nextInt(200_000);
        return () -> {
            if (shared.flying.incrementAndGet(key) != 1) {
                throw new AssertionError("two flights at once");
            }
            LockSupport.parkNanos(nanos); // not interrupted by an exception
            shared.flying.decrementAndGet(key);
            if (fails) {
                throw new Deliberate();
            }
            return key;
        };
    }

    static boolean singleFlight(Worker worker) throws InterruptedException {
        Shared shared = worker.world.shared;
        int key = worker.random.nextInt(Shared.KEYS);
        Callable<Integer> body = flight(worker, key, worker.oneIn(8));
        try {
            int[] value = {-1};
            if (worker.random.nextBoolean()) {
                value[0] = shared.flights.run(key, body).value();
            } else {
                value[0] = shared.flights.run(key, body, ContextOps.any(worker)).value();
            }
            if (value[0] != key) {
                throw new AssertionError("the result of another flight: " + value[0]);
            }
            return true;
        } catch (ExecutionException e) {
            return isDeliberate(e.getCause());
        }
    }

    private static boolean isDeliberate(Throwable cause) {
        if (!(cause instanceof Deliberate)) {
            throw new AssertionError("a flight failed", cause);
        }
        return false;
    }

    static boolean startFlight(Worker worker) throws InterruptedException {
        int key = worker.random.nextInt(Shared.KEYS);
        ReceiveChan<SingleFlight.Outcome<Integer>> chan =
                worker.world.shared.flights.start(key, flight(worker, key, worker.oneIn(8)));
        SingleFlight.Outcome<Integer> outcome = chan.receive();
        if (outcome instanceof SingleFlight.Failed<Integer> failed) {
            return isDeliberate(failed.cause());
        }
        if (((SingleFlight.Result<Integer>) outcome).value() != key) {
            throw new AssertionError("the outcome of another flight: " + outcome);
        }
        return true;
    }

    static boolean once(Worker worker) throws InterruptedException {
        Shared shared = worker.world.shared;
        OnceTrial trial = shared.once.get();
        trial.once.run(() -> trial.done++);
        if (trial.done != 1) {
            throw new AssertionError("done " + trial.done + " times");
        }
        if (worker.oneIn(3)) {
            shared.once.compareAndSet(trial, new OnceTrial());
        }
        return true;
    }

    static boolean pool(Worker worker) {
        Shared shared = worker.world.shared;
        AtomicBoolean item = shared.pool.get();
        if (!item.compareAndSet(false, true)) {
            throw new AssertionError("handed out twice");
        }
        if (worker.oneIn(8)) {
            Thread.yield();
        }
        item.set(false);
        shared.pool.put(item);
        return true;
    }
}
