package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.sync.SingleFlight.Failed;
import io.github.goloom.sync.SingleFlight.Outcome;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers that meet the end of a flight get its result or begin another, and never get one that was over before they
 * came.
 */
@Tag("proof")
class SingleFlightRaceTest {
    /** A million with {@code -Dstress.seconds=40}; an ordinary build makes 25,000 for each second of it. */
    private static final int CALLS = Math.min(1_000_000, 25_000 * Integer.getInteger("stress.seconds", 2));

    private static final int WORKERS = 8;

    private final SingleFlight<Integer, Result> flights = new SingleFlight<>();
    private final AtomicLong clock = new AtomicLong();
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();

    /** What a body made, when it was first given to a caller, and to how many. */
    private static final class Result extends Exception {
        private static final long serialVersionUID = 1;

        final transient AtomicLong given = new AtomicLong();
        final transient AtomicInteger takers = new AtomicInteger();
        final transient AtomicInteger shared = new AtomicInteger();
        final transient AtomicInteger alone = new AtomicInteger();

        Result() {
            super("a failure of the test", null, false, false);
        }
    }

    /**
     * Every caller gets a result that nobody had before it came; shared says exactly whether others got it (SF-003,
     * SF-015).
     */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void calls_racingWithTheEnd_getAResultThatWasNotOver() throws Exception {
        storm(random -> {
            int key = random.nextInt(2);
            long arrived = clock.incrementAndGet();
            if (random.nextInt(4) == 0) {
                take(arrived, flights.start(key, this::body).receive());
            } else {
                run(arrived, key);
            }
        });

        assertThat(results).isNotEmpty().allSatisfy(each -> {
            assertThat(each.takers).hasPositiveValue();
            assertThat(each.takers.get() > 1 ? each.alone : each.shared).hasValue(0);
        });
        assertThat(results.stream().mapToInt(each -> each.takers.get()).sum()).isEqualTo(CALLS);
        assertThat(results).as("some calls shared a flight").hasSizeLessThan(CALLS);
    }

    /**
     * The same while flights are forgotten and callers leave: none hangs, and no flight is left (SF-008, SF-015,
     * SF-017).
     */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void calls_racingWithForgettingAndLeaving_getAResultThatWasNotOver() throws Exception {
        AtomicInteger left = new AtomicInteger();
        storm(random -> {
            int key = random.nextInt(2);
            long arrived = clock.incrementAndGet();
            switch (random.nextInt(5)) {
                case 0 -> flights.forget(key);
                case 1 -> take(arrived, flights.start(key, this::body).receive());
                case 2 -> run(arrived, key);
                default -> {
                    CancellableContext ctx = CancellableContext.childOf(Context.background());
                    Goroutine<Void> canceller = Goroutine.go(ctx::cancel);
                    try {
                        take(arrived, flights.run(key, this::body, ctx));
                    } catch (ExecutionException e) {
                        take(arrived, (Result) e.getCause());
                    } catch (ContextCancelledException e) {
                        left.incrementAndGet();
                    }
                    canceller.result();
                }
            }
        });

        assertThat(left).hasPositiveValue();
    }

    /** What a caller does. */
    private interface Step {
        void call(ThreadLocalRandom random) throws Exception;
    }

    private void storm(Step step) throws Exception {
        List<Goroutine<Void>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Goroutine.Action work = () -> {
                for (int call = 0; call < CALLS / WORKERS; call++) {
                    step.call(ThreadLocalRandom.current());
                }
            };
            workers.add(i % 2 == 0 ? Goroutine.go(work) : Goroutine.platform(work));
        }
        for (Goroutine<Void> each : workers) {
            each.thread().join();
            each.result();
        }
        Goroutine.until(() -> flights.toString().equals("SingleFlight[]"));
    }

    private void run(long arrived, int key) throws InterruptedException {
        try {
            take(arrived, flights.run(key, this::body));
        } catch (ExecutionException e) {
            take(arrived, (Result) e.getCause());
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield only mixes the callers up
    private Result body() throws Result {
        Result result = new Result();
        results.add(result);
        int what = ThreadLocalRandom.current().nextInt(8);
        if (what < 4) {
            Thread.yield();
        }
        if (what == 0) {
            throw result;
        }
        return result;
    }

    private void take(long arrived, Outcome<Result> outcome) {
        Result result;
        boolean shared;
        if (outcome instanceof SingleFlight.Result<Result> flight) {
            result = flight.value();
            shared = flight.shared();
        } else {
            Failed<Result> failed = (Failed<Result>) outcome;
            result = (Result) failed.cause();
            shared = failed.shared();
        }
        (shared ? result.shared : result.alone).incrementAndGet();
        take(arrived, result);
    }

    private void take(long arrived, Result result) {
        result.takers.incrementAndGet();
        long now = clock.incrementAndGet();
        if (!result.given.compareAndSet(0, now) && result.given.get() < arrived) {
            throw new AssertionError("got at " + now + " what was given at " + result.given + ", came at " + arrived);
        }
    }
}
