package io.github.goloom.bubbles;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.testing.Bubble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Bubbles with a seed. */
@EnabledForJreRange(minVersion = 24)
class SeedTest {
    private static final int SEEDS = Integer.getInteger("seeds", 100);
    private static final int FOUND_WITHIN = 200;

    /** A program with a fault that only some orders show. */
    @FunctionalInterface
    private interface Program {
        void run() throws Exception;
    }

    /** {@return the first seed with which a program fails; -1 if there is none} */
    private static int firstFailing(Program program) throws InterruptedException {
        for (int seed = 0; seed < FOUND_WITHIN; seed++) {
            if (fails(program, seed)) {
                return seed;
            }
        }
        return -1;
    }

    private static boolean fails(Program program, int seed) throws InterruptedException {
        try {
            Bubble.run(Bubble.options().withSeed(seed), program::run);
            return false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            return true;
        }
    }

    private static void assertFound(Program program) throws InterruptedException {
        int seed = firstFailing(program);
        assertThat(seed).as("the first seed that fails").isBetween(0, FOUND_WITHIN);
        for (int i = 0; i < 10; i++) {
            assertThat(fails(program, seed)).as("seed %d again", seed).isTrue();
        }
    }

    /** A trace of a program in which chance decides at every place. */
    private static List<String> trace(long seed) throws Exception {
        List<String> trace = new ArrayList<>();
        Bubble.run(Bubble.options().withSeed(seed), () -> {
            Chan<Integer> one = Chan.unbuffered();
            Chan<Integer> other = Chan.buffered(2);
            Mutex mutex = new Mutex();
            WaitGroup all = new WaitGroup();
            for (int i = 0; i < 4; i++) {
                int id = i;
                all.go(() -> {
                    for (int j = 0; j < 3; j++) {
                        mutex.lock();
                        try {
                            trace.add(id + " locked");
                        } finally {
                            mutex.unlock();
                        }
                        Go.sleep(Duration.ofMillis(1));
                        (id % 2 == 0 ? one : other).send(id);
                    }
                });
            }
            for (int i = 0; i < 12; i++) {
                select(
                        onReceive(one, value -> trace.add("one " + value)),
                        onReceive(other, value -> trace.add("other " + value)),
                        after(Duration.ofSeconds(1), () -> trace.add("late")));
            }
            all.await();
        });
        return trace;
    }

    /** The same seed gives the same trace, and others give others. */
    @Test
    void run_sameSeed_sameTrace() throws Exception {
        Set<List<String>> traces = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> trace = trace(seed);
            assertThat(trace(seed)).as("seed %d", seed).isEqualTo(trace);
            traces.add(trace);
        }
        assertThat(traces).hasSizeGreaterThan(SEEDS / 2);
    }

    /** A member that polls without an end does not keep a failed bubble from ending. */
    @Test
    void run_failsWhileOthersPoll_ends() {
        Chan<Integer> polled = Chan.buffered(1);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Bubble.run(Bubble.options().withSeed(1), () -> {
                    Thread failing = Go.go(() -> {
                        throw new ArithmeticException("thrown by the test");
                    });
                    failing.setUncaughtExceptionHandler((thread, e) -> {});
                    while (!polled.isClosed()) {
                        assertThat(polled.tryReceive()).isNotNull();
                    }
                }));
        polled.close();
    }

    /** The thread that waits for a bubble with a seed can be interrupted, whatever its goroutines do. */
    @Test
    void run_interrupted_endsAll() {
        Thread test = Thread.currentThread();
        Throwable thrown = catchThrowable(() -> Bubble.run(Bubble.options().withSeed(1), () -> {
            test.interrupt();
            while (!Thread.currentThread().isInterrupted()) {
                Go.sleep(Duration.ofMillis(1));
            }
        }));
        assertThat(thrown).isInstanceOf(InterruptedException.class);
    }

    /** A counter that is read under one lock and written under another. */
    @Test
    void run_lostUpdate_isFound() throws Exception {
        assertFound(() -> {
            Mutex mutex = new Mutex();
            int[] count = {0};
            WaitGroup all = new WaitGroup();
            for (int i = 0; i < 2; i++) {
                all.go(() -> {
                    int before;
                    mutex.lock();
                    try {
                        before = count[0];
                    } finally {
                        mutex.unlock();
                    }
                    mutex.lock();
                    try {
                        count[0] = before + 1;
                    } finally {
                        mutex.unlock();
                    }
                });
            }
            all.await();
            assertThat(count[0]).isEqualTo(2);
        });
    }

    /** Two locks, which are taken in both orders. */
    @Test
    void run_lockInversion_isFound() throws Exception {
        assertFound(() -> {
            Mutex one = new Mutex();
            Mutex other = new Mutex();
            WaitGroup all = new WaitGroup();
            all.go(() -> lockBoth(one, other));
            all.go(() -> lockBoth(other, one));
            all.await();
        });
    }

    private static void lockBoth(Mutex first, Mutex second) throws InterruptedException {
        first.lockInterruptibly();
        try {
            second.lockInterruptibly();
            second.unlock();
        } finally {
            first.unlock();
        }
    }

    /** A condition that is looked at without the lock. */
    @Test
    void run_lostWakeUp_isFound() throws Exception {
        assertFound(() -> {
            Mutex mutex = new Mutex();
            Cond cond = mutex.newCondition();
            boolean[] ready = {false};
            Go.go(() -> {
                mutex.lock();
                try {
                    ready[0] = true;
                } finally {
                    mutex.unlock();
                }
                cond.signal();
            });
            while (!isTrue(ready, mutex)) {
                mutex.lock();
                try {
                    cond.await(); // the signal may have come in between
                } finally {
                    mutex.unlock();
                }
            }
        });
    }

    private static boolean isTrue(boolean[] value, Mutex mutex) {
        mutex.lock();
        try {
            return value[0];
        } finally {
            mutex.unlock();
        }
    }
}
