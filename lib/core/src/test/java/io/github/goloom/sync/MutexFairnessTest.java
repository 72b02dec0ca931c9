package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who gets the mutex: newcomers may be first, but not for long. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class MutexFairnessTest {
    private static final long STARVING_NANOS = 1_000_000;
    private static final int TRIALS = 10_000;

    /** A newcomer may lock before the waiter that was woken has come (MTX-008). */
    @Test
    void tryLock_rightAfterUnlock_mayBeBeforeTheWoken() throws Exception {
        boolean lost = false;
        for (int i = 0; i < TRIALS && !lost; i++) {
            Mutex mutex = new Mutex();
            mutex.lock();
            Waiting waiting = new Waiting(mutex);
            lost = waiting.losesOnce();
            if (lost) {
                assertThat(waiting.hasLocked()).isFalse();
                mutex.unlock();
            }
            waiting.finish();
        }
        assertThat(lost).isTrue();
    }

    /** A waiter that was woken and lost waits on as the first (MTX-008). */
    @Test
    void lock_wokenAndLost_staysFirst() throws Exception {
        boolean lost = false;
        for (int i = 0; i < TRIALS && !lost; i++) {
            Mutex mutex = new Mutex();
            mutex.lock();
            Waiting first = new Waiting(mutex);
            Waiting second = new Waiting(mutex);
            Waiting third = new Waiting(mutex);
            lost = first.losesOnce();
            if (lost) {
                mutex.unlock();
            }
            first.awaitLocked();
            assertThat(second.hasLocked()).isFalse();
            first.finish();
            second.awaitLocked();
            assertThat(third.hasLocked()).isFalse();
            second.finish();
            third.finish();
        }
        assertThat(lost).isTrue();
    }

    /**
     * After a waiter has lost after more than a millisecond, an unlock hands over: no try succeeds between (MTX-007,
     * MTX-009, MTX-012).
     */
    @Test
    void unlock_starving_handsOver() throws Exception {
        for (int i = 0; i < 50; i++) {
            Mutex mutex = new Mutex();
            Waiting starved = starve(mutex);

            mutex.unlock();

            assertThat(mutex.tryLock()).isFalse();
            assertThat(mutex).hasToString("Mutex[locked]");
            starved.finish();
            assertThat(mutex.tryLock()).isTrue();
        }
    }

    /**
     * It is handed from one to the next in their order, and is an ordinary mutex again after the last (MTX-009,
     * MTX-010).
     */
    @Test
    void unlock_starvingManyWait_handsOverInOrderUntilTheLast() throws Exception {
        Mutex mutex = new Mutex();
        Waiting starved = starve(mutex);
        List<Waiting> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(new Waiting(mutex));
        }
        awaitNanos(2 * STARVING_NANOS);

        mutex.unlock();
        starved.awaitLocked();

        Waiting holder = starved;
        for (Waiting next : others) {
            assertThat(next.hasLocked()).isFalse();
            holder.finish();
            assertThat(holder.barged).as("handed over").isFalse();
            assertThat(mutex.tryLock()).isFalse();
            next.awaitLocked();
            holder = next;
        }
        holder.finish();
        assertThat(mutex.tryLock()).isTrue();
    }

    /** It ends with one that waited for less, although others wait: newcomers may be first again (MTX-010). */
    @Test
    void unlock_handedToOneThatWaitedLittle_isOrdinaryAgain() throws Exception {
        boolean barged = false;
        for (int i = 0; i < TRIALS && !barged; i++) {
            Mutex mutex = new Mutex();
            Waiting starved = starve(mutex);
            Waiting brief = new Waiting(mutex);
            Waiting last = new Waiting(mutex);
            starved.finishOnceLocked();
            mutex.unlock();
            brief.finish();
            barged = brief.barged;
            last.finish();
        }
        assertThat(barged).isTrue();
    }

    /**
     * The starved may leave, and then the next that waited for long enough is handed it, or anybody may lock (MTX-009).
     */
    @Test
    void unlock_starvedWasInterrupted_servesTheNext() throws Exception {
        Mutex mutex = new Mutex();
        Waiting starved = starve(mutex);
        Waiting next = new Waiting(mutex);

        assertThat(starved.goroutine.interrupt().failure()).isInstanceOf(InterruptedException.class);

        mutex.unlock();
        next.awaitLocked();
        next.finish();
        assertThat(mutex.tryLock()).isTrue();
    }

    /** The starved that was alone may leave, and the mutex is an ordinary one (MTX-010). */
    @Test
    void unlock_starvedWasInterruptedAndAlone_frees() throws Exception {
        Mutex mutex = new Mutex();
        Waiting starved = starve(mutex);
        assertThat(starved.goroutine.interrupt().failure()).isInstanceOf(InterruptedException.class);

        mutex.unlock();

        assertThat(mutex).hasToString("Mutex[unlocked]");
        assertThat(mutex.tryLock()).isTrue();
    }

    /** One that locks again at once and holds it for 100 µs does not starve another (MTX-011). */
    @Test
    void lock_againstOneThatHogs_getsItTenTimes() throws Exception {
        Mutex mutex = new Mutex();
        AtomicBoolean stop = new AtomicBoolean();
        Goroutine<Void> hog = Goroutine.platform(() -> {
            while (!stop.get()) {
                mutex.lock();
                spin(100_000);
                mutex.unlock();
            }
        });
        Goroutine<Void> other = Goroutine.go(() -> {
            for (int i = 0; i < 10; i++) {
                spin(100_000);
                mutex.lock();
                mutex.unlock();
            }
        });

        other.result();

        stop.set(true);
        hog.result();
        assertThat(mutex.tryLock()).isTrue();
    }

    /**
     * {@return the only waiter of the mutex, which the caller then holds; it has lost after more than a millisecond}
     */
    private static Waiting starve(Mutex mutex) throws Exception {
        for (int i = 0; i < TRIALS; i++) {
            mutex.lock();
            Waiting waiting = new Waiting(mutex);
            awaitNanos(2 * STARVING_NANOS);
            if (waiting.losesOnce()) {
                return waiting;
            }
            waiting.finish();
        }
        throw new AssertionError("no newcomer was ever first");
    }

    private static void awaitNanos(long nanos) {
        long start = System.nanoTime();
        Goroutine.until(() -> System.nanoTime() - start > nanos);
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    /** A goroutine that waits for a mutex which the test holds, and holds it until it may finish. */
    private static final class Waiting {
        private final Mutex mutex;
        private final CountDownLatch locked = new CountDownLatch(1);
        private final CountDownLatch finish = new CountDownLatch(1);
        private final Goroutine<Void> goroutine;

        /** Whether it could lock again at once, right after it had unlocked. */
        private volatile boolean barged;

        Waiting(Mutex mutex) {
            this.mutex = mutex;
            goroutine = Goroutine.go(() -> {
                mutex.lockInterruptibly();
                locked.countDown();
                finish.await();
                mutex.unlock();
                barged = mutex.tryLock();
                if (barged) {
                    mutex.unlock();
                }
            });
            goroutine.parkedOn(mutex);
        }

        boolean hasLocked() {
            return locked.getCount() == 0;
        }

        void awaitLocked() {
            Goroutine.until(this::hasLocked);
        }

        void finishOnceLocked() {
            finish.countDown();
        }

        void finish() throws Exception {
            finish.countDown();
            goroutine.result();
        }

        /**
         * {@return whether this, woken by an unlock of the test, came after a newcomer: then the lock is that of the
         * test again}
         */
        boolean losesOnce() throws Exception {
            AtomicBoolean tries = new AtomicBoolean();
            AtomicBoolean first = new AtomicBoolean();
            Goroutine<Void> newcomer = Goroutine.platform(() -> {
                while (!first.get() && !hasLocked()) {
                    first.set(mutex.tryLock());
                    tries.set(true);
                }
            });
            Goroutine.until(tries::get);
            mutex.unlock();
            newcomer.result();
            if (first.get()) {
                goroutine.parkedOn(mutex);
            }
            return first.get();
        }
    }
}
