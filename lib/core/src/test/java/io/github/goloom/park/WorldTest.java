package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A world without goloom-testing, which has the tests of its rules. */
class WorldTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private World world = World.open(null);
    private final List<String> done = new ArrayList<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    /** Runs a body as the first member, until nothing moves any more. */
    private void run(Go.Task body) throws InterruptedException {
        world.start("first", () -> {
            try {
                body.run();
            } catch (Throwable e) {
                thrown.set(e);
            } finally {
                world.stopTime();
            }
        });
        assertThat(world.await(60_000_000_000L, () -> false)).isTrue();
    }

    private void assertAllEnded() {
        assertThat(world.failure()).isNull();
        assertThat(thrown.get()).isNull();
        assertThat(world.members()).isEmpty();
        assertThat(world.parked()).isEmpty();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void members_sleep_theTimeMoves() throws Exception {
        run(() -> {
            Go.go(() -> {
                Go.sleep(SECOND);
                done.add("other at " + Clock.instant());
            });
            Go.sleep(SECOND.multipliedBy(2));
            done.add("first at " + Clock.instant());
        });
        assertAllEnded();
        assertThat(done).containsExactly("other at 2000-01-01T00:00:01Z", "first at 2000-01-01T00:00:02Z");
        assertThat(world.instant()).isEqualTo("2000-01-01T00:00:02Z");
        assertThat(world.moves()).isPositive();
        assertThat(world.isEmpty()).isTrue();
        assertThat(world).hasToString("World[2000-01-01T00:00:02Z, 0 of 0 run]");
    }

    @Test
    void settle_othersWait_returns() throws Exception {
        run(() -> {
            Thread other = Go.go(() -> {
                done.add("before");
                Go.sleep(SECOND);
            });
            World.current().settle();
            assertThat(done).containsExactly("before");
            other.interrupt();
            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> World.current().settle())).isInstanceOf(InterruptedException.class);
            World.current().settle();
            assertThat(Clock.instant()).isEqualTo(World.START);
        });
        assertAllEnded();
    }

    @Test
    void settle_twice_isRefused() throws Exception {
        run(() -> {
            Thread first = Thread.currentThread();
            Go.go(() -> {
                while (first.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                thrown.set(catchThrowable(() -> World.current().settle()));
            });
            World.current().settle();
        });
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void member_thatIgnoresInterrupts_letsTheTimeMove() throws Exception {
        run(() -> {
            Thread other = Go.go(() -> {
                Waiter waiter = new Waiter(null, null);
                try (CancellableContext end = Context.background().withTimeout(SECOND.multipliedBy(500))) {
                    waiter = new Waiter(null, (DoneSignal) end.done());
                    assertThat(waiter.awaitUninterruptibly("")).isEqualTo(Withdrawal.SIGNAL_ENDED);
                }
            });
            for (int i = 0; i < 300; i++) {
                other.interrupt();
                Go.sleep(SECOND);
            }
            Go.sleep(SECOND.multipliedBy(500));
        });
        assertAllEnded();
    }

    @Test
    void members_allWait_stops() throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        run(() -> never.receive());
        assertThat(world.failure()).isNull();
        assertThat(world.members()).hasSize(1);
        assertThat(world.parked()).isEqualTo(world.members());
        world.members().get(0).interrupt();
        Goroutine.until(() -> world.members().isEmpty());
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void member_wokenFromOutside_fails() throws Exception {
        Chan<Integer> chan = Chan.unbuffered("shared");
        Thread outside = Thread.ofPlatform().name("outside").unstarted(chan::close);
        run(() -> {
            Go.go("waiting", () -> chan.receive());
            World.current().settle();
            outside.start();
            outside.join();
        });
        assertThat(world.failure())
                .hasMessageContaining("was woken from outside, by")
                .hasMessageContaining("outside");
    }

    @Test
    void goroutine_throws_fails() throws Exception {
        run(() -> {
            Thread failing = Go.go(() -> {
                throw new ArithmeticException("thrown by the test");
            });
            failing.setUncaughtExceptionHandler((thread, e) -> {});
            Go.sleep(SECOND);
        });
        assertThat(world.failure()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void timer_ofAnotherWorld_isRefused() throws Exception {
        ChanTimer outside = ChanTimer.start(Duration.ofDays(1));
        AtomicReference<ChanTimer> inside = new AtomicReference<>();
        run(() -> {
            inside.set(ChanTimer.start(SECOND));
            outside.stop();
        });
        assertThat(world.failure()).hasMessageContaining("was made outside the bubble");
        assertThatIllegalStateException()
                .isThrownBy(() -> inside.get().stop())
                .withMessageContaining("is used outside it, by");
        world.close();
        assertThat(inside.get().stop()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> inside.get().reset(SECOND))
                .withMessageContaining("of a bubble that has ended");
        world = World.open(null);
    }

    @Test
    void stranger_usesTheLibrary_isRefused() throws Exception {
        run(() -> {
            Thread stranger = Thread.ofVirtual().unstarted(() -> thrown.set(catchThrowable(World::current)));
            stranger.start();
            stranger.join();
        });
        assertThat(world.failure()).hasMessageContaining("a thread that the bubble does not know uses goloom");
    }

    @Test
    void newThread_isAMember() throws Exception {
        run(() -> World.current()
                .newThread(() -> done.add("ran in " + World.current()))
                .start());
        assertAllEnded();
        assertThat(done).hasSize(1);
    }

    @Test
    void start_fails_countIsTakenBack() throws Exception {
        Watcher failing = new Watcher() {
            @Override
            public Thread start(String name, Runnable body, Object origin) {
                throw new OutOfMemoryError("thrown by the test");
            }
        };
        run(() -> {
            Watcher before = Seam.tracker();
            Seam.track(failing, false);
            try {
                assertThat(catchThrowable(() -> Go.go(() -> {}))).isInstanceOf(OutOfMemoryError.class);
            } finally {
                Seam.track(before, false);
            }
            Go.sleep(SECOND);
        });
        assertAllEnded();
        assertThat(world.isEmpty()).isTrue();
    }

    @Test
    void newThread_cannotBeMade_countIsTakenBack() throws Exception {
        world.close();
        int[] made = {0};
        world = World.open(new Order(
                () -> {
                    if (made[0]++ > 0) {
                        throw new OutOfMemoryError("thrown by the test");
                    }
                    return Thread.ofVirtual();
                },
                new Random(1)));
        run(() -> {
            World here = World.current();
            assertThat(catchThrowable(() -> here.newThread(() -> {}))).isInstanceOf(OutOfMemoryError.class);
            Go.sleep(SECOND);
        });
        assertAllEnded();
    }

    @Test
    void poolWorker_startedInside_isOutside() throws Exception {
        AtomicReference<World> seen = new AtomicReference<>(world);
        run(() -> {
            try (ForkJoinPool pool = new ForkJoinPool(1)) {
                pool.submit(() -> seen.set(World.current())).get();
            }
        });
        assertAllEnded();
        assertThat(seen.get()).isNull();
    }

    @Test
    void member_leftOver_isOutside() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<World> seen = new AtomicReference<>(world);
        Thread left = world.newThread(() -> {
            try {
                closed.await();
                seen.set(World.current());
                Go.sleep(Duration.ofMillis(1));
                done.add("slept in real time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        left.start();
        Goroutine.until(() -> left.getState() == Thread.State.WAITING);
        world.close();
        closed.countDown();
        left.join();
        assertThat(seen.get()).isNull();
        assertThat(done).containsExactly("slept in real time");
        world = World.open(null);
    }

    @Test
    void member_beginsAfterTheEnd_isInterrupted() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread late =
                world.newThread(() -> interrupted.set(Thread.currentThread().isInterrupted()));
        world.stop();
        late.start();
        late.join();
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void function_ofAContext_runsInTheWorld() throws Exception {
        run(() -> {
            try (CancellableContext context = Context.background().withTimeout(SECOND)) {
                context.afterFunc(() -> done.add("at " + Clock.instant()));
                Go.sleep(SECOND);
                World.current().settle();
            }
        });
        assertAllEnded();
        assertThat(done).containsExactly("at 2000-01-01T00:00:01Z");
    }

    @Test
    void await_timeIsOver_returnsFalse() throws Exception {
        Chan<Integer> go = Chan.unbuffered();
        assertThat(world.await(1, () -> false)).isFalse();
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> world.await(1, () -> false))).isInstanceOf(InterruptedException.class);
        world.stop();
        assertThat(world.await(1, () -> false)).isTrue();
        assertThat(go.isClosed()).isFalse();
    }

    /** What decides is that of the world; here with the JDK's scheduler, so that pauses are only pauses. */
    @Test
    void order_decides() throws Exception {
        world.close();
        int[] drawn = {0};
        Random counted = new Random(1) {
            private static final long serialVersionUID = 1L;

            @Override
            protected int next(int bits) {
                synchronized (this) {
                    drawn[0]++;
                    return super.next(bits);
                }
            }
        };
        world = World.open(new Order(Thread::ofVirtual, counted));
        run(() -> {
            assertThat(Order.random()).isSameAs(counted);
            Chan<Integer> chan = Chan.buffered(1);
            for (int i = 0; i < 10; i++) {
                chan.send(i);
                chan.receive();
            }
        });
        assertAllEnded();
        assertThat(drawn[0]).isGreaterThan(10);
        assertThat(Order.random()).isNotSameAs(counted);
    }
}
