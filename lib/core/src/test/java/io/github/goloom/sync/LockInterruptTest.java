package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.sync.LockContractTest.Pair;
import io.github.goloom.testing.Goroutine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Lock} promises about interrupts and limits of time: on ours, and for calibration on one of the JDK. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class LockInterruptTest {
    /** A way to lock that an interrupt ends. */
    @FunctionalInterface
    interface Interruptible {
        boolean lock(Lock lock) throws InterruptedException;
    }

    private static final List<Interruptible> INTERRUPTIBLE = List.of(
            lock -> {
                lock.lockInterruptibly();
                return true;
            },
            lock -> lock.tryLock(1, TimeUnit.DAYS),
            lock -> lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS));

    /** An interrupt does not matter to it, and stays. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void tryLock_interrupted_locksAndKeepsTheStatus(Pair pair) throws Exception {
        Boolean kept = Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    assertThat(pair.lock().tryLock()).isTrue();
                    pair.lock().unlock();
                    return Thread.currentThread().isInterrupted();
                })
                .result();

        assertThat(kept).isTrue();
        pair.assertFree();
    }

    /** Interrupted on entry it locks, and the status stays. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lock_interruptedOnEntry_locksAndKeepsTheStatus(Pair pair) throws Exception {
        Boolean kept = Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    pair.lock().lock();
                    pair.lock().unlock();
                    return Thread.currentThread().isInterrupted();
                })
                .result();

        assertThat(kept).isTrue();
        pair.assertFree();
    }

    /** Interrupted on entry it waits all the same, and the status is set when it has locked. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lock_interruptedOnEntryHeld_waitsAndKeepsTheStatus(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other());
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            pair.lock().lock();
            pair.lock().unlock();
            return Thread.currentThread().isInterrupted();
        });
        Goroutine.assertStillParked(waiting);

        holder.release();

        assertThat(waiting.result()).isTrue();
        pair.assertFree();
    }

    /** Interrupted while it waits it waits on, and the status is set when it has locked. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lock_interruptedWhileWaiting_waitsOnAndKeepsTheStatus(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other());
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            pair.lock().lock();
            pair.lock().unlock();
            return Thread.currentThread().isInterrupted();
        });
        waiting.parked().interrupt();
        Goroutine.assertStillParked(waiting);

        holder.release();

        assertThat(waiting.result()).isTrue();
        pair.assertFree();
    }

    /** Interrupted on entry the others throw although it is free; nothing is locked, and the status is cleared. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lockInterruptibly_interruptedOnEntryFree_throwsAndLocksNothing(Pair pair) throws Exception {
        for (Interruptible way : INTERRUPTIBLE) {
            assertThat(statusAfterInterrupt(pair, way)).isFalse();
            pair.assertFree();
        }
    }

    /** Also a try without time, which does not wait. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void tryLockTimed_interruptedOnEntryNoTime_throwsAndLocksNothing(Pair pair) throws Exception {
        assertThat(statusAfterInterrupt(pair, lock -> lock.tryLock(0, TimeUnit.SECONDS)))
                .isFalse();
        pair.assertFree();
    }

    /** And when it is held; the holder is not disturbed. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lockInterruptibly_interruptedOnEntryHeld_throws(Pair pair) throws Exception {
        Holder holder = Holder.of(pair.other());
        for (Interruptible way : INTERRUPTIBLE) {
            assertThat(statusAfterInterrupt(pair, way)).isFalse();
        }
        assertThat(pair.lock().tryLock()).isFalse();
        holder.release();
        pair.assertFree();
    }

    private static boolean statusAfterInterrupt(Pair pair, Interruptible way) throws Exception {
        return Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> way.lock(pair.lock())).isExactlyInstanceOf(InterruptedException.class);
                    return Thread.currentThread().isInterrupted();
                })
                .result();
    }

    /** Interrupted while they wait they throw; nothing is locked, and the status is cleared. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lockInterruptibly_interruptedWhileWaiting_throwsAndLocksNothing(Pair pair) throws Exception {
        for (Interruptible way : INTERRUPTIBLE) {
            Holder holder = Holder.of(pair.other());
            AtomicBoolean status = new AtomicBoolean(true);
            Goroutine.Action body = () -> {
                assertThatThrownBy(() -> way.lock(pair.lock())).isExactlyInstanceOf(InterruptedException.class);
                status.set(Thread.currentThread().isInterrupted());
            };
            for (Goroutine<Void> each : List.of(Goroutine.go(body), Goroutine.platform(body))) {
                each.parked().interrupt().result();
                assertThat(status).isFalse();
            }
            holder.release();
            pair.assertFree();
        }
    }

    /** Those that wait with a limit lock when the holder unlocks, however far the limit. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.LockContractTest#pairs")
    void lockInterruptibly_held_waitsForTheUnlock(Pair pair) throws Exception {
        for (Interruptible way : INTERRUPTIBLE) {
            Holder holder = Holder.of(pair.other());
            Goroutine<Boolean> waiting = Goroutine.call(() -> {
                boolean locked = way.lock(pair.lock());
                pair.lock().unlock();
                return locked;
            });
            Goroutine.assertStillParked(waiting);

            holder.release();

            assertThat(waiting.result()).isTrue();
            pair.assertFree();
        }
    }
}
