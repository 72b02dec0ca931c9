package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.inspect.Deadlock;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import io.github.goloom.sync.WeightedSemaphore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is a deadlock, and what only looks like one. The kernels are in {@link KernelsTest}. */
@SuppressWarnings("LockNotBeforeTry") // the locks are to be held by one that waits
class DeadlocksTest {
    private final Mutex one = new Mutex("one");
    private final Mutex other = new Mutex("other");

    private void cross(Go.Task first, Go.Task second) throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(2);
        Go.go("left", () -> {
            one.lock();
            locked.countDown();
            locked.await();
            first.run();
        });
        Go.go("right", () -> {
            other.lock();
            locked.countDown();
            locked.await();
            second.run();
        });
        locked.await();
    }

    /**
     * DLK-008: a cycle of locks is reported with names, operations and lines, and with those that wait behind it. That
     * other threads run does not suppress it (DLK-004).
     */
    @Test
    void deadlocks_cycle_isReportedWithThoseBehind() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            cross(other::lockInterruptibly, one::lockInterruptibly);
            Go.go("behind", one::lockInterruptibly);
            Tracked.untilWaiting("left", 1);
            Tracked.untilWaiting("right", 1);
            Tracked.untilWaiting("behind", 1);

            List<Deadlock> found = Goroutines.deadlocks();

            assertThat(found).singleElement().satisfies(each -> {
                assertThat(each.members()).extracting(Deadlock.Member::name).containsExactlyInAnyOrder("left", "right");
                assertThat(each.members())
                        .extracting(Deadlock.Member::operation)
                        .anyMatch(operation -> operation.startsWith("lock Mutex[\"other\", locked"));
                assertThat(each.behind()).isEqualTo(1);
                assertThat(each.toString())
                        .startsWith("deadlock of 2 goroutines:\n")
                        .contains("which waits for goroutine \"left\" #")
                        .contains("    at io.github.goloom.inspection.DeadlocksTest.lambda")
                        .endsWith("1 more goroutine waits for these\n");
            });
            Tracked.interruptAll();
            assertThat(tracked).isNotNull();
        }
    }

    /** A cycle that a timeout ends is none (DLK-005). */
    @Test
    void deadlocks_timeout_isNone() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            cross(other::lockInterruptibly, () -> {
                boolean unused = one.tryLock(Duration.ofHours(1));
            });
            Tracked.untilWaiting("left", 1);
            Tracked.untilInAWait("right");

            assertThat(Goroutines.deadlocks()).isEmpty();
            Tracked.interruptAll();
            assertThat(tracked).isNotNull();
        }
    }

    /** Nor is one that a cancellation may end. */
    @Test
    void deadlocks_cancellation_isNone() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks());
                CancellableContext context = Context.background().withCancel()) {
            cross(other::lockInterruptibly, () -> one.lock(context));
            Tracked.untilWaiting("left", 1);
            Tracked.untilWaiting("right", 1);

            assertThat(Goroutines.deadlocks()).isEmpty();
            Tracked.interruptAll();
            assertThat(tracked).isNotNull();
        }
    }

    /** A thread that holds what others wait for, and is not stuck itself, will free it. */
    @Test
    void deadlocks_holderRuns_isNone() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            RWMutex lock = new RWMutex();
            WeightedSemaphore semaphore = new WeightedSemaphore(2);
            lock.readLock().lock();
            semaphore.acquire(1);
            Go.go("waiting", () -> lock.writeLock().lockInterruptibly());
            Go.go("waiting", () -> semaphore.acquire(2));
            Tracked.untilWaiting("waiting", 2);

            assertThat(Goroutines.deadlocks()).isEmpty();
            lock.readLock().unlock();
            semaphore.release(1);
            Tracked.untilEnded("waiting");
            assertThat(tracked).isNotNull();
        }
    }

    /** A request that would fit waits for one before it that never will: both wait for ever. */
    @Test
    void deadlocks_behindAHopelessRequest_areReported() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            WeightedSemaphore semaphore = new WeightedSemaphore(4, "places");
            Go.go("holder", () -> {
                semaphore.acquire(2);
                Chan.<Integer>nil().receive();
            });
            Tracked.untilWaiting("holder", 1);
            Go.go("large", () -> semaphore.acquire(3));
            Tracked.untilWaiting("large", 1);
            Go.go("small", () -> semaphore.acquire(1));
            Tracked.untilWaiting("small", 1);

            assertThat(Goroutines.deadlocks()).singleElement().satisfies(each -> {
                assertThat(each.members()).extracting(Deadlock.Member::name).containsExactly("holder");
                assertThat(each.behind()).isEqualTo(2);
                assertThat(each.toString()).endsWith("2 more goroutines wait for these\n");
            });
            Tracked.interruptAll();
            assertThat(tracked).isNotNull();
        }
    }

    /** A lock that another thread has freed, as Go allows, is not held by the one that took it. */
    @Test
    void deadlocks_unlockedByAnother_isNone() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withLocks())) {
            one.lock();
            Go.go(one::unlock).join();
            other.lock();
            Go.go("taker", () -> {
                one.lock();
                other.lockInterruptibly();
            });
            Tracked.untilWaiting("taker", 1);

            assertThat(Goroutines.deadlocks()).isEmpty();
            other.unlock();
            Tracked.untilEnded("taker");
            assertThat(tracked).isNotNull();
        }
    }
}
