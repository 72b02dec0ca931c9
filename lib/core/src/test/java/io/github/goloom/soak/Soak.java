package io.github.goloom.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.github.goloom.Go;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run of the mixed traffic: 9,000 goroutines that are interrupted, and 1,000 in rings that are not. */
final class Soak {
    private static final int WORKERS = 9_000;
    private static final int RINGS = 200;
    private static final int[] RING_CAPACITIES = {0, 1, 2, 64};
    private static final long TICK_NANOS = 1_000_000;
    private static final int INTERRUPTS_A_TICK = 20;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    final World world = new World(WORKERS);
    private final SplittableRandom random;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Ring> rings = new ArrayList<>();
    private final List<Thread> ringThreads = new ArrayList<>();
    private long lastSum;
    private long lastAdvance;

    Soak(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Runs for a time, and returns when all goroutines have ended and the books balance. */
    void run(long nanos) throws Exception {
        long start = System.nanoTime();
        start();
        lastAdvance = start;
        long report = start + PROGRESS_NANOS;
        while (System.nanoTime() - start < nanos && !world.over) {
            interruptSome();
            watch();
            if (nanos > TimeUnit.MINUTES.toNanos(1) && System.nanoTime() - report >= 0) {
                progress(System.nanoTime() - start);
                report += PROGRESS_NANOS;
            }
        }
        world.over = true;
        end();
        checkBooks();
    }

    private void start() {
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = new Worker(i, world, random.split());
            workers.add(worker);
            threads.add(Go.go("soak worker", worker::run));
        }
        for (int i = 0; i < RINGS; i++) {
            Ring ring = new Ring(world, RING_CAPACITIES[i % RING_CAPACITIES.length]);
            rings.add(ring);
            for (int n = 0; n < Ring.NODES; n++) {
                int node = n;
                ringThreads.add(Go.go("soak ring", () -> ring.node(node)));
            }
        }
    }

    private void interruptSome() {
        int many = random.nextInt(1000) == 0 ? WORKERS / 4 : INTERRUPTS_A_TICK;
        for (int i = 0; i < many; i++) {
            int index = random.nextInt(WORKERS);
            workers.get(index).interrupt(threads.get(index));
        }
        LockSupport.parkNanos(TICK_NANOS);
    }

    /** Fails, with a dump of all threads, if nothing has ended for a minute. */
    private void watch() throws IOException {
        long sum = world.tally.sum();
        if (sum != lastSum) {
            lastSum = sum;
            lastAdvance = System.nanoTime();
        } else if (System.nanoTime() - lastAdvance > PATIENCE_NANOS) {
            throw wedged("no operation has ended for a minute");
        }
    }

    private static AssertionError wedged(String what) throws IOException {
        System.out.println(Dumps.take(ThreadDumpFormat.TEXT_PLAIN));
        return new AssertionError(what);
    }

    private void progress(long nanos) {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "soak: %d s, %,d operations, %,d interrupts, heap %,d MB%n",
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                world.tally.sum(),
                world.interrupts.sum(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private void end() throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean ended = false;
        while (!ended) {
            ended = true;
            for (int i = 0; i < WORKERS; i++) {
                if (threads.get(i).isAlive()) {
                    workers.get(i).interrupt(threads.get(i));
                    ended = false;
                }
            }
            if (!ended && System.nanoTime() - deadline > 0) {
                throw wedged("interrupted, but still there: "
                        + threads.stream().filter(Thread::isAlive).count());
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        if (world.failure() != null) {
            throw new AssertionError("an operation of the soak", world.failure());
        }
        for (Thread each : ringThreads) {
            if (!each.join(Duration.ofNanos(PATIENCE_NANOS))) {
                throw wedged("a ring stands still: " + each);
            }
        }
        until(
                "all functions were called or stopped",
                () -> world.functionsSet.sum() == world.functionsCalled.sum() + world.functionsStopped.sum());
        until("all tasks have ended", () -> world.started.sum() == world.ended.sum());
        until("no goroutine is left", () -> Dumps.left().isEmpty());
        if (world.failure() != null) {
            throw new AssertionError("a task of the soak", world.failure());
        }
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw wedged("not so: " + what);
            }
            LockSupport.parkNanos(20 * TICK_NANOS);
        }
    }

    private void checkBooks() {
        world.closeAll();
        world.books.forEach((capacity, books) -> {
            assertThat(books.sent.sum() + books.returned.sum())
                    .as("capacity %d, sent and returned: %s", capacity, books)
                    .isEqualTo(books.offered.sum());
            assertThat(books.received.sum())
                    .as("capacity %d, received: %s", capacity, books)
                    .isEqualTo(books.sent.sum());
        });
        for (Locks.Guarded each : world.locks.mutexes) {
            assertThat(each.counter).isEqualTo(each.expected.sum());
            assertThat(each.mutex.tryLock()).isTrue();
        }
        for (Locks.Pair each : world.locks.pairs) {
            assertThat(each.first).isEqualTo(each.second).isEqualTo(each.expected.sum());
            assertThat(each.lock.writeLock().tryLock()).isTrue();
        }
        for (Locks.Store each : world.locks.stores) {
            assertThat(each.there).isEqualTo(each.put.sum() - each.taken.sum());
            assertThat(each.mutex.tryLock()).isTrue();
        }
        assertThat(world.shared.semaphore.tryAcquire(Shared.PERMITS)).isTrue();
    }

    long hops() {
        return rings.stream().mapToLong(each -> each.hops.sum()).sum();
    }

    String report() {
        StringBuilder report = new StringBuilder(world.tally.table());
        world.books.forEach(
                (capacity, books) -> report.append(String.format("%ncapacity %d: values %s", capacity, books)));
        report.append(String.format(
                "%n%,d operations, %,d interrupts: %,d thrown, %,d kept; %,d tasks; %,d functions: %,d called, %,d stopped; rings %,d hops",
                world.tally.sum(),
                world.interrupts.sum(),
                world.interruptsThrown.sum(),
                world.interruptsKept.sum(),
                world.ended.sum(),
                world.functionsSet.sum(),
                world.functionsCalled.sum(),
                world.functionsStopped.sum(),
                hops()));
        return report.toString();
    }
}
