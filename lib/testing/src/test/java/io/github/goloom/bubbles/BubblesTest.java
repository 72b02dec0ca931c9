package io.github.goloom.bubbles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.testing.Bubble;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several bubbles, and what crosses the border of one. */
class BubblesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** SYN-024, SYN-002: a hundred at once, each with a clock of its own. */
    @Test
    void run_hundredAtOnce_haveTheirOwnClocks() throws Exception {
        try (ErrGroup bubbles = ErrGroup.withContext(Context.background())) {
            for (int i = 0; i < 100; i++) {
                Duration length = SECOND.multipliedBy(i);
                bubbles.go(() -> Bubble.run(() -> {
                    WaitGroup all = new WaitGroup();
                    for (int j = 0; j < 100; j++) {
                        all.go(() -> Go.sleep(length));
                    }
                    all.await();
                    assertThat(Bubble.clock().instant())
                            .isEqualTo(Instant.parse("2000-01-01T00:00:00Z").plus(length));
                }));
            }
            bubbles.await();
        }
    }

    /** SYN-015: alarms of one time ring in varying order. */
    @Test
    void run_sameTime_ordersVary() throws Exception {
        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < 200 && first.size() < 2; i++) {
            Bubble.run(() -> {
                Chan<Integer> order = Chan.buffered(2);
                ChanTimer.afterFunc(SECOND, () -> order.send(1));
                ChanTimer.afterFunc(SECOND, () -> order.send(2));
                first.add(order.receive());
                order.receive();
            });
        }
        assertThat(first).containsExactly(1, 2);
    }

    /** SYN-017: a timer of the bubble is not used outside. */
    @Test
    void timer_usedOutside_isRefused() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> Bubble.run(() -> {
                    ChanTimer timer = ChanTimer.start(SECOND);
                    Thread outside = Thread.ofPlatform()
                            .inheritInheritableThreadLocals(false)
                            .name("culprit")
                            .start(() -> refusal.set(catchThrowable(() -> timer.reset(SECOND))));
                    outside.join();
                }))
                .withMessageMatching("a timer .* of the bubble is used outside it, by .*culprit.*");
        assertThat(refusal.get()).isInstanceOf(IllegalStateException.class);
    }

    /** SYN-018: nor is one from outside used in the bubble. */
    @Test
    void timer_usedInside_isRefused() {
        ChanTimer timer = ChanTimer.start(Duration.ofDays(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> Bubble.run(() -> timer.reset(SECOND)))
                .withMessageContaining("was made outside the bubble");
        timer.stop();
    }

    /** A thread that is started by other means than the library is told how to be started. */
    @Test
    void thread_ofOtherMeans_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bubble.run(() -> {
                    Thread stranger = Thread.ofVirtual().name("stranger").unstarted(() -> Go.go(() -> {}));
                    stranger.setUncaughtExceptionHandler((thread, e) -> {});
                    stranger.start();
                    stranger.join();
                }))
                .withMessageMatching("a thread that the bubble does not know .*stranger.*Bubble.threadFactory\\(\\)");
    }

    @Test
    void threadFactory_threads_belongToTheBubble() throws Exception {
        Bubble.run(() -> {
            Chan<String> told = Chan.buffered(1);
            try (ExecutorService executor = Executors.newThreadPerTaskExecutor(Bubble.threadFactory())) {
                executor.execute(() -> {
                    try {
                        Go.sleep(SECOND);
                        told.send(Bubble.clock().instant().toString());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                assertThat(told.receive()).isEqualTo("2000-01-01T00:00:01Z");
            }
        });
    }

    /** SYN-012: the bubble ends when all have ended. */
    @Test
    void run_othersStillRun_waitsForThem() throws Exception {
        AtomicReference<String> done = new AtomicReference<>();
        Chan<Integer> go = Chan.unbuffered();
        Bubble.run(() -> {
            Go.go(() -> {
                go.receive();
                for (int i = 0; i < 1_000_000; i++) {
                    done.setPlain("at " + i);
                }
            });
            go.send(1);
        });
        assertThat(done.get()).isEqualTo("at 999999");
    }

    /** What a goroutine throws is not lost. */
    @Test
    void run_goroutineThrows_fails() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Bubble.run(() -> {
                    Thread failing = Go.go(() -> {
                        throw new ArithmeticException("thrown by the test");
                    });
                    failing.setUncaughtExceptionHandler((thread, e) -> {});
                    Go.sleep(SECOND);
                }));
    }

    /** A test that is interrupted, by a timeout of JUnit for example, ends its goroutines. */
    @Test
    @Timeout(60)
    void run_interrupted_endsAll() throws Exception {
        Chan<String> ended = Chan.buffered(2);
        Chan<Integer> never = Chan.unbuffered();
        Thread test = Thread.currentThread();
        Throwable thrown = catchThrowable(() -> Bubble.run(() -> {
            Go.go(() -> {
                try {
                    never.receive();
                } finally {
                    ended.send("other");
                }
            });
            Bubble.settle();
            test.interrupt();
            try {
                Thread.sleep(100_000);
            } finally {
                ended.send("body");
            }
        }));
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(ended.size()).isEqualTo(2);
    }

    private static void enter(Mutex mutex, Runnable action) {
        mutex.lock();
        try {
            action.run();
        } finally {
            mutex.unlock();
        }
    }

    /** A wait that ignores interrupts stays one, and does not keep the time from moving. */
    @Test
    void interrupt_ignored_letsTheTimeMove() throws Exception {
        Bubble.run(() -> {
            Mutex mutex = new Mutex();
            AtomicBoolean entered = new AtomicBoolean();
            mutex.lock();
            try {
                Thread waiting = Go.go(() -> enter(mutex, () -> entered.set(true)));
                Bubble.settle();
                for (int i = 0; i < 1_000; i++) {
                    waiting.interrupt();
                    Go.sleep(SECOND);
                }
            } finally {
                mutex.unlock();
            }
            Bubble.settle();
            assertThat(entered.get()).isTrue();
            assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:16:40Z");
        });
    }

    /** A thread that is made and not started counts as one that runs; that is told. */
    @Test
    void threadFactory_notStarted_isTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Bubble.run(Bubble.options().withPatience(Duration.ofMillis(50)), () -> {
                    Thread forgotten = Bubble.threadFactory().newThread(() -> {});
                    Go.sleep(SECOND);
                    forgotten.start();
                }))
                .withMessageContaining("a thread of Bubble.threadFactory() was not started");
    }

    /** A goroutine that begins after the bubble has failed is ended as well. */
    @Test
    void run_failsBeforeOthersBegin_endsThemToo() throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        for (int i = 0; i < 100; i++) {
            List<Thread> others = new ArrayList<>();
            Throwable thrown = catchThrowable(() -> Bubble.run(() -> {
                for (int j = 0; j < 20; j++) {
                    others.add(Go.go(() -> never.receive()));
                }
                throw new ArithmeticException("thrown by the test");
            }));
            assertThat(thrown).isInstanceOf(ArithmeticException.class);
            for (Thread each : others) {
                assertThat(each.join(Duration.ofSeconds(30))).isTrue();
            }
        }
    }

    /** A timer of a bubble that has ended would never ring. */
    @Test
    void timer_ofAnEndedBubble_isRefused() throws Exception {
        AtomicReference<ChanTimer> left = new AtomicReference<>();
        Bubble.run(() -> left.set(ChanTimer.start(SECOND)));
        assertThatIllegalStateException()
                .isThrownBy(() -> left.get().reset(SECOND))
                .withMessageContaining("of a bubble that has ended");
        assertThat(left.get().stop()).isTrue();
    }

    /** A context of the outside, without a deadline, may end inside. */
    @Test
    void context_ofOutside_mayBeUsed() throws Exception {
        try (CancellableContext outside = Context.background().withCancel()) {
            Bubble.run(() -> {
                try (CancellableContext inside = outside.withTimeout(SECOND)) {
                    inside.done().receive();
                    assertThat(Bubble.clock().instant()).isEqualTo("2000-01-01T00:00:01Z");
                }
            });
            assertThat(outside.isDone()).isFalse();
        }
    }
}
