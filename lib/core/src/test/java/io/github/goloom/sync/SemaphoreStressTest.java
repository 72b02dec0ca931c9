package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A storm of every operation of a weighted semaphore. Its full size is 10 million operations, with {@code
 * -Dstress.seconds=50} or more; an ordinary build does 200,000 for each second of {@code stress.seconds}.
 */
class SemaphoreStressTest {
    private static final long OPERATIONS = Math.min(10_000_000, 200_000L * Integer.getInteger("stress.seconds", 2));
    private static final long SIZE = 20;
    private static final int WORKERS = 8;

    /** All that a storm shares. */
    private static final class Storm {
        final WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);
        final AtomicLong inside = new AtomicLong();
        final AtomicLong granted = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        final AtomicLong interrupted = new AtomicLong();
        final AtomicLong cancelled = new AtomicLong();
        final List<AtomicReference<CancellableContext>> contexts = IntStream.range(0, WORKERS)
                .mapToObj(i -> new AtomicReference<>(CancellableContext.childOf(Context.background())))
                .toList();
        final List<Thread> threads = new ArrayList<>();
        final CompletableFuture<Void> start = new CompletableFuture<>();

        void work(int self, long operations) {
            start.join(); // an interrupt does not end this wait
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (long i = 0; i < operations; i++) {
                trouble(random);
                long weight = random.nextInt(5) == 0 ? random.nextLong(SIZE + 1) : random.nextLong(4);
                try {
                    if (acquire(random, weight, contexts.get(self).get())) {
                        use(weight);
                    } else {
                        refused.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                } catch (ContextCancelledException e) {
                    cancelled.incrementAndGet();
                    contexts.get(self).set(CancellableContext.childOf(Context.background()));
                }
            }
        }

        /** Ends, now and then, the wait of another. */
        private void trouble(ThreadLocalRandom random) {
            int other = random.nextInt(WORKERS);
            int what = random.nextInt(64);
            if (what == 0) {
                threads.get(other).interrupt();
            } else if (what == 1) {
                contexts.get(other).get().cancel();
            }
        }

        private boolean acquire(ThreadLocalRandom random, long weight, Context ctx) throws InterruptedException {
            switch (random.nextInt(6)) {
                case 0 -> semaphore.acquire(weight);
                case 1, 2 -> semaphore.acquire(weight, ctx);
                case 3 -> {
                    return semaphore.tryAcquire(weight);
                }
                case 4 -> {
                    return semaphore.tryAcquire(SIZE + 1, Duration.ofNanos(random.nextInt(2_000)));
                }
                default -> {
                    return semaphore.tryAcquire(weight, Duration.ofNanos(random.nextInt(50_000)));
                }
            }
            return true;
        }

        /** Releases in two portions. */
        private void use(long weight) {
            granted.incrementAndGet();
            if (inside.addAndGet(weight) > SIZE) {
                throw new AssertionError("more than the whole is held: " + inside);
            }
            inside.addAndGet(-weight);
            semaphore.release(weight / 2);
            semaphore.release(weight - weight / 2);
        }
    }

    /** Never is more granted than there is, and in the end all is free (SEM-001, SEM-002, SEM-003, SEM-010). */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyOperation_mixed_leavesAllFree() throws Exception {
        Storm storm = new Storm();
        List<Goroutine<Void>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int self = i;
            Goroutine.Action work = () -> storm.work(self, OPERATIONS / WORKERS);
            Goroutine<Void> worker = i % 2 == 0 ? Goroutine.go(work) : Goroutine.platform(work);
            workers.add(worker);
            storm.threads.add(worker.thread());
        }
        storm.start.complete(null);

        for (Goroutine<Void> each : workers) {
            each.thread().join();
            each.result();
        }

        assertThat(storm.granted).hasPositiveValue();
        assertThat(storm.refused).hasPositiveValue();
        assertThat(storm.interrupted).hasPositiveValue();
        assertThat(storm.cancelled).hasPositiveValue();
        assertThat(storm.semaphore.tryAcquire(SIZE)).as("%s", storm.semaphore).isTrue();
    }
}
