package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Lock} promises, ownership and reentrancy apart: on ours, and for calibration on one of the JDK. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class LockContractTest {
    private static final long MILLISECOND = 1_000_000;

    /** A lock, and one that excludes it: another or the same. */
    record Pair(String name, Lock lock, Lock other) {
        @Override
        public String toString() {
            return name;
        }

        /** Checks that neither is held. */
        void assertFree() throws Exception {
            for (Lock each : List.of(lock, other)) {
                Boolean free = Goroutine.call(() -> {
                            boolean locked = each.tryLock();
                            if (locked) {
                                each.unlock();
                            }
                            return locked;
                        })
                        .result();
                assertThat(free).as("free: %s", each).isTrue();
            }
        }
    }

    static List<Pair> pairs() {
        Mutex mutex = new Mutex();
        RWMutex forWriters = new RWMutex();
        RWMutex writerReader = new RWMutex();
        RWMutex readerWriter = new RWMutex();
        ReentrantLock reentrant = new ReentrantLock();
        return List.of(
                new Pair("Mutex", mutex, mutex),
                new Pair("write lock", forWriters.writeLock(), forWriters.writeLock()),
                new Pair("write lock against a reader", writerReader.writeLock(), writerReader.readLock()),
                new Pair("read lock against a writer", readerWriter.readLock(), readerWriter.writeLock()),
                new Pair("ReentrantLock", reentrant, reentrant));
    }

    /** All that is made is free (MTX-001, RWM-001). */
    @ParameterizedTest
    @MethodSource("pairs")
    void newLock_nothingDone_isFree(Pair pair) throws Exception {
        pair.assertFree();
    }

    /** What is free is locked at once, and excludes the other until it is unlocked (MTX-005, MTX-006, RWM-008). */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLock_free_locksUntilUnlocked(Pair pair) throws Exception {
        assertThat(pair.lock.tryLock()).isTrue();
        assertThat(Goroutine.call(pair.other::tryLock).result()).isFalse();

        pair.lock.unlock();
        pair.assertFree();
    }

    /** What is held is not locked, and the answer does not wait (MTX-005, MTX-006, RWM-008). */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLock_held_isFalse(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other);

        assertThat(pair.lock.tryLock()).isFalse();

        holder.release();
        pair.assertFree();
    }

    /** Goroutines and platform threads wait for the holder, and each then locks in its turn (RWM-001). */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_held_waitsForTheUnlock(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other);
        Goroutine.Action body = () -> {
            pair.lock.lock();
            pair.lock.unlock();
        };
        Goroutine<Void> virtual = Goroutine.go(body).parked();
        Goroutine<Void> platform = Goroutine.platform(body).parked();
        Goroutine.assertStillParked(virtual, platform);

        holder.release();

        virtual.result();
        platform.result();
        pair.assertFree();
    }

    /** No time is one try: true if free, false if held. */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLockTimed_zeroOrNegative_triesOnce(Pair pair) throws Exception {
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(pair.lock.tryLock(time, TimeUnit.DAYS)).isTrue();
            pair.lock.unlock();

            Holder holder = Holder.of(pair.other);
            assertThat(pair.lock.tryLock(time, TimeUnit.DAYS)).isFalse();
            holder.release();
        }
        pair.assertFree();
    }

    /** When the time is over it has waited that long, and locked nothing. */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLockTimed_heldTooLong_isFalseAfterTheTime(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other);
        long start = System.nanoTime();

        assertThat(pair.lock.tryLock(5, TimeUnit.MILLISECONDS)).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5 * MILLISECOND);
        holder.release();
        pair.assertFree();
    }

    /** Without a unit there is no time. */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLockTimed_nullUnit_throws(Pair pair) throws Exception {
        assertThatThrownBy(() -> pair.lock.tryLock(1, null)).isInstanceOf(NullPointerException.class);
        pair.assertFree();
    }

    /** To unlock what is not locked is an error, which changes nothing (MTX-004, RWM-007). */
    @ParameterizedTest
    @MethodSource("pairs")
    void unlock_notLocked_throwsAndChangesNothing(Pair pair) throws Exception {
        assertThatThrownBy(pair.lock::unlock).isExactlyInstanceOf(IllegalMonitorStateException.class);
        pair.assertFree();
    }

    /** A condition lets the lock go while it waits, and has it again afterwards (CND-001). */
    @ParameterizedTest
    @MethodSource("pairs")
    void newCondition_awaitAndSignal_letsTheLockGoMeanwhile(Pair pair) throws Exception {
        Condition condition = pair.lock.newCondition();
        AtomicBoolean signalled = new AtomicBoolean();
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            pair.lock.lock();
            try {
                while (!signalled.get()) {
                    condition.await();
                }
                return Goroutine.call(pair.other::tryLock).result();
            } finally {
                pair.lock.unlock();
            }
        });
        waiting.parked();
        pair.assertFree();

        pair.lock.lock();
        signalled.set(true);
        condition.signal();
        pair.lock.unlock();

        assertThat(waiting.result()).as("locked by another meanwhile").isFalse();
        pair.assertFree();
    }
}
