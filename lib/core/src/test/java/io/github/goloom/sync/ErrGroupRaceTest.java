package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No place and no task is lost or doubled, whatever a go races with. */
@Tag("proof")
class ErrGroupRaceTest {
    private static final int ROUNDS = 2_000;
    private static final long STRESS_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("stress.seconds", 2));

    /**
     * Starters of every kind, interrupted all the time: never above the limit, each started task runs once, and no
     * place is lost (EG-008).
     */
    @Test
    void go_interruptedAllTheTime_losesNoPlace() throws Exception {
        int limit = 3;
        AtomicInteger active = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicLong ran = new AtomicLong();
        AtomicLong interrupts = new AtomicLong();
        Go.Task task = () -> {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            spin();
            active.decrementAndGet();
            ran.incrementAndGet();
        };
        try (ErrGroup group = new ErrGroup()) {
            group.limit(limit);
            long end = System.nanoTime() + STRESS_NANOS;
            List<Goroutine<Long>> starters = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean trying = i % 4 == 3;
                starters.add(Goroutine.call(() -> {
                    long started = 0;
                    while (System.nanoTime() < end) {
                        try {
                            started += (trying ? group.tryGo(task) : group.go(task)) ? 1 : 0;
                        } catch (InterruptedException e) {
                            interrupts.incrementAndGet();
                        }
                    }
                    return started;
                }));
            }
            while (System.nanoTime() < end) {
                starters.get(ThreadLocalRandom.current().nextInt(8)).interrupt();
                spin();
            }
            long started = 0;
            for (Goroutine<Long> each : starters) {
                started += each.result();
            }
            group.await();
            assertThat(ran).hasValue(started);
            assertThat(started).isPositive();
            assertThat(most.get()).isLessThanOrEqualTo(limit);
            assertThat(interrupts).hasPositiveValue();
            assertPlaces(group, limit);
        }
    }

    /** A go at the limit whose interrupt races with the place: it was started, or the place is free (EG-008). */
    @Test
    void go_interruptRacesWithThePlace_losesNoPlace() throws Exception {
        int thrown = 0;
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            for (int round = 0; round < ROUNDS || thrown == 0; round++) {
                CountDownLatch end = new CountDownLatch(1);
                AtomicInteger ran = new AtomicInteger();
                group.go(end::await);
                Goroutine<Boolean> starter = Goroutine.call(() -> {
                    try {
                        return group.go(ran::incrementAndGet);
                    } catch (InterruptedException e) {
                        return false;
                    }
                });
                spin();
                Goroutine<Void> interrupter = Goroutine.go(starter::interrupt);
                end.countDown();
                boolean started = starter.result();
                interrupter.result();
                group.await();
                assertThat(ran).hasValue(started ? 1 : 0);
                thrown += started ? 0 : 1;
            }
            assertPlaces(group, 1);
        }
    }

    /**
     * A go that races with the end of the context: it says whether it started, await tells of the refusal, and no place
     * is taken (EG-009).
     */
    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2})
    void go_endOfTheContextRaces_saysWhetherItStarted(int limit) throws Exception {
        long total = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CancellableContext parent = CancellableContext.childOf(Context.background());
            AtomicInteger ran = new AtomicInteger();
            try (ErrGroup group = ErrGroup.withContext(parent)) {
                group.limit(limit);
                Goroutine<Integer> starter = Goroutine.call(() -> {
                    int started = 0;
                    while (group.go(ran::incrementAndGet)) {
                        started++;
                    }
                    return started;
                });
                Goroutine<Integer> other = Goroutine.call(() -> {
                    int started = 0;
                    while (group.go(ran::incrementAndGet)) {
                        started++;
                    }
                    return started;
                });
                spin();
                parent.cancel();
                int started = starter.result() + other.result();
                assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
                assertThat(ran).hasValue(started);
                assertThat(group.toString()).startsWith(limit < 0 ? "ErrGroup[0 running" : "ErrGroup[0/" + limit);
                total += started;
            }
        }
        assertThat(total).as("tasks started").isPositive();
    }

    /** A failure that races with others: one is the first, all are counted, and the context has the same one. */
    @Test
    void await_manyFailAtOnce_agreesWithTheContextOnTheFirst() throws Exception {
        for (int round = 0; round < ROUNDS / 10; round++) {
            try (ErrGroup group = ErrGroup.withContext(Context.background())) {
                CountDownLatch start = new CountDownLatch(1);
                AtomicInteger failed = new AtomicInteger();
                for (int i = 0; i < 10; i++) {
                    int mine = i;
                    group.go(() -> {
                        while (start.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        failed.incrementAndGet();
                        throw new IOException("failure " + mine);
                    });
                    if (i == 1) {
                        start.countDown();
                    }
                }
                assertThatThrownBy(group::await)
                        .satisfies(thrown -> assertThat(thrown.getCause())
                                .isSameAs(group.context().cause()))
                        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(failed.get() - 1));
            }
        }
    }

    /**
     * A close that races with starts: what was started has ended when it is over, which tells of it, and nothing starts
     * later.
     */
    @Test
    void close_startsRace_leavesNothingRunning() throws Exception {
        for (int round = 0; round < ROUNDS / 2; round++) {
            ErrGroup group = new ErrGroup();
            AtomicInteger began = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            Goroutine<Void> starter = Goroutine.go(() -> {
                Go.Task task = () -> {
                    began.incrementAndGet();
                    spin();
                    ended.incrementAndGet();
                };
                try {
                    while (group.go(task) && group.tryGo(task)) {}
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageStartingWith("the group is over");
                }
            });
            spin();
            Throwable thrown = catchThrowable(group::close);
            int atClose = began.get();
            assertThat(ended).hasValue(atClose);
            if (thrown != null) {
                assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class);
                assertThat(atClose).isPositive();
            }
            starter.result();
            assertThat(began).hasValue(atClose);
        }
    }

    /** An await whose time or whose cancellation races with the end of the tasks is right in both cases (EG-002). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_timeoutOrCancellationRaces_isRightInBothCases(boolean timed) throws Exception {
        int early = 0;
        try (ErrGroup group = new ErrGroup()) {
            for (int round = 0; round < ROUNDS || early == 0; round++) {
                AtomicInteger ended = new AtomicInteger();
                group.go(() -> {
                    spin();
                    ended.set(1);
                });
                boolean awaited = timed ? group.await(Duration.ofNanos(1 + round * 977 % 20_000)) : awaitUntil(group);
                if (!awaited) {
                    early++;
                    group.await();
                }
                assertThat(ended).hasValue(1);
            }
        }
    }

    private static boolean awaitUntil(ErrGroup group) throws Exception {
        CancellableContext until = CancellableContext.childOf(Context.background());
        Goroutine<Void> canceller = Goroutine.go(() -> {
            spin();
            until.cancel();
        });
        try {
            group.await(until);
            return true;
        } catch (ContextCancelledException e) {
            return false;
        } finally {
            canceller.result();
        }
    }

    /** Exactly so many tasks can run. */
    private static void assertPlaces(ErrGroup group, int limit) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < limit; i++) {
            assertThat(group.tryGo(end::await)).as("place %d", i).isTrue();
        }
        assertThat(group.tryGo(end::await)).isFalse();
        end.countDown();
        group.await();
    }

    /** Up to some microseconds, so that the events come in any order. */
    private static void spin() {
        for (int spins = ThreadLocalRandom.current().nextInt(400); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }
}
