package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link ReadWriteLock} promises, ownership and reentrancy apart: on ours, and for calibration on one of the JDK.
 */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class ReadWriteLockContractTest {
    static List<ReadWriteLock> locks() {
        return List.of(new RWMutex(), new ReentrantReadWriteLock(true));
    }

    /** Each side is one object for good (RWM-009). */
    @ParameterizedTest
    @MethodSource("locks")
    void sides_askedTwice_areTheSame(ReadWriteLock lock) {
        assertThat(lock.readLock()).isSameAs(lock.readLock());
        assertThat(lock.writeLock()).isSameAs(lock.writeLock());
    }

    /** Readers share it, but not with a writer, until the last has unlocked (RWM-001, RWM-008). */
    @ParameterizedTest
    @MethodSource("locks")
    void readers_many_shareAndExcludeWriters(ReadWriteLock lock) throws Exception {
        List<Holder> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(Holder.of(lock.readLock()));
        }
        for (Holder each : readers) {
            assertThat(tries(lock.writeLock())).isFalse();
            assertThat(tries(lock.readLock())).isTrue();
            each.release();
        }
        assertThat(tries(lock.writeLock())).isTrue();
    }

    /** A writer has it alone (RWM-001, RWM-008). */
    @ParameterizedTest
    @MethodSource("locks")
    void writer_one_excludesAll(ReadWriteLock lock) throws Exception {
        Holder writer = Holder.of(lock.writeLock());

        assertThat(tries(lock.writeLock())).isFalse();
        assertThat(tries(lock.readLock())).isFalse();

        writer.release();
        assertThat(tries(lock.readLock())).isTrue();
        assertThat(tries(lock.writeLock())).isTrue();
    }

    /** Readers that waited for a writer are in together when it is out (RWM-001). */
    @ParameterizedTest
    @MethodSource("locks")
    void unlock_writerLeavesManyReadersWait_areInTogether(ReadWriteLock lock) throws Exception {
        Holder writer = Holder.of(lock.writeLock());
        List<Holder> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readers.add(Holder.onceFree(lock.readLock()));
            readers.get(i).goroutine().parked();
        }
        assertThat(readers).noneMatch(Holder::hasLocked);

        writer.release();

        readers.forEach(Holder::locked);
        for (Holder each : readers) {
            each.release();
        }
        assertThat(tries(lock.writeLock())).isTrue();
    }

    /** A writer that waits keeps new readers out until it has had its turn (RWM-002). */
    @ParameterizedTest
    @MethodSource("locks")
    void lock_writerWaits_newReaderWaitsBehind(ReadWriteLock lock) throws Exception {
        Holder reader = Holder.of(lock.readLock());
        Holder writer = Holder.onceFree(lock.writeLock());
        writer.goroutine().parked();
        Holder late = Holder.onceFree(lock.readLock());
        late.goroutine().parked();

        reader.release();

        writer.locked();
        Goroutine.assertStillParked(late.goroutine());
        assertThat(late.hasLocked()).isFalse();
        writer.release();
        late.release();
        assertThat(tries(lock.writeLock())).isTrue();
    }

    /** Readers and writers keep each other out: readers see only whole writes (RWM-011). */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void readersAndWriters_thousandRounds_seeWholeWritesOnly(int readers) throws Exception {
        for (ReadWriteLock lock : locks()) {
            Whole whole = new Whole();
            List<Goroutine<Void>> all = new ArrayList<>();
            for (int i = 0; i < 2 + readers; i++) {
                boolean writes = i < 2;
                all.add(start(i, () -> rounds(writes ? lock.writeLock() : lock.readLock(), whole, writes)));
            }
            for (Goroutine<Void> each : all) {
                each.result();
            }
            assertThat(whole.first).isEqualTo(2000);
            assertThat(tries(lock.writeLock())).isTrue();
        }
    }

    /** Two numbers that are equal whenever nobody writes. */
    private static final class Whole {
        int first;
        int second;
    }

    private static void rounds(Lock lock, Whole whole, boolean writes) {
        for (int i = 0; i < 1000; i++) {
            lock.lock();
            try {
                if (writes) {
                    whole.first++;
                    Thread.onSpinWait();
                    whole.second++;
                }
                assertThat(whole.first).isEqualTo(whole.second);
            } finally {
                lock.unlock();
            }
        }
    }

    private static Goroutine<Void> start(int number, Goroutine.Action body) {
        return number % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body);
    }

    /** {@return whether a goroutine of its own can lock it at once} */
    private static boolean tries(Lock lock) throws Exception {
        return Goroutine.call(() -> {
                    boolean locked = lock.tryLock();
                    if (locked) {
                        lock.unlock();
                    }
                    return locked;
                })
                .result();
    }
}
