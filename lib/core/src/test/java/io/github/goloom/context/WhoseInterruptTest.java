package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Action;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Wrapper;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code interrupting} takes back the interrupt that it sent, and no other: those of bodies, groups and threads around
 * it arrive.
 */
@SuppressWarnings({"MustBeClosedChecker", "CheckReturnValue"})
class WhoseInterruptTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final CancellableContext outer = CancellableContext.childOf(Context.background());
    private final CancellableContext inner = CancellableContext.childOf(Context.background());
    private final Chan<Signal> never = Chan.unbuffered();

    private static void spinUntil(CancellableContext context) {
        while (!context.isDone() || !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /** An inner body that sees no interrupt before both contexts, or the group, have ended, and then waits. */
    private void meetInside(Chan<Signal> inside, Action<RuntimeException> bothEnd) {
        assertThatThrownBy(() -> inner.interrupting(() -> {
                    inside.send(Signal.SIGNAL);
                    bothEnd.run();
                    never.receive();
                }))
                .isInstanceOf(ContextException.class);
    }

    private static boolean isInterrupted(Goroutine.Action work) throws Exception {
        return Goroutine.call(() -> {
                    work.run();
                    return Thread.currentThread().isInterrupted();
                })
                .result();
    }

    /** A body within a body: if the outer context ends, both end, though there was but one interrupt status. */
    @Test
    void nested_outerEnds_bothAreTold() throws Exception {
        Goroutine<Void> thread = Goroutine.go(() -> outer.interrupting(() -> {
            try (CancellableContext child = outer.withTimeout(HOUR)) {
                child.interrupting((Action<Exception>) never::receive);
            } catch (ContextException e) {
                never.receive();
            }
        }));
        thread.parkedOn(never);

        outer.cancel();

        assertThat(thread.failure()).isInstanceOf(ContextCancelledException.class);
    }

    /**
     * Two interrupts of scopes that meet before the thread sees one are two: the outer body ends after the inner one.
     */
    @Test
    void nested_interruptsMeet_outerIsToldAgain() throws Exception {
        Chan<Signal> inside = Chan.buffered(1);
        Goroutine<Boolean> thread = Goroutine.call(() -> {
            boolean told = false;
            try {
                outer.interrupting(() -> {
                    meetInside(inside, () -> {
                        spinUntil(inner);
                        spinUntil(outer);
                    });
                    never.receive();
                });
            } catch (ContextException e) {
                told = true;
            }
            assertThat(Thread.interrupted()).isFalse();
            return told;
        });
        inside.receive();
        inner.cancel();
        outer.cancel();

        assertThat(thread.result()).isTrue();
    }

    /** Also the other way round: the outer context ends first. */
    @Test
    void nested_outerEndsFirst_outerIsToldAgain() throws Exception {
        Chan<Signal> inside = Chan.buffered(1);
        Goroutine<Void> thread = Goroutine.go(() -> outer.interrupting(() -> {
            meetInside(inside, () -> {
                spinUntil(outer);
                spinUntil(inner);
            });
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            never.receive();
        }));
        inside.receive();
        outer.cancel();
        inner.cancel();

        assertThat(thread.failure()).isInstanceOf(ContextCancelledException.class);
    }

    /** The task of a group that is closed meanwhile hears of it, however many inner bodies it runs. */
    @Test
    void group_closedDuringAnInnerBody_taskIsToldAgain() throws Exception {
        Chan<Signal> inside = Chan.buffered(1);
        AtomicReference<Exception> seen = new AtomicReference<>();
        ErrGroup group = ErrGroup.withContext(Context.background());
        group.go(() -> {
            meetInside(inside, () -> {
                spinUntil(inner);
                while (!group.context().isDone()) {
                    Thread.onSpinWait();
                }
            });
            try {
                never.receive();
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        inside.receive();
        inner.cancel();
        ((CancellableContext) group.context()).cancel();
        group.await();

        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    }

    /** A task of an executor of a context, likewise. */
    @Test
    void executor_endsDuringAnInnerBody_taskIsToldAgain() throws Exception {
        Executor executor = ContextBridges.executor(outer);
        Chan<Signal> inside = Chan.buffered(1);
        Chan<Boolean> told = Chan.buffered(1);
        executor.execute(() -> {
            meetInside(inside, () -> {
                spinUntil(inner);
                spinUntil(outer);
            });
            told.trySend(Thread.currentThread().isInterrupted());
        });
        inside.receive();
        inner.cancel();
        outer.cancel();

        assertThat(told.receive()).isTrue();
    }

    /** A status that somebody else set before the context ended is theirs. */
    @Test
    void interrupting_statusSetBeforeTheEnd_staysSet() throws Exception {
        boolean interrupted = isInterrupted(() -> assertThatThrownBy(() -> inner.interrupting(() -> {
                    Thread.currentThread().interrupt();
                    inner.cancel();
                }))
                .isInstanceOf(ContextException.class));

        assertThat(interrupted).isTrue();
    }

    /** One interrupt is the context's; one more is somebody else's. */
    @Test
    void interrupting_interruptedOnceMore_staysSet() throws Exception {
        boolean interrupted = isInterrupted(() -> assertThatThrownBy(() -> inner.interrupting(() -> {
                    inner.cancel();
                    try {
                        never.receive();
                    } finally {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(ContextException.class));

        assertThat(interrupted).isTrue();
    }

    /**
     * One that comes between the context's own and the moment at which the thread sees it is one more, though there is
     * but one status.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interrupting_anotherMeetsItsOwn_staysSet(boolean platform) throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        Goroutine.Action work = () -> {
            Thread self = Thread.currentThread();
            assertThatThrownBy(() -> inner.interrupting(() -> {
                        Go.go(inner::cancel);
                        spinUntil(inner);
                        Thread other = Go.go(self::interrupt);
                        while (other.isAlive()) {
                            Thread.onSpinWait();
                        }
                        never.receive(); // sees both
                    }))
                    .isInstanceOf(ContextException.class);
            interrupted.set(Thread.interrupted());
        };
        (platform ? Goroutine.platform(work) : Goroutine.go(work)).result();

        assertThat(interrupted).isTrue();
    }

    /** A body that reads from a channel of java.nio is interrupted in it, and so is the next. */
    @Test
    void interrupting_bodyInAChannelOfNio_isInterruptedThere() throws Exception {
        for (int i = 0; i < 2; i++) {
            CancellableContext context = CancellableContext.childOf(Context.background());
            Pipe pipe = Pipe.open();
            Chan<Signal> inside = Chan.unbuffered();
            Goroutine<Boolean> thread = Goroutine.call(() -> {
                assertThatThrownBy(() -> context.interrupting(() -> {
                            inside.send(Signal.SIGNAL);
                            pipe.source().read(ByteBuffer.allocate(1));
                        }))
                        .isInstanceOf(ContextException.class)
                        .satisfies(error -> assertThat(error.getSuppressed())
                                .hasExactlyElementsOfTypes(ClosedByInterruptException.class));
                return Thread.interrupted();
            });
            inside.receive();
            context.cancel();

            assertThat(thread.result()).isFalse();
            pipe.sink().close();
        }
    }

    /** The context's own is taken back, whether the body threw because of it or not. */
    @Test
    void interrupting_interruptedByTheContextOnly_isTakenBack() throws Exception {
        for (Go.Task body : new Go.Task[] {never::receive, () -> {}, () -> Thread.sleep(HOUR)}) {
            CancellableContext context = CancellableContext.childOf(Context.background());
            boolean interrupted = isInterrupted(() -> assertThatThrownBy(() -> context.interrupting(() -> {
                        context.cancel();
                        body.run();
                    }))
                    .isInstanceOf(ContextException.class));

            assertThat(interrupted).isFalse();
        }
    }

    /**
     * Somebody else's interrupt comes first, then the context ends without having to interrupt: its error comes out,
     * and the status stays set.
     */
    @Test
    void interrupting_doneAfterSomebodyElsesInterrupt_throwsTheErrorAndKeepsTheStatus() throws Exception {
        Chan<Signal> entered = Chan.unbuffered();
        Early context = new Early();
        Goroutine<Boolean> thread = Goroutine.call(() -> {
            assertThatThrownBy(() -> context.interrupting((Action<Exception>) entered::receive))
                    .isInstanceOf(ContextException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(InterruptedException.class));
            return Thread.interrupted();
        });
        thread.parkedOn(entered);
        context.isDone = true;
        thread.interrupt();

        assertThat(thread.result()).isTrue();
    }

    /** A context that says that it is done before its channel is closed. */
    private static final class Early extends Wrapper {
        private final Chan<Void> done = Chan.unbuffered();
        private volatile boolean isDone;

        Early() {
            super(Context.background());
        }

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public boolean isDone() {
            return isDone;
        }

        @Override
        public ContextException err() {
            return isDone ? new ContextCancelledException("done", null) : null;
        }
    }

    /** A thread whose interrupt takes its time, as that of one in a channel of java.nio may. */
    private static final class Slow extends Thread {
        final AtomicBoolean interrupting = new AtomicBoolean();
        final AtomicBoolean released = new AtomicBoolean();

        Slow(Runnable body) {
            super(body);
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            interrupting.set(true);
            while (!released.get()) {
                LockSupport.parkNanos(1_000_000);
            }
            super.interrupt();
        }
    }

    /** The end of a body waits for an interrupt that is on its way, so that it does not arrive later. */
    @Test
    void interrupting_interruptOnItsWay_isWaitedFor() throws Exception {
        Chan<Boolean> after = Chan.buffered(1);
        AtomicReference<Slow> self = new AtomicReference<>();
        AtomicBoolean inside = new AtomicBoolean();
        Slow slow = new Slow(() -> {
            try {
                inner.interrupting(() -> {
                    inside.set(true);
                    while (!self.get().interrupting.get()) {
                        Thread.onSpinWait();
                    }
                });
            } catch (Exception e) {
                after.trySend(Thread.currentThread().isInterrupted());
            }
        });
        self.set(slow);
        slow.start();
        Goroutine.until(inside::get);
        Goroutine<Void> canceller = Goroutine.platform(inner::cancel);
        Goroutine.until(() -> slow.getState() == Thread.State.WAITING && LockSupport.getBlocker(slow) != null);
        assertThat(after.size()).isZero();
        slow.released.set(true);

        assertThat(after.receive()).isFalse();
        canceller.result();
    }
}
