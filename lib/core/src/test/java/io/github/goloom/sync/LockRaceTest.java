package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wait that ends while the lock is handed to it has locked or has not; nobody else's turn is lost (MTX-015). */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class LockRaceTest {
    private static final int ROUNDS = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A way to wait for a lock, and what ends the wait. */
    enum Race {
        INTERRUPT {
            @Override
            boolean lock(CancellableLock lock, Context ctx) throws InterruptedException {
                lock.lockInterruptibly();
                return true;
            }

            @Override
            void end(Goroutine<Boolean> waiting, CancellableContext ctx) {
                waiting.interrupt();
            }
        },
        CANCEL {
            @Override
            boolean lock(CancellableLock lock, Context ctx) throws InterruptedException {
                lock.lock(ctx);
                return true;
            }

            @Override
            void end(Goroutine<Boolean> waiting, CancellableContext ctx) {
                ctx.cancel();
            }
        },
        TIMEOUT {
            @Override
            boolean lock(CancellableLock lock, Context ctx) throws InterruptedException {
                return lock.tryLock(Duration.ofNanos(100_000));
            }

            @Override
            void end(Goroutine<Boolean> waiting, CancellableContext ctx) {
                long start = System.nanoTime();
                while (System.nanoTime() - start < 95_000) {
                    Thread.onSpinWait();
                }
            }
        };

        abstract boolean lock(CancellableLock lock, Context ctx) throws InterruptedException;

        abstract void end(Goroutine<Boolean> waiting, CancellableContext ctx);

        /** Locks and unlocks. {@return whether it locked} */
        boolean run(CancellableLock lock, Context ctx) {
            try {
                boolean locked = lock(lock, ctx);
                if (locked) {
                    lock.unlock();
                }
                return locked;
            } catch (InterruptedException | ContextCancelledException e) {
                return false;
            }
        }
    }

    /** A lock, and one that excludes it. */
    record Pair(String name, CancellableLock lock, CancellableLock other) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> races() {
        return Stream.of(Race.values()).flatMap(race -> {
            Mutex mutex = new Mutex();
            RWMutex one = new RWMutex();
            RWMutex two = new RWMutex();
            RWMutex three = new RWMutex();
            return Stream.of(
                            new Pair("Mutex", mutex, mutex),
                            new Pair("write lock", one.writeLock(), one.writeLock()),
                            new Pair("write lock against a reader", two.writeLock(), two.readLock()),
                            new Pair("read lock against a writer", three.readLock(), three.writeLock()))
                    .map(pair -> Arguments.of(race, pair));
        });
    }

    /** The end of the wait races with the unlock: both come out somehow, and the lock is free again. */
    @ParameterizedTest
    @MethodSource("races")
    void lock_endRacesWithUnlock_leavesTheLockFree(Race race, Pair pair) throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            pair.other.lock();
            Goroutine<Boolean> waiting = Goroutine.call(() -> race.run(pair.lock, ctx));
            if (random.nextBoolean()) {
                spin(random.nextInt(3_000));
                race.end(waiting, ctx);
            }
            spin(random.nextInt(500));
            pair.other.unlock();
            waiting.result();
            assertThat(pair.other.tryLock()).as("round %d", i).isTrue();
            pair.other.unlock();
        }
    }

    /** One behind it that waits for good gets its turn in any case. */
    @ParameterizedTest
    @MethodSource("races")
    void lock_endOfTheFirstRacesWithUnlock_theSecondLocks(Race race, Pair pair) throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < ROUNDS / 3; i++) {
            CancellableContext ctx = CancellableContext.childOf(Context.background());
            pair.other.lock();
            Goroutine<Boolean> first = Goroutine.call(() -> race.run(pair.lock, ctx));
            Goroutine<Boolean> second = Goroutine.call(() -> {
                boolean locked = pair.other.tryLock(PATIENCE);
                if (locked) {
                    pair.other.unlock();
                }
                return locked;
            });
            spin(random.nextInt(1_000));
            race.end(first, ctx);
            spin(random.nextInt(300));
            pair.other.unlock();
            assertThat(second.result()).as("round %d", i).isTrue();
            boolean ended = first.result();
            assertThat(pair.lock.tryLock()).as("free, ended: %s", ended).isTrue();
            pair.lock.unlock();
        }
    }

    private static void spin(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }
}
