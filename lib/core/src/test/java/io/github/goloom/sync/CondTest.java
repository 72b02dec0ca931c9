package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A condition wakes who waits, in their order, and nobody for nothing. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"
}) // a test that fails leaves its lock locked, and each is about one wait
class CondTest {
    private final Mutex mutex = new Mutex();
    private final Cond cond = new Cond(mutex);
    private final List<Integer> woken = new CopyOnWriteArrayList<>();

    /** A goroutine or platform thread that waits, and says its number when it is woken. */
    private Goroutine<Void> waiter(int number) {
        Goroutine.Action body = () -> {
            mutex.lock();
            try {
                cond.await();
                woken.add(number);
            } finally {
                mutex.unlock();
            }
        };
        return (number % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body)).parkedOn(cond);
    }

    private List<Goroutine<Void>> waiters(int count) {
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(waiter(i));
        }
        return all;
    }

    private void assertNobodyWaits() throws Exception {
        int before = woken.size();
        Goroutine<Void> only = waiter(1_000_000);
        cond.signal();
        only.result();
        assertThat(woken).hasSize(before + 1);
        assertThat(mutex).hasToString("Mutex[unlocked]");
    }

    /** Nothing wakes it but a signal: not that the lock is used, nor an unpark from nowhere (CND-002). */
    @Test
    void await_unparkedForNoReason_waitsOn() throws Exception {
        Goroutine<Void> waiting = waiter(0);
        Goroutine<Void> platform = waiter(1);
        for (int i = 0; i < 100; i++) {
            LockSupport.unpark(waiting.thread());
            LockSupport.unpark(platform.thread());
            mutex.lock();
            mutex.unlock();
            waiting.parkedOn(cond);
            platform.parkedOn(cond);
        }
        assertThat(woken).isEmpty();
        cond.broadcast();
        waiting.result();
        platform.result();
    }

    /** A signal wakes one and no more (CND-004). */
    @Test
    void signal_manyWait_wakesOne() throws Exception {
        List<Goroutine<Void>> all = waiters(3);

        cond.signal();

        all.get(0).result();
        Goroutine.assertStillParked(all.get(1), all.get(2));
        assertThat(woken).containsExactly(0);
        cond.broadcast();
        all.get(1).result();
        all.get(2).result();
    }

    /** A signal when nobody waits is not remembered, nor is a broadcast (CND-004). */
    @Test
    void signal_nobodyWaits_isNotRemembered() throws Exception {
        cond.signal();
        cond.broadcast();
        cond.signalAll();

        Goroutine<Void> waiting = waiter(0);
        Goroutine.assertStillParked(waiting);

        cond.signal();
        waiting.result();
        assertNobodyWaits();
    }

    /** A hundred are woken in the order in which they came (CND-005). */
    @Test
    void signal_hundredWait_wakesThemInOrder() throws Exception {
        List<Goroutine<Void>> all = waiters(100);
        for (int i = 0; i < 100; i++) {
            cond.signal();
            all.get(i).result();
            assertThat(woken).hasSize(i + 1).endsWith(i);
        }
        assertNobodyWaits();
    }

    /** As many signals at once as there are waiters wake all (CND-004, CND-005). */
    @Test
    void signal_asOftenAsThereAreWaiters_wakesAll() throws Exception {
        List<Goroutine<Void>> all = waiters(100);
        mutex.lock();
        for (int i = 0; i < 100; i++) {
            cond.signal();
        }
        mutex.unlock();
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(woken).hasSize(100).doesNotHaveDuplicates();
        assertNobodyWaits();
    }

    /** A broadcast wakes all who wait, each once: two hundred, round after round (CND-006). */
    @Test
    void broadcast_manyRounds_wakesEachOnceARound() throws Exception {
        int goroutines = 200;
        int rounds = 200;
        int[] round = new int[2];
        List<Goroutine<Integer>> all = new ArrayList<>();
        for (int g = 0; g < goroutines; g++) {
            all.add(Goroutine.call(() -> {
                int wakeUps = 0;
                mutex.lock();
                for (int r = 0; r < rounds; r++) {
                    round[1]++;
                    cond.await();
                    wakeUps++;
                    assertThat(round[0]).isEqualTo(r + 1);
                }
                mutex.unlock();
                return wakeUps;
            }));
        }
        for (int r = 0; r < rounds; r++) {
            int arrived = goroutines * (r + 1);
            Goroutine.until(() -> {
                mutex.lock();
                boolean all200 = round[1] == arrived;
                if (all200) {
                    round[0]++;
                    cond.broadcast();
                }
                mutex.unlock();
                return all200;
            });
        }
        for (Goroutine<Integer> each : all) {
            assertThat(each.result()).isEqualTo(rounds);
        }
        assertNobodyWaits();
    }

    /** {@code signalAll} is a broadcast (CND-006). */
    @Test
    void signalAll_manyWait_wakesAll() throws Exception {
        List<Goroutine<Void>> all = waiters(10);
        cond.signalAll();
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(woken).hasSize(10);
    }

    /** One that comes after a signal does not take it from the one that was there, a thousand times (CND-007). */
    @Test
    void await_afterTheSignal_doesNotStealIt() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Goroutine<Void> early = Goroutine.go(() -> {
                mutex.lock();
                cond.await();
                mutex.unlock();
            });
            early.parkedOn(cond);
            Goroutine<Void> thief = Goroutine.go(() -> {
                mutex.lock();
                cond.signal();
                cond.await();
                mutex.unlock();
            });
            early.result();
            thief.parkedOn(cond);
            cond.signal();
            thief.result();
        }
        assertNobodyWaits();
    }

    /** One that comes after a broadcast waits for the next (CND-007). */
    @Test
    void await_afterTheBroadcast_waitsForTheNext() throws Exception {
        List<Goroutine<Void>> all = waiters(3);
        mutex.lock();
        cond.broadcast();
        Goroutine<Void> late = Goroutine.go(() -> {
            cond.await(); // the lock is that of the test
            mutex.unlock();
        });
        for (Goroutine<Void> each : all) {
            each.result();
        }
        late.parkedOn(cond);
        cond.signal();
        late.result();
        assertNobodyWaits();
    }

    /** One may signal without the lock, even while another holds it (CND-008). */
    @Test
    void signal_lockHeldByAnother_wakes() throws Exception {
        Goroutine<Void> first = waiter(0);
        Goroutine<Void> second = waiter(2);
        mutex.lock();
        Goroutine.go(cond::signal).result();
        first.parkedOn(mutex);
        Goroutine.go(cond::broadcast).result();
        second.parkedOn(mutex);
        mutex.unlock();
        first.result();
        second.result();
    }

    /** A signal right after the lock was let go is not lost (CND-009). */
    @Test
    void signal_rightAfterTheUnlock_isNotLost() throws Exception {
        for (int i = 0; i < 5000; i++) {
            mutex.lock();
            Goroutine<Void> waiting = Goroutine.go(() -> {
                cond.await(); // the lock is that of the test
                mutex.unlock();
            });
            mutex.lock();
            cond.signal();
            mutex.unlock();
            waiting.result();
        }
        assertNobodyWaits();
    }
}
