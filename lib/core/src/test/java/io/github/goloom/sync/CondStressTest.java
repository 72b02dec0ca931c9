package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bounded queue made of a lock and two conditions, in use for {@code stress.seconds}: one lost signal and it stands
 * still.
 */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class CondStressTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("stress.seconds", 2)) / 2;
    private static final int CAPACITY = 2;
    private static final long END = -1;

    /** A bounded queue in which each put signals one taker, and each take one putter. */
    private static final class Queue {
        private final Lock lock;
        private final Cond notEmpty;
        private final Cond notFull;
        private final Deque<Long> values = new ArrayDeque<>();

        Queue(Lock lock) {
            this.lock = lock;
            notEmpty = new Cond(lock);
            notFull = new Cond(lock);
        }

        void put(long value) {
            lock.lock();
            while (values.size() == CAPACITY) {
                waitSomehow(notFull);
            }
            values.add(value);
            lock.unlock();
            notEmpty.signal();
        }

        long take() {
            lock.lock();
            while (values.isEmpty()) {
                waitSomehow(notEmpty);
            }
            long value = values.remove();
            notFull.signal();
            lock.unlock();
            return value;
        }

        /** Waits in one of the ways that end with a signal at the latest; the lock is held afterwards. */
        @SuppressWarnings("WaitNotInLoop") // the loop is that of the caller
        private static void waitSomehow(Cond cond) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            try {
                switch (random.nextInt(5)) {
                    case 0 -> cond.await(Duration.ofNanos(random.nextInt(200_000)));
                    case 1 -> {
                        CancellableContext ctx = CancellableContext.childOf(Context.background());
                        if (random.nextInt(8) == 0) {
                            Goroutine.go(ctx::cancel);
                        }
                        cond.await(ctx);
                    }
                    case 2 -> cond.awaitUninterruptibly();
                    default -> cond.await();
                }
            } catch (InterruptedException | ContextCancelledException e) {
                // it looks again
            }
        }
    }

    static List<Lock> locks() {
        return List.of(new Mutex(), new RWMutex().writeLock());
    }

    /**
     * Every value arrives once, though waits are interrupted, cancelled and timed out all the time (CND-002, CND-004,
     * CND-009).
     */
    @ParameterizedTest
    @MethodSource("locks")
    void boundedQueue_everyWay_deliversEachValueOnce(Lock lock) throws Exception {
        Queue queue = new Queue(lock);
        long end = System.nanoTime() + NANOS;
        List<Goroutine<Long>> putters = new ArrayList<>();
        List<Goroutine<Long>> takers = new ArrayList<>();
        for (int g = 0; g < 8; g++) {
            putters.add(Goroutine.call(() -> putUntil(queue, end)));
            takers.add(Goroutine.call(() -> takeAll(queue)));
        }
        while (System.nanoTime() < end) {
            List<Goroutine<Long>> side = ThreadLocalRandom.current().nextBoolean() ? putters : takers;
            side.get(ThreadLocalRandom.current().nextInt(side.size())).interrupt();
            LockSupport.parkNanos(50_000);
        }
        long put = 0;
        for (Goroutine<Long> each : putters) {
            put += each.result();
        }
        for (int i = 0; i < takers.size(); i++) {
            queue.put(END);
        }
        long taken = 0;
        for (Goroutine<Long> each : takers) {
            taken += each.result();
        }
        assertThat(taken).isEqualTo(put).isPositive();
        assertThat(queue.values).isEmpty();
        assertThat(lock.tryLock()).isTrue();
    }

    private static long putUntil(Queue queue, long end) {
        long sum = 0;
        for (long value = 1; System.nanoTime() < end; value++) {
            queue.put(value);
            sum += value;
        }
        return sum;
    }

    private static long takeAll(Queue queue) {
        long sum = 0;
        for (long value = queue.take(); value != END; value = queue.take()) {
            sum += value;
        }
        return sum;
    }

    /**
     * Two that signal each other in turn: a hundred thousand times, each wait ended by one signal (CND-002, CND-009).
     */
    @Test
    void pingPong_hundredThousandTimes_isNeverLost() throws Exception {
        Mutex mutex = new Mutex();
        Condition[] turns = {mutex.newCondition(), mutex.newCondition()};
        int[] turn = new int[1];
        List<Goroutine<Void>> both = new ArrayList<>();
        for (int g = 0; g < 2; g++) {
            int mine = g;
            both.add(Goroutine.go(() -> {
                mutex.lock();
                for (int i = 0; i < 100_000; i++) {
                    while (turn[0] != mine) {
                        turns[mine].await();
                    }
                    turn[0] = 1 - mine;
                    turns[1 - mine].signal();
                }
                mutex.unlock();
            }));
        }
        for (Goroutine<Void> each : both) {
            each.result();
        }
        assertThat(turn[0]).isZero();
        assertThat(mutex).hasToString("Mutex[unlocked]");
    }
}
