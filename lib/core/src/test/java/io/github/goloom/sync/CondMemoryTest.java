package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** A wait for a signal that has no memory to take its lock again does not return without it. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
class CondMemoryTest {
    private final Mutex mutex = new Mutex();
    private final Poor lock = new Poor();
    private final Cond cond = new Cond(lock);

    /** The mutex, whose {@code lock} finds no memory once the first has succeeded, nor do the next attempts. */
    private final class Poor implements Lock {
        final AtomicInteger locks = new AtomicInteger();
        final AtomicInteger tries = new AtomicInteger();

        @Override
        public void lock() {
            if (locks.getAndIncrement() > 0) {
                throw new OutOfMemoryError("thrown by the test");
            }
            mutex.lock();
        }

        @Override
        public boolean tryLock() {
            if (tries.incrementAndGet() < 3) {
                throw new OutOfMemoryError("thrown by the test");
            }
            return mutex.tryLock();
        }

        @Override
        public void unlock() {
            mutex.unlock();
        }

        @Override
        public void lockInterruptibly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException();
        }
    }

    private Goroutine<Boolean> waiting() {
        return Goroutine.call(() -> {
            lock.lock();
            boolean signalled = cond.await(Duration.ofHours(1));
            boolean held = !mutex.tryLock();
            lock.unlock();
            assertThat(held).isTrue();
            return signalled;
        });
    }

    /** It waits until the lock is free, though somebody else holds it for a while. */
    @Test
    void await_noMemoryToLockAgain_waitsForTheLock() throws Exception {
        Goroutine<Boolean> waiting = waiting().parkedOn(cond);
        mutex.lock();
        cond.signal();
        Goroutine.until(() -> lock.tries.get() > 10);
        assertThat(waiting.isDone()).isFalse();
        mutex.unlock();

        assertThat(waiting.result()).isTrue();
    }

    /** An interrupt that comes meanwhile stays. */
    @Test
    void await_noMemoryToLockAgain_keepsTheInterrupt() throws Exception {
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
                    lock.lock();
                    cond.await();
                    boolean interrupted = Thread.currentThread().isInterrupted();
                    lock.unlock();
                    return interrupted;
                })
                .parkedOn(cond);
        mutex.lock();
        cond.signal();
        Goroutine.until(() -> lock.tries.get() > 10);
        waiting.interrupt();
        int before = lock.tries.get();
        Goroutine.until(() -> lock.tries.get() > before + 1);
        mutex.unlock();

        assertThat(waiting.result()).isTrue();
    }
}
