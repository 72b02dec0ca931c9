package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No more tasks run at once than the limit allows, and as many as it allows do. */
class ErrGroupLimitTest {
    private final CountDownLatch end = new CountDownLatch(1);

    /** Ten at once of 1,025 tasks, never more (EG-008). */
    @Test
    void go_limitOfTen_neverRunsMore() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(10);
            AtomicInteger active = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            for (int i = 0; i < 1025; i++) {
                assertThat(group.go(() -> {
                            most.accumulateAndGet(active.incrementAndGet(), Math::max);
                            Go.sleep(Duration.ofNanos(100_000));
                            active.decrementAndGet();
                            ended.incrementAndGet();
                        }))
                        .isTrue();
            }
            group.await();
            assertThat(most.get()).isBetween(2, 10);
            assertThat(ended).hasValue(1025);
        }
    }

    /**
     * At the limit who starts a task is parked until another has ended, on a virtual and a platform thread (EG-008).
     */
    @Test
    void go_atTheLimit_waitsForAPlace() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(2);
            CountDownLatch one = new CountDownLatch(1);
            group.go(one::await);
            group.go(end::await);
            Goroutine<Boolean> virtual =
                    Goroutine.call(() -> group.go(end::await)).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(
                            () -> assertThat(group.go(end::await)).isTrue())
                    .parkedOn(group);
            Goroutine.assertStillParked(virtual, platform);

            one.countDown();
            assertThat(virtual.result()).isTrue();
            Goroutine.assertStillParked(platform);
            assertThat(group).hasToString("ErrGroup[2/2 running, 0 failed, 1 starter waits]");
            end.countDown();

            platform.result();
            group.await();
        }
    }

    /** Places are given in the order in which they were asked for, and nobody overtakes (EG-008). */
    @Test
    void go_manyAtTheLimit_startInTheirOrder() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.go(end::await);
            List<Integer> order = new ArrayList<>(); // one at a time
            List<Goroutine<Boolean>> starters = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int mine = i;
                starters.add(
                        Goroutine.call(() -> group.go(() -> order.add(mine))).parkedOn(group));
            }
            assertThat(group.tryGo(() -> order.add(-1))).isFalse();

            end.countDown();
            for (Goroutine<Boolean> each : starters) {
                each.result();
            }
            group.await();

            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    /** A place that goes on to one who waits for it keeps the group running for those who await its end (EG-019). */
    @Test
    void await_placeGoesOnToAWaitingTask_waitsForThatToo() throws Exception {
        for (int round = 0; round < 300; round++) {
            try (ErrGroup group = new ErrGroup()) {
                group.limit(1);
                CountDownLatch first = new CountDownLatch(1);
                AtomicInteger ended = new AtomicInteger();
                group.go(first::await);
                Goroutine<Boolean> starter =
                        Goroutine.call(() -> group.go(ended::incrementAndGet)).parkedOn(group);
                Goroutine<Integer> waiter = Goroutine.call(() -> {
                            group.await();
                            return ended.get();
                        })
                        .parkedOn(group);

                first.countDown();

                assertThat(waiter.result()).isEqualTo(1);
                assertThat(starter.result()).isTrue();
            }
        }
    }

    /** A try starts below the limit only, says which, and has never waited (EG-010). */
    @Test
    void tryGo_aroundTheLimit_startsOnlyBelowIt() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            int limit = 42;
            group.limit(limit);
            AtomicInteger started = new AtomicInteger();
            Go.Task task = () -> {
                started.incrementAndGet();
                end.await();
            };
            for (int i = 0; i < limit; i++) {
                assertThat(group.tryGo(task)).as("task %d", i).isTrue();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(group.tryGo(task)).isFalse();
            }
            end.countDown();
            group.await();
            assertThat(started).hasValue(limit);

            assertThat(group.tryGo(task)).isTrue();
            group.await();
            assertThat(started).hasValue(limit + 1);
        }
    }

    /** A try leaves the interrupt status alone (EG-010). */
    @Test
    void tryGo_interrupted_startsAndKeepsTheStatus() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Goroutine<Boolean> starter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThat(group.tryGo(() -> {})).isTrue();
                return Thread.interrupted();
            });

            assertThat(starter.result()).isTrue();
            group.await();
        }
    }

    /** With a limit of 0 no try succeeds, of 1,024 (EG-011). */
    @Test
    void tryGo_limitOfZero_neverStarts() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(0);
            for (int i = 0; i < 1024; i++) {
                assertThat(group.tryGo(() -> {})).isFalse();
            }
            group.await();
        }
    }

    /** With a limit of 0 the close of the group ends the wait (EG-011). */
    @Test
    void go_limitOfZeroAndClosed_returnsFalse() throws Exception {
        ErrGroup group = new ErrGroup();
        group.limit(0);
        Goroutine<Boolean> starter = Goroutine.call(() -> group.go(() -> {})).parkedOn(group);

        group.close();

        assertThat(starter.result()).isFalse();
    }

    /** A task that starts another at the limit of 1 waits for itself, until the group is closed (EG-017). */
    @Test
    void go_fromATaskAtTheLimit_waitsForItselfUntilClose() throws Exception {
        ErrGroup group = new ErrGroup();
        group.limit(1);
        Thread[] task = new Thread[1];
        Boolean[] started = new Boolean[1];
        CountDownLatch running = new CountDownLatch(1);
        group.go(() -> {
            task[0] = Thread.currentThread();
            running.countDown();
            started[0] = group.go(() -> {});
        });
        running.await();
        Goroutine.until(() -> task[0].getState() == Thread.State.WAITING);
        assertThat(group.await(Duration.ZERO)).isFalse();

        group.close();

        assertThat(started[0]).isNotEqualTo(true);
        assertThat(group.toString()).startsWith("ErrGroup[0/1 running");
    }
}
