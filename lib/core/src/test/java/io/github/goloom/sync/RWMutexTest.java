package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock of many readers or one writer belongs to nobody, and says so when it is misused. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class RWMutexTest {
    /** A new one is not locked (RWM-001). */
    @Test
    void newRWMutex_nothingDone_isUnlocked() {
        assertThat(new RWMutex()).hasToString("RWMutex[0 readers]");
    }

    /** What one thread locked for reading another may unlock (RWM-006). */
    @Test
    void readUnlock_byAnotherThread_frees() throws Exception {
        RWMutex mutex = new RWMutex();
        mutex.readLock().lock();
        Goroutine.go(mutex.readLock()::unlock).result();
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** What one thread locked for writing another may unlock (RWM-006). */
    @Test
    void writeUnlock_byAnotherThread_frees() throws Exception {
        RWMutex mutex = new RWMutex();
        mutex.writeLock().lock();
        Goroutine.platform(mutex.writeLock()::unlock).result();
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** A reader that reads again behind a writer that waits waits for itself (RWM-004). */
    @Test
    void readLock_againWhileAWriterWaits_waits() throws Exception {
        RWMutex mutex = new RWMutex();
        Goroutine<Void> writer = Goroutine.go(mutex.writeLock()::lock);
        writer.result();
        mutex.writeLock().unlock();
        mutex.readLock().lock();
        Goroutine<Void> pending = Goroutine.go(mutex.writeLock()::lock).parkedOn(mutex);
        Goroutine<Void> again = Goroutine.go(mutex.readLock()::lock).parkedOn(mutex);
        Goroutine.assertStillParked(pending, again);

        mutex.readLock().unlock();

        pending.result();
        mutex.writeLock().unlock();
        again.result();
    }

    /** A reader does not become a writer: it waits for itself (RWM-005). */
    @Test
    void writeLock_byAReader_waits() throws Exception {
        RWMutex mutex = new RWMutex();
        Goroutine<Void> upgrading = Goroutine.go(() -> {
            mutex.readLock().lock();
            assertThat(mutex.writeLock().tryLock()).isFalse();
            mutex.writeLock().lock();
        });
        upgrading.parkedOn(mutex);
        Goroutine.assertStillParked(upgrading);

        mutex.readLock().unlock();
        upgrading.result();
    }

    /** Nor a writer a reader (RWM-005). */
    @Test
    void readLock_byAWriter_waits() throws Exception {
        RWMutex mutex = new RWMutex();
        Goroutine<Void> downgrading = Goroutine.go(() -> {
            mutex.writeLock().lock();
            assertThat(mutex.readLock().tryLock()).isFalse();
            mutex.readLock().lock();
        });
        downgrading.parkedOn(mutex);
        Goroutine.assertStillParked(downgrading);

        mutex.writeLock().unlock();
        downgrading.result();
        assertThat(mutex).hasToString("RWMutex[1 reader]");
    }

    /** A try to read fails while a writer waits, and works beside readers (RWM-008). */
    @Test
    void readTryLock_writerWaits_isFalse() throws Exception {
        RWMutex mutex = new RWMutex();
        mutex.readLock().lock();
        assertThat(mutex.readLock().tryLock()).isTrue();
        Goroutine<Void> pending = Goroutine.go(mutex.writeLock()::lock).parkedOn(mutex);

        assertThat(mutex.readLock().tryLock()).isFalse();

        mutex.readLock().unlock();
        mutex.readLock().unlock();
        pending.result();
    }

    /** The side of the readers is a lock by itself, on the same state (RWM-009). */
    @Test
    void readLock_asALock_locksForReading() {
        RWMutex mutex = new RWMutex();
        Lock reader = mutex.readLock();
        reader.lock();
        assertThat(mutex).hasToString("RWMutex[1 reader]");
        mutex.readLock().unlock();
        assertThat(mutex).hasToString("RWMutex[0 readers]");
    }

    /** More readers than any program has at once are counted (RWM-010). */
    @Test
    void readLock_aMillionTimes_countsThem() {
        RWMutex mutex = new RWMutex();
        int readers = 1_000_000;
        for (int i = 0; i < readers; i++) {
            mutex.readLock().lock();
        }
        assertThat(mutex).hasToString("RWMutex[1000000 readers]");
        for (int i = 0; i < readers; i++) {
            assertThat(mutex.writeLock().tryLock()).isFalse();
            mutex.readLock().unlock();
        }
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** It tells its state, as do its sides. */
    @Test
    void toString_writeLocked_saysSo() {
        RWMutex mutex = new RWMutex();
        mutex.writeLock().lock();
        assertThat(mutex).hasToString("RWMutex[write-locked]");
        assertThat(mutex.readLock()).hasToString("read lock of RWMutex[write-locked]");
        assertThat(mutex.writeLock()).hasToString("write lock of RWMutex[write-locked]");
    }

    /** A misuse: what is done first, and the unlock that is one too many. */
    record Misuse(String name, Step before, Step unlock, String state) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What is done to a mutex. */
    @FunctionalInterface
    interface Step {
        void on(RWMutex mutex);
    }

    static List<Misuse> misuses() {
        Step readUnlock = mutex -> mutex.readLock().unlock();
        Step writeUnlock = mutex -> mutex.writeLock().unlock();
        Step writeLock = mutex -> mutex.writeLock().lock();
        Step readLock = mutex -> mutex.readLock().lock();
        return List.of(
                new Misuse("read unlock of a new one", mutex -> {}, readUnlock, "0 readers"),
                new Misuse("read unlock while write-locked", writeLock, readUnlock, "write-locked"),
                new Misuse("second read unlock", twice(readLock, readUnlock), readUnlock, "0 readers"),
                new Misuse("write unlock of a new one", mutex -> {}, writeUnlock, "0 readers"),
                new Misuse("write unlock while read-locked", readLock, writeUnlock, "1 reader"),
                new Misuse("second write unlock", twice(writeLock, writeUnlock), writeUnlock, "0 readers"));
    }

    private static Step twice(Step lock, Step unlock) {
        return mutex -> {
            lock.on(mutex);
            unlock.on(mutex);
        };
    }

    /** To unlock what is not locked so throws, says what is, and changes nothing (RWM-007). */
    @ParameterizedTest
    @MethodSource("misuses")
    void unlock_notLocked_throwsAndChangesNothing(Misuse misuse) {
        RWMutex mutex = new RWMutex();
        misuse.before.on(mutex);

        assertThatThrownBy(() -> misuse.unlock.on(mutex))
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not locked: RWMutex[" + misuse.state);

        assertThat(mutex).hasToString("RWMutex[" + misuse.state + "]");
    }

    /** Afterwards it serves readers and writers, waiting ones too (RWM-007). */
    @ParameterizedTest
    @MethodSource("misuses")
    void unlock_notLocked_staysUsable(Misuse misuse) throws Exception {
        RWMutex mutex = new RWMutex();
        misuse.before.on(mutex);
        assertThatThrownBy(() -> misuse.unlock.on(mutex)).isInstanceOf(IllegalMonitorStateException.class);
        if ("write-locked".equals(misuse.state)) {
            mutex.writeLock().unlock();
        } else if ("1 reader".equals(misuse.state)) {
            mutex.readLock().unlock();
        }

        mutex.writeLock().lock();
        Goroutine<Void> reader = Goroutine.go(mutex.readLock()::lock).parkedOn(mutex);
        mutex.writeLock().unlock();
        reader.result();
        Goroutine<Void> writer = Goroutine.go(mutex.writeLock()::lock).parkedOn(mutex);
        mutex.readLock().unlock();
        writer.result();
        assertThat(mutex).hasToString("RWMutex[write-locked]");
    }

    /** A misuse while others wait disturbs none of them (RWM-007). */
    @Test
    void unlock_notLockedWhileOthersWait_disturbsNobody() throws Exception {
        RWMutex mutex = new RWMutex();
        mutex.readLock().lock();
        Goroutine<Void> writer = Goroutine.go(mutex.writeLock()::lock).parkedOn(mutex);
        Goroutine<Void> reader = Goroutine.go(mutex.readLock()::lock).parkedOn(mutex);

        assertThatThrownBy(mutex.writeLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);

        Goroutine.assertStillParked(writer, reader);
        mutex.readLock().unlock();
        writer.result();
        Goroutine.assertStillParked(reader);
        mutex.writeLock().unlock();
        reader.result();
    }

    /** More readers than an int can count keep a writer out. */
    @Test
    void readLock_moreReadersThanAnIntCounts_keepsWritersOut() throws Exception {
        RWMutex mutex = new RWMutex();
        Field state = RWMutex.class.getDeclaredField("state");
        state.setAccessible(true);
        Field reading = state.get(mutex).getClass().getDeclaredField("reading");
        reading.setAccessible(true);
        reading.setLong(state.get(mutex), Integer.MAX_VALUE);

        assertThat(mutex.readLock().tryLock()).isTrue();

        assertThat(mutex.writeLock().tryLock()).isFalse();
        assertThat(mutex.toString()).contains("2147483648 readers");
        mutex.readLock().unlock();
        assertThat(mutex.toString()).contains("2147483647 readers");
    }
}
