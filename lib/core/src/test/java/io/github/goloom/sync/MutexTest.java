package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mutex admits one at a time, whoever that is. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class MutexTest {
    /** A new one is not locked (MTX-001). */
    @Test
    void newMutex_nothingDone_isUnlocked() {
        assertThat(new Mutex()).hasToString("Mutex[unlocked]");
    }

    /** Who locks it twice waits for itself (MTX-002), until another unlocks it (MTX-003). */
    @Test
    void lock_byItsHolder_waitsUntilAnotherUnlocks() throws Exception {
        Mutex mutex = new Mutex();
        Goroutine<Void> twice = Goroutine.go(() -> {
            mutex.lock();
            mutex.lock();
        });
        twice.parkedOn(mutex);
        Goroutine.assertStillParked(twice);

        mutex.unlock();

        twice.result();
        assertThat(mutex).hasToString("Mutex[locked]");
    }

    /** The holder's own try fails, too (MTX-002, MTX-006). */
    @Test
    void tryLock_byItsHolder_isFalse() {
        Mutex mutex = new Mutex();
        assertThat(mutex.tryLock()).isTrue();
        assertThat(mutex.tryLock()).isFalse();
    }

    /** What one thread locked another may unlock, platform or virtual (MTX-003). */
    @Test
    void unlock_byAnotherThread_frees() throws Exception {
        Mutex mutex = new Mutex();
        mutex.lock();
        Goroutine.go(mutex::unlock).result();
        assertThat(mutex.tryLock()).isTrue();
        Goroutine.platform(mutex::unlock).result();
        assertThat(mutex.tryLock()).isTrue();
    }

    /** To unlock what is not locked says so, and changes nothing (MTX-004). */
    @Test
    void unlock_notLocked_throwsAndStaysUsable() throws Exception {
        Mutex mutex = new Mutex();
        assertThatThrownBy(mutex::unlock)
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("unlock of unlocked mutex");

        mutex.lock();
        Goroutine<Void> waiting = Goroutine.go(mutex::lock).parkedOn(mutex);
        mutex.unlock();
        waiting.result();
        mutex.unlock();
        assertThatThrownBy(mutex::unlock).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThat(mutex.tryLock()).isTrue();
    }

    /** It tells its state. */
    @Test
    void toString_locked_saysSo() {
        Mutex mutex = new Mutex();
        mutex.lock();
        assertThat(mutex).hasToString("Mutex[locked]");
    }

    /** Waiters that come one after the other, with nobody else about, lock in that order (MTX-008). */
    @Test
    void unlock_manyWait_servesThemInOrder() throws Exception {
        Mutex mutex = new Mutex();
        List<Integer> order = new ArrayList<>();
        List<Goroutine<Void>> waiting = new ArrayList<>();
        mutex.lock();
        for (int i = 0; i < 100; i++) {
            int number = i;
            waiting.add(start(i, () -> {
                mutex.lock();
                order.add(number);
                mutex.unlock();
            }));
            waiting.get(i).parkedOn(mutex);
        }

        mutex.unlock();

        for (Goroutine<Void> each : waiting) {
            each.result();
        }
        assertThat(order).hasSize(100).isSorted();
    }

    /** Ten times a thousand rounds, one in three of which only tries, keep others out (MTX-013). */
    @Test
    void tenGoroutines_lockAndTryLock_keepExclusion() throws Exception {
        Mutex mutex = new Mutex();
        int[] counter = new int[1];
        List<Goroutine<Integer>> all = new ArrayList<>();
        for (int g = 0; g < 10; g++) {
            all.add(Goroutine.call(() -> hammer(mutex, counter)));
        }
        int locked = 0;
        for (Goroutine<Integer> each : all) {
            locked += each.result();
        }
        assertThat(counter[0]).isEqualTo(locked).isGreaterThanOrEqualTo(6660);
        assertThat(mutex.tryLock()).isTrue();
    }

    private static int hammer(Mutex mutex, int[] counter) {
        int locked = 0;
        for (int i = 0; i < 1000; i++) {
            if (i % 3 != 0) {
                mutex.lock();
            } else if (!mutex.tryLock()) {
                continue;
            }
            counter[0]++;
            locked++;
            mutex.unlock();
        }
        return locked;
    }

    private static Goroutine<Void> start(int number, Goroutine.Action body) {
        return number % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body);
    }
}
