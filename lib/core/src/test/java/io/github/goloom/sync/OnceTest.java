package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A body runs once, and nobody goes on before it is over. */
class OnceTest {
    private static final int ROUNDS = 3_000;

    /** Of many callers one runs its body, and behind every call it is over (ONC-001, ONC-002). */
    @Test
    void run_manyGoroutines_runsOneBodyAndAllSeeItOver() throws Exception {
        for (int round = 0; round < ROUNDS / 10; round++) {
            Once once = new Once();
            AtomicInteger runs = new AtomicInteger();
            int[] plain = {0};
            List<Goroutine<Void>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Goroutine.Action body = () -> {
                    once.run(() -> {
                        runs.incrementAndGet();
                        plain[0]++;
                    });
                    assertThat(plain[0]).isEqualTo(1);
                };
                all.add(i == 0 ? Goroutine.platform(body) : Goroutine.go(body));
            }
            for (Goroutine<Void> each : all) {
                each.result();
            }
            assertThat(runs).hasValue(1);
        }
    }

    /** A later call does not run its body, although it is another (ONC-001). */
    @Test
    void run_anotherBodyLater_doesNotRunIt() throws Exception {
        Once once = new Once();
        List<String> ran = new ArrayList<>();

        once.run(() -> ran.add("first"));
        once.run(() -> ran.add("second"));

        assertThat(ran).containsExactly("first");
    }

    /** Two of them have nothing to do with one another (ONC-001). */
    @Test
    void run_anotherOnce_runsThere() throws Exception {
        AtomicInteger runs = new AtomicInteger();

        new Once().run(runs::incrementAndGet);
        new Once().run(runs::incrementAndGet);

        assertThat(runs).hasValue(2);
    }

    /** The others wait while the body runs, and no longer (ONC-002). */
    @Test
    void run_whileTheBodyRuns_waitsForItsEnd() throws Exception {
        Running running = new Running(null);
        Goroutine<Void> virtual = Goroutine.go(running::runNothing).parkedOn(running.once);
        Goroutine<Void> platform = Goroutine.platform(running::runNothing).parkedOn(running.once);
        assertThat(running.once).hasToString("Once[not done]");

        running.end.countDown();

        running.first.result();
        virtual.result();
        platform.result();
        assertThat(running.once).hasToString("Once[done]");
    }

    /** The first caller gets what its body threw, as it is; for later ones it was done (ONC-003). */
    @Test
    void run_bodyThrows_throwsToTheFirstOnly() throws Exception {
        Once once = new Once();
        IOException failure = new IOException("broken");

        assertThatThrownBy(() -> once.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        AtomicInteger runs = new AtomicInteger();
        once.run(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        assertThat(once).hasToString("Once[done]");
    }

    /** The same with an error (ONC-003). */
    @Test
    void run_bodyThrowsAnError_countsAsDone() throws Exception {
        Once once = new Once();
        AssertionError failure = new AssertionError("broken");
        assertThatThrownBy(() -> once.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        AtomicInteger runs = new AtomicInteger();
        once.run(runs::incrementAndGet);

        assertThat(runs).hasValue(0);
    }

    /** Those who waited for a body that throws return normally (ONC-004). */
    @Test
    void run_bodyThrowsWhileOthersWait_othersReturnNormally() throws Exception {
        IOException failure = new IOException("broken");
        Running running = new Running(failure);
        Goroutine<Void> virtual = Goroutine.go(running::runNothing).parkedOn(running.once);
        Goroutine<Void> platform = Goroutine.platform(running::runNothing).parkedOn(running.once);

        running.end.countDown();

        assertThat(running.first.failure()).isSameAs(failure);
        virtual.result();
        platform.result();
    }

    /**
     * A body that is ended by an interrupt does not count: one that waits runs its own (ONC-005, where Goexit counts).
     */
    @Test
    void run_bodyIsInterrupted_nextRunsItsOwn() throws Exception {
        Running running = new Running(null);
        AtomicInteger ran = new AtomicInteger();
        Goroutine<Void> waiter =
                Goroutine.go(() -> running.once.run(ran::incrementAndGet)).parkedOn(running.once);
        Goroutine<Void> another =
                Goroutine.go(() -> running.once.run(ran::incrementAndGet)).parkedOn(running.once);

        assertThat(running.first.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        waiter.result();
        another.result();
        assertThat(ran).hasValue(1);
        running.runNothing();
    }

    /** Nor does one that ended because a context did, or because an iterator was interrupted. */
    @Test
    void run_bodyEndsQuietly_nextRunsItsOwn() throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();
        Once once = new Once();
        assertThatThrownBy(() -> once.run(ctx::throwIfDone)).isInstanceOf(ContextCancelledException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    Iterator<Object> range = Chan.unbuffered().iterator();
                    Thread.interrupted();
                    once.run(() -> {
                        Thread.currentThread().interrupt();
                        range.next();
                    });
                })
                .isInstanceOf(UncheckedInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(once).hasToString("Once[not done]");

        AtomicInteger ran = new AtomicInteger();
        once.run(ran::incrementAndGet);
        once.run(ran::incrementAndGet);
        assertThat(ran).hasValue(1);
    }

    /** The end of a context ends the wait for another's body, and wins on entry even if all is done. */
    @Test
    void run_cancelled_throwsAndHasNotRun() throws Exception {
        Running running = new Running(null);
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Goroutine<Void> waiter = Goroutine.go(() -> running.once.run(
                        () -> {
                            throw new AssertionError("ran twice");
                        },
                        ctx))
                .parkedOn(running.once);

        ctx.cancel();

        assertThat(waiter.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        running.end.countDown();
        running.first.result();
        assertThatThrownBy(() -> running.once.run(() -> {}, ctx)).isExactlyInstanceOf(ContextCancelledException.class);
        running.once.run(
                () -> {
                    throw new AssertionError("ran twice");
                },
                Context.background());
    }

    /** Who calls it in its own body waits for ever, unless interrupted (ONC-006). */
    @Test
    void run_inItsOwnBody_waitsForItself() throws Exception {
        Once once = new Once();
        Goroutine<Void> goroutine =
                Goroutine.go(() -> once.run(() -> once.run(() -> {}))).parkedOn(once);
        Goroutine.assertStillParked(goroutine);

        assertThat(goroutine.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    /** Interrupted on entry: throws, clears the status, and has not run. */
    @Test
    void run_interruptedOnEntry_throwsAndDoesNotRun() throws Exception {
        Once once = new Once();
        AtomicInteger runs = new AtomicInteger();
        Goroutine<Boolean> goroutine = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> once.run(runs::incrementAndGet)).isExactlyInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(goroutine.result()).isFalse();
        assertThat(runs).hasValue(0);
        once.run(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    /** Interrupted on entry throws also when it is done. */
    @Test
    void run_interruptedOnEntryAndDone_throws() throws Exception {
        Once once = new Once();
        once.run(() -> {});
        Goroutine<Void> goroutine = Goroutine.go(() -> {
            Thread.currentThread().interrupt();
            once.run(() -> {});
        });

        assertThat(goroutine.failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    /** Interrupted while waiting: throws; the body and the others who wait do not notice (ONC-002). */
    @Test
    void run_interruptedWhileWaiting_throwsAndDisturbsNobody() throws Exception {
        Running running = new Running(null);
        Goroutine<Void> other = Goroutine.go(running::runNothing).parkedOn(running.once);
        Goroutine<Void> virtual = Goroutine.go(running::runNothing).parkedOn(running.once);
        Goroutine<Void> platform = Goroutine.platform(running::runNothing).parkedOn(running.once);

        assertThat(virtual.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
        assertThat(platform.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        Goroutine.assertStillParked(other);
        running.end.countDown();
        running.first.result();
        other.result();
    }

    /**
     * An interrupt that races with the end of the body is thrown or kept, and nobody returns before the end (ONC-002).
     */
    @Test
    void run_interruptRacesWithTheEnd_isThrownOrKept() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Running running = new Running(null);
            CountDownLatch interrupted = new CountDownLatch(1);
            Goroutine<Integer> waiter = Goroutine.call(() -> {
                int exceptions = 0;
                try {
                    running.runNothing();
                    assertThat(running.once).hasToString("Once[done]");
                } catch (InterruptedException e) {
                    exceptions++;
                }
                while (interrupted.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return exceptions + (Thread.interrupted() ? 10 : 0);
            });
            Goroutine<Void> ender = Goroutine.go(running.end::countDown);
            waiter.interrupt();
            interrupted.countDown();
            ender.result();
            assertThat(waiter.result()).isIn(1, 10);
            running.first.result();
        }
    }

    /** A missing body is refused by name, and does not count. */
    @Test
    void run_null_throwsAndIsNotDone() {
        Once once = new Once();

        assertThatThrownBy(() -> once.run(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("body");
        assertThat(once).hasToString("Once[not done]");
    }

    /** A call that finds it done allocates nothing (ONC-012). */
    @Test
    void run_done_allocatesNothing() throws Exception {
        int calls = 1_000_000;
        Once once = new Once();
        io.github.goloom.chan.Action<RuntimeException> body = () -> {};
        once.run(body);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            once.run(body);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("bytes of %d calls", calls).isLessThan(calls / 10);
    }

    /** One whose body is running. */
    private static final class Running {
        final Once once = new Once();
        final CountDownLatch end = new CountDownLatch(1);
        final Goroutine<Void> first;

        Running(Exception failure) throws InterruptedException {
            CountDownLatch started = new CountDownLatch(1);
            first = Goroutine.go(() -> once.<Exception>run(() -> {
                started.countDown();
                end.await();
                if (failure != null) {
                    throw failure;
                }
            }));
            started.await();
        }

        void runNothing() throws InterruptedException {
            once.run(() -> {
                throw new AssertionError("ran twice");
            });
        }
    }
}
