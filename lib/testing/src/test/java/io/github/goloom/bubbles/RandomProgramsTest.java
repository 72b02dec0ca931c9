package io.github.goloom.bubbles;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import io.github.goloom.testing.Bubble;
import io.github.goloom.time.ChanTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs whose end time is known: workers that take jobs, each of which takes a fixed time of the bubble,
 * while others tick, sleep, are interrupted, and wait for locks. {@code -Dbubbles=N} sets their number.
 */
class RandomProgramsTest {
    private static final int BUBBLES = Integer.getInteger("bubbles", 500);
    private static final int END = -1;

    /** One program. */
    private record Program(
            int workers,
            int jobs,
            int capacity,
            int millis,
            boolean selects,
            boolean locks,
            boolean interrupts,
            boolean ticks,
            boolean limited,
            boolean settles) {

        static Program of(Random random) {
            return new Program(
                    1 + random.nextInt(8),
                    1 + random.nextInt(60),
                    random.nextInt(3),
                    1 + random.nextInt(50),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean());
        }

        /** A semaphore lets half of the workers in at a time, rounded up. */
        private int parallel() {
            return limited ? (workers + 1) / 2 : workers;
        }

        Duration expected() {
            return Duration.ofMillis((long) (jobs + parallel() - 1) / parallel() * millis);
        }

        private int next(Chan<Integer> in) throws InterruptedException {
            Integer job = selects
                    ? select(receive(in, value -> value), after(Duration.ofDays(1), () -> {
                        throw new AssertionError("a day has passed");
                    }))
                    : in.receive();
            return job == null ? END : job;
        }

        private void work(Chan<Integer> in, Chan<Integer> out, WeightedSemaphore permits, Mutex mutex)
                throws InterruptedException {
            for (int job = next(in); job != END; job = next(in)) {
                permits.acquire(1);
                try {
                    Go.sleep(Duration.ofMillis(millis));
                } finally {
                    permits.release(1);
                }
                if (locks) {
                    mutex.lock();
                    try {
                        out.send(job);
                    } finally {
                        mutex.unlock();
                    }
                } else {
                    out.send(job);
                }
            }
        }

        /** Ticks until the context ends. */
        private static void tick(Context context) throws InterruptedException {
            try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(7))) {
                while (true) {
                    ticker.chan().receive(context);
                }
            }
        }

        void run() throws Exception {
            Instant begin = Bubble.clock().instant();
            Chan<Integer> in = Chan.buffered(capacity);
            Chan<Integer> out = Chan.buffered(1);
            WeightedSemaphore permits = new WeightedSemaphore(parallel());
            Mutex mutex = new Mutex();
            WaitGroup all = new WaitGroup();
            try (CancellableContext context = Context.background().withTimeout(Duration.ofDays(2))) {
                if (ticks) {
                    Go.go(() -> tick(context));
                }
                Thread sleeper = Go.go(() -> Go.sleep(Duration.ofDays(3), interrupts ? Context.background() : context));
                for (int i = 0; i < workers; i++) {
                    all.go(() -> work(in, out, permits, mutex));
                }
                Go.go(() -> {
                    for (int i = 0; i < jobs; i++) {
                        in.send(i);
                    }
                    in.close();
                });
                Go.go(() -> {
                    all.await();
                    out.close();
                });
                int sum = 0;
                for (int job : out) {
                    sum += job;
                }
                assertThat(sum).isEqualTo(jobs * (jobs - 1) / 2);
                if (interrupts) {
                    sleeper.interrupt();
                }
            }
            if (settles) {
                Bubble.settle();
            }
            assertThat(Duration.between(begin, Bubble.clock().instant())).isEqualTo(expected());
        }
    }

    @Test
    void run_randomPrograms_endInTime() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < BUBBLES; i++) {
            Program program = Program.of(random);
            try {
                Bubble.run(program::run);
            } catch (Throwable e) {
                throw new AssertionError("program " + i + ": " + program, e);
            }
        }
    }

    /** 10,000 goroutines sleep ten times each. */
    @Test
    void run_tenThousandSleepers_endInTime() throws Exception {
        Bubble.run(() -> {
            WaitGroup all = new WaitGroup();
            for (int i = 0; i < 10_000; i++) {
                int millis = 1 + i % 1_000;
                all.go(() -> {
                    for (int j = 0; j < 10; j++) {
                        Go.sleep(Duration.ofMillis(millis));
                    }
                });
            }
            all.await();
            assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:10Z");
        });
    }
}
