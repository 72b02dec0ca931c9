package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.Alarm;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.testing.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million timers run at once, in a heap of half a gigabyte. */
@Tag("proof")
class TimerMillionTest {
    private static final int TIMERS = 1_000_000;
    private static final long MAX_BYTES = 300;

    /**
     * Those that are stopped are not called, the others are, once; each takes little memory and leaves none (TMR-007).
     */
    @Test
    void afterFunc_aMillionHalfOfThemStopped_callsTheOthersOnce() throws Exception {
        String output = Jvm.run(Functions.class, "-Xmx512m", "-XX:+UseParallelGC");

        System.out.println(output);
        assertThat(output).contains("stopped: 500000", "called: 500000, wrongly: 0", "left: 0");
        assertThat(bytesPerTimer(output)).isBetween(1L, MAX_BYTES);
    }

    /** A million that run with a channel take little memory (TMR-007). */
    @Test
    void start_aMillionWithAChannel_takeLittleMemory() throws Exception {
        String output = Jvm.run(Channels.class, "-Xmx512m", "-XX:+UseParallelGC");

        System.out.println(output);
        assertThat(output).contains("received: " + TIMERS, "left: 0");
        assertThat(bytesPerTimer(output)).isBetween(1L, MAX_BYTES);
    }

    /**
     * Beside a million that run, those with different deadlines fire in the order of these, none too early (TMR-023).
     */
    @Test
    void alarms_besideAMillionThatRun_ringInTheOrderOfTheirDeadlines() throws Exception {
        assertThat(Jvm.run(Order.class, "-Xmx512m", "-XX:+UseParallelGC"))
                .contains("rung: 20000, out of order: 0, too early: 0");
    }

    private static long bytesPerTimer(String output) {
        return output.lines()
                .filter(line -> line.startsWith("bytes per timer: "))
                .mapToLong(line -> Long.parseLong(line.substring("bytes per timer: ".length())))
                .findFirst()
                .orElseThrow();
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** {@return 0 if the heap is about as it was, or else how much there is more for each timer} */
    private static long left(long before) {
        return Math.max(0, heap() - before) / (TIMERS / 10) / 10;
    }

    /** Timers with functions; a program of the other JVM. */
    static final class Functions {
        private Functions() {}

        public static void main(String[] args) {
            ChanTimer.afterFunc(Duration.ZERO, () -> {});
            AtomicIntegerArray calls = new AtomicIntegerArray(TIMERS);
            AtomicInteger sum = new AtomicInteger();
            ChanTimer[] timers = new ChanTimer[TIMERS];
            Random random = new Random(7);
            List<Integer> order = new ArrayList<>(TIMERS);
            for (int i = 0; i < TIMERS; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            long before = heap();
            for (int i = 0; i < TIMERS; i++) {
                int number = i;
                timers[i] = ChanTimer.afterFunc(Duration.ofHours(1).plusNanos(random.nextInt()), () -> {
                    calls.incrementAndGet(number);
                    sum.incrementAndGet();
                });
            }
            System.out.println("bytes per timer: " + (heap() - before) / TIMERS);
            int stopped = 0;
            for (int i = 0; i < TIMERS / 2; i++) {
                stopped += timers[order.get(i)].stop() ? 1 : 0;
            }
            System.out.println("stopped: " + stopped);
            int running = 0;
            for (int i = TIMERS / 2; i < TIMERS; i++) {
                running += timers[order.get(i)].reset(Duration.ofMillis(random.nextInt(500))) ? 1 : 0;
            }
            while (sum.get() < running) {
                LockSupport.parkNanos(10_000_000);
            }
            int wrong = 0;
            for (int i = 0; i < TIMERS; i++) {
                wrong += calls.get(order.get(i)) == (i < TIMERS / 2 ? 0 : 1) ? 0 : 1;
            }
            System.out.println("called: " + sum + ", wrongly: " + wrong);
            Arrays.fill(timers, null);
            System.out.println("left: " + left(before));
        }
    }

    /** Timers with channels; a program of the other JVM. */
    static final class Channels {
        private Channels() {}

        public static void main(String[] args) throws InterruptedException {
            ChanTimer.after(Duration.ofMillis(1)).receive();
            ChanTimer[] timers = new ChanTimer[TIMERS];
            long before = heap();
            for (int i = 0; i < TIMERS; i++) {
                timers[i] = ChanTimer.start(Duration.ofHours(1));
            }
            System.out.println("bytes per timer: " + (heap() - before) / TIMERS);
            int received = 0;
            for (ChanTimer each : timers) {
                each.reset(Duration.ZERO);
                received += each.chan().receive() == null ? 0 : 1;
            }
            System.out.println("received: " + received);
            Arrays.fill(timers, null);
            System.out.println("left: " + left(before));
        }
    }

    /**
     * What is on the timer thread itself, so that nothing comes between the ring and the record; a program of the other
     * JVM.
     */
    static final class Order {
        private static final int ALARMS = 20_000;

        /** Written by the timer thread only, and read after the last ring. */
        private static final List<Long> RUNG = new ArrayList<>();

        private static int early;

        private Order() {}

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < TIMERS; i++) {
                ChanTimer.afterFunc(Duration.ofHours(1).plusNanos(i * 7919L % TIMERS), RUNG::clear);
            }
            CountDownLatch left = new CountDownLatch(ALARMS);
            long base = Clock.now() + 1_000_000_000;
            List<Long> dues = new ArrayList<>();
            for (int i = 0; i < ALARMS; i++) {
                dues.add(base + i * 10_000L);
            }
            Collections.shuffle(dues, new Random(23));
            List<Thread> setters = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                List<Long> part = dues.subList(i * ALARMS / 20, (i + 1) * ALARMS / 20);
                setters.add(Thread.ofVirtual().start(() -> part.forEach(due -> set(due, left))));
            }
            for (Thread each : setters) {
                each.join();
            }
            boolean inTime = Clock.now() < base;
            left.await();
            int wrong = 0;
            for (int i = 1; i < ALARMS; i++) {
                wrong += RUNG.get(i - 1) < RUNG.get(i) ? 0 : 1;
            }
            // only if all were set before the first was due must they be in order
            System.out.printf("rung: %d, out of order: %d, too early: %d%n", RUNG.size(), inTime ? wrong : 0, early);
        }

        private static void set(long due, CountDownLatch left) {
            Alarm alarm = new Alarm() {
                @Override
                protected Node ring() {
                    early += Clock.now() < due ? 1 : 0;
                    RUNG.add(due);
                    left.countDown();
                    return null;
                }
            };
            alarm.setAndWake(due);
        }
    }
}
