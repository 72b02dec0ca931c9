package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Jvm;
import org.junit.jupiter.api.Test;

/**
 * Races whose course is known: on the one carrier of a JVM of its own each goroutine runs until it waits, yields or
 * ends, and then the next in the order in which they became runnable: so a yield runs the others.
 */
@SuppressWarnings({"LockNotBeforeTry", "MustBeClosedChecker", "ThreadPriorityCheck"})
class OneCarrierTest {
    /** A waiter that loses the mutex within a millisecond has not starved: newcomers may be first again (MTX-009). */
    @Test
    void unlock_afterALossWithinAMillisecond_doesNotHandOver() throws Exception {
        assertThat(run(Loss.class)).isEqualTo("the newcomer was first");
    }

    /** A place that comes together with the end of the group starts no task. */
    @Test
    void go_groupEndsBetweenThePlaceAndTheStart_startsNothing() throws Exception {
        assertThat(run(Place.class)).isEqualTo("started: false, run: false");
    }

    /** A task whose group ends before the task has begun runs interrupted. */
    @Test
    void go_groupEndsBetweenTheStartAndTheTask_interruptsTheTask() throws Exception {
        assertThat(run(Beginning.class)).isEqualTo("interrupted: true");
    }

    private static String run(Class<?> main) throws Exception {
        String output = Jvm.run(
                main, "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        return output.strip();
    }

    /**
     * A goroutine waits, is woken, and finds the mutex locked again: a millisecond is enough for one of many trials.
     */
    static final class Loss {
        private static final int TRIALS = 100_000;
        private static final long STARVING_NANOS = 1_000_000;

        private Loss() {}

        public static void main(String[] args) throws InterruptedException {
            Go.go(() -> System.out.println(isNewcomerFirst() ? "the newcomer was first" : "it was handed over"))
                    .join();
        }

        private static boolean isNewcomerFirst() throws InterruptedException {
            for (int i = 0; i < TRIALS; i++) {
                Mutex mutex = new Mutex();
                mutex.lock();
                long since = System.nanoTime();
                Thread waiting = Go.go(() -> {
                    mutex.lock();
                    mutex.unlock();
                });
                Thread.yield(); // it waits
                mutex.unlock();
                boolean lost = mutex.tryLock();
                Thread.yield(); // it has lost, and waits again
                boolean inTime = System.nanoTime() - since < STARVING_NANOS;
                mutex.unlock();
                boolean first = mutex.tryLock();
                if (first) {
                    mutex.unlock();
                }
                waiting.join();
                if (lost && inTime) {
                    return first;
                }
            }
            throw new IllegalStateException("no trial within a millisecond");
        }
    }

    /** The only task ends, which gives its place to a goroutine that waits for it; before that runs, the group ends. */
    static final class Place {
        private static boolean started;
        private static boolean run;

        private Place() {}

        public static void main(String[] args) throws InterruptedException {
            Go.go(Place::race).join();
            System.out.println("started: " + started + ", run: " + run);
        }

        private static void race() throws InterruptedException {
            CancellableContext parent = CancellableContext.childOf(Context.background());
            ErrGroup group = ErrGroup.withContext(parent);
            group.limit(1);
            Chan<String> end = Chan.unbuffered();
            started = group.go(end::receive);
            Thread starter = Go.go(() -> started = group.go(() -> run = true));
            Thread.yield(); // the task waits, and so does the starter
            end.send("now");
            Thread.yield(); // the task has ended, and the starter is runnable
            parent.cancel();
            starter.join();
            group.cancel();
            group.close();
        }
    }

    /** A task is started, but does not run before the group has ended. */
    static final class Beginning {
        private Beginning() {}

        public static void main(String[] args) throws InterruptedException {
            Go.go(Beginning::race).join();
        }

        private static void race() throws InterruptedException {
            CancellableContext parent = CancellableContext.childOf(Context.background());
            ErrGroup group = ErrGroup.withContext(parent);
            group.go(() ->
                    System.out.println("interrupted: " + Thread.currentThread().isInterrupted()));
            parent.cancel();
            group.cancel();
            group.close();
        }
    }
}
