package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers and writers take turns: neither starves the other. */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class RWMutexPhaseTest {
    private final RWMutex mutex = new RWMutex();

    private Holder reader() {
        Holder reader = Holder.onceFree(mutex.readLock());
        reader.goroutine().parkedOn(mutex);
        return reader;
    }

    private Holder writer() {
        Holder writer = Holder.onceFree(mutex.writeLock());
        writer.goroutine().parkedOn(mutex);
        return writer;
    }

    private void assertStillWait(Holder... holders) {
        for (Holder each : holders) {
            each.goroutine().parkedOn(mutex);
            assertThat(each.hasLocked()).isFalse();
        }
    }

    /** A writer that waits keeps new readers out until its turn is over (RWM-002). */
    @Test
    void readLock_writerWaits_waitsForItsTurn() throws Exception {
        mutex.readLock().lock();
        Holder writer = writer();
        Holder late = reader();

        mutex.readLock().unlock();

        writer.locked();
        assertStillWait(late);
        writer.release();
        late.release();
        assertThat(mutex).hasToString("RWMutex[0 readers]");
    }

    /** The last reader out lets the writer in, and not one before (RWM-002). */
    @Test
    void readUnlock_notTheLast_leavesTheWriterWaiting() throws Exception {
        mutex.readLock().lock();
        mutex.readLock().lock();
        Holder writer = writer();

        mutex.readLock().unlock();
        assertStillWait(writer);
        mutex.readLock().unlock();

        writer.release();
    }

    /** When a writer is done all readers that wait are in, before the next writer (RWM-003). */
    @Test
    void writeUnlock_readersAndWriterWait_admitsAllReadersFirst() throws Exception {
        mutex.writeLock().lock();
        Holder next = writer();
        List<Holder> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            readers.add(reader());
        }

        mutex.writeLock().unlock();

        assertThat(mutex.toString()).matches("RWMutex\\[10 readers(, 1 writer waits)?]"); // woken, it may be on its way
        readers.forEach(Holder::locked);
        for (Holder each : readers) {
            assertStillWait(next);
            each.release();
        }
        next.release();
    }

    /** Readers that come in a reader's phase while a writer waits are of the next phase (RWM-002, RWM-003). */
    @Test
    void phases_readersAndWritersAlternate_comeInTurns() throws Exception {
        mutex.writeLock().lock();
        Holder firstReader = reader();
        Holder firstWriter = writer();
        Holder secondWriter = writer();
        mutex.writeLock().unlock();
        firstReader.locked();
        Holder secondReader = reader();

        firstReader.release();
        firstWriter.locked();
        assertStillWait(secondReader, secondWriter);
        firstWriter.release();
        secondReader.locked();
        assertStillWait(secondWriter);
        secondReader.release();
        secondWriter.release();
        assertThat(mutex).hasToString("RWMutex[0 readers]");
    }

    /** Writers come first in, first out (RWM-012). */
    @Test
    void writeUnlock_manyWritersWait_servesThemInOrder() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Goroutine<Void>> waiting = new ArrayList<>();
        mutex.writeLock().lock();
        for (int i = 0; i < 50; i++) {
            int number = i;
            Goroutine.Action body = () -> {
                mutex.writeLock().lock();
                order.add(number);
                mutex.writeLock().unlock();
            };
            waiting.add(i % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body));
            waiting.get(i).parkedOn(mutex);
        }

        mutex.writeLock().unlock();

        for (Goroutine<Void> each : waiting) {
            each.result();
        }
        assertThat(order).hasSize(50).isSorted();
    }

    /**
     * Once a writer has waited for more than a millisecond, and lost, the lock is handed to it: no newcomer gets in
     * before (RWM-012).
     */
    @Test
    void writeUnlock_starvingWriter_handsOver() throws Exception {
        mutex.writeLock().lock();
        Holder next = writer();
        while (true) {
            LockSupport.parkNanos(2_000_000); // longer than it takes to starve
            mutex.writeLock().unlock();
            if (!mutex.writeLock().tryLock()) {
                break; // the writer had it: it was quicker, or it was handed over
            }
        }

        assertThat(mutex.readLock().tryLock()).isFalse();
        next.release();
    }

    /** A writer that keeps coming back does not keep another out (RWM-012). */
    @Test
    void writeLock_besideAnotherAgainAndAgain_getsIn() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Goroutine<Void> busy = Goroutine.go(() -> {
            while (!over.get()) {
                mutex.writeLock().lock();
                mutex.writeLock().unlock();
            }
        });
        for (int i = 0; i < 1_000; i++) {
            mutex.writeLock().lock();
            mutex.writeLock().unlock();
        }
        over.set(true);

        busy.result();
    }

    /** How a writer leaves that waits. */
    enum Leaving {
        INTERRUPTED,
        CANCELLED,
        TIMED_OUT;

        /** A writer that waits and will leave. */
        Goroutine<Boolean> start(RWMutex mutex, CancellableContext ctx) {
            Goroutine<Boolean> writer = Goroutine.call(() -> {
                switch (this) {
                    case INTERRUPTED -> mutex.writeLock().lockInterruptibly();
                    case CANCELLED -> mutex.writeLock().lock(ctx);
                    case TIMED_OUT -> {
                        return mutex.writeLock().tryLock(Duration.ofMillis(200));
                    }
                }
                return true;
            });
            return this == TIMED_OUT ? writer.parkedOnOrEnded(mutex) : writer.parkedOn(mutex);
        }

        /** Makes it leave, and waits until it has. */
        void end(Goroutine<Boolean> writer, CancellableContext ctx) throws Exception {
            switch (this) {
                case INTERRUPTED -> assertThat(writer.interrupt().failure()).isInstanceOf(InterruptedException.class);
                case CANCELLED -> {
                    ctx.cancel();
                    assertThat(writer.failure()).isInstanceOf(ContextCancelledException.class);
                }
                case TIMED_OUT -> assertThat(writer.result()).isFalse();
            }
        }
    }

    /** The only writer that waits leaves: the readers behind it are let in, beside the one inside (RWM-002). */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void writeLock_pendingWriterLeaves_letsReadersIn(Leaving way) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        mutex.readLock().lock();
        Goroutine<Boolean> writer = way.start(mutex, ctx);
        Holder first = Holder.onceFree(mutex.readLock());
        Holder second = Holder.onceFree(mutex.readLock());

        way.end(writer, ctx);

        first.locked();
        second.locked();
        assertThat(mutex).hasToString("RWMutex[3 readers]");
        assertThat(mutex.readLock().tryLock()).isTrue();
        mutex.readLock().unlock();
        mutex.readLock().unlock();
        first.release();
        second.release();
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** One of two writers leaves: the readers wait for the other's turn (RWM-002). */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void writeLock_oneOfTwoPendingWritersLeaves_readersWaitOn(Leaving way) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        mutex.readLock().lock();
        Holder stays = writer();
        Goroutine<Boolean> leaves = way.start(mutex, ctx);
        Holder reader = reader();

        way.end(leaves, ctx);

        assertStillWait(reader, stays);
        mutex.readLock().unlock();
        stays.locked();
        assertThat(reader.hasLocked()).isFalse();
        stays.release();
        reader.release();
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** A writer leaves that waits for a writer: nobody is let in before that one is done. */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void writeLock_pendingBehindAWriterLeaves_readersWaitForTheHolder(Leaving way) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        mutex.writeLock().lock();
        Goroutine<Boolean> leaves = way.start(mutex, ctx);
        Holder reader = reader();

        way.end(leaves, ctx);

        assertStillWait(reader);
        assertThat(mutex).hasToString("RWMutex[write-locked, 1 reader waits]");
        mutex.writeLock().unlock();
        reader.release();
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** Readers that come without end do not starve a writer (RWM-002). */
    @Test
    void writeLock_readersWithoutEnd_getsItsTurn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Goroutine<Void>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(Goroutine.go(() -> {
                while (!stop.get()) {
                    mutex.readLock().lock();
                    Thread.onSpinWait();
                    mutex.readLock().unlock();
                }
            }));
        }
        for (int i = 0; i < 1000; i++) {
            mutex.writeLock().lock();
            mutex.writeLock().unlock();
        }
        stop.set(true);
        for (Goroutine<Void> each : readers) {
            each.result();
        }
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }

    /** Nor writers a reader (RWM-003). */
    @Test
    void readLock_writersWithoutEnd_getsItsTurn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Goroutine<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(Goroutine.go(() -> {
                while (!stop.get()) {
                    mutex.writeLock().lock();
                    mutex.writeLock().unlock();
                }
            }));
        }
        for (int i = 0; i < 1000; i++) {
            mutex.readLock().lock();
            mutex.readLock().unlock();
        }
        stop.set(true);
        for (Goroutine<Void> each : writers) {
            each.result();
        }
        assertThat(mutex.writeLock().tryLock()).isTrue();
    }
}
