package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A wait for a signal that ends otherwise takes no signal with it, and holds the lock: what Go has not (CND-014). */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"
}) // a test that fails leaves its lock locked, and each is about one wait
@Tag("proof")
class CondLeaveTest {
    private static final int ROUNDS = 2_000;

    private final Mutex mutex = new Mutex();
    private final Cond cond = new Cond(mutex);

    /** What ends a wait. */
    enum Leaving {
        INTERRUPTED(InterruptedException.class),
        CANCELLED(ContextCancelledException.class),
        TIMED_OUT(null);

        final Class<? extends Exception> failure;

        Leaving(Class<? extends Exception> failure) {
            this.failure = failure;
        }

        boolean await(Cond cond, Context ctx) throws InterruptedException {
            switch (this) {
                case INTERRUPTED -> cond.await();
                case CANCELLED -> cond.await(ctx);
                case TIMED_OUT -> {
                    return cond.await(Duration.ofNanos(100_000));
                }
            }
            return true;
        }

        void end(Goroutine<?> waiting, CancellableContext ctx) {
            switch (this) {
                case INTERRUPTED -> waiting.interrupt();
                case CANCELLED -> ctx.cancel();
                case TIMED_OUT -> spin(20_000);
            }
        }
    }

    /**
     * Waits under the lock, and checks that it is held afterwards, however the wait ended; returns whether it was
     * signalled.
     */
    private boolean waitOnce(Leaving way, Context ctx) {
        mutex.lock();
        try {
            return way.await(cond, ctx);
        } catch (InterruptedException | ContextCancelledException e) {
            assertThat(e).isExactlyInstanceOf(way.failure);
            return false;
        } finally {
            assertThat(mutex.tryLock()).isFalse();
            mutex.unlock();
        }
    }

    private static void spin(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    private static CancellableContext context() {
        return CancellableContext.childOf(Context.background());
    }

    /** It leaves, and takes the lock again before it does. */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void await_ended_takesTheLockAgain(Leaving way) throws Exception {
        CancellableContext ctx = context();
        Goroutine<Boolean> virtual = Goroutine.call(() -> waitOnce(way, ctx));
        Goroutine<Void> platform =
                Goroutine.platform(() -> assertThat(waitOnce(way, ctx)).isFalse());
        if (way != Leaving.TIMED_OUT) {
            virtual.parkedOn(cond);
            platform.parkedOn(cond);
            way.end(virtual, ctx);
            way.end(platform, ctx);
        }
        assertThat(virtual.result()).isFalse();
        platform.result();
        assertThat(mutex).hasToString("Mutex[unlocked]");
    }

    /** Ended while the lock is held by another, it waits for that one. */
    @ParameterizedTest
    @EnumSource(value = Leaving.class, names = "TIMED_OUT", mode = EnumSource.Mode.EXCLUDE)
    void await_endedWhileTheLockIsHeld_waitsForTheLock(Leaving way) throws Exception {
        CancellableContext ctx = context();
        Goroutine<Boolean> waiting = Goroutine.call(() -> waitOnce(way, ctx)).parkedOn(cond);
        mutex.lock();

        way.end(waiting, ctx);

        waiting.parkedOn(mutex);
        Goroutine.assertStillParked(waiting);
        mutex.unlock();
        assertThat(waiting.result()).isFalse();
    }

    /** Who has left takes no signal: it goes to the next. */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void signal_firstHasLeft_wakesTheNext(Leaving way) throws Exception {
        CancellableContext ctx = context();
        Goroutine<Boolean> leaves = Goroutine.call(() -> waitOnce(way, ctx));
        if (way != Leaving.TIMED_OUT) {
            way.end(leaves.parkedOn(cond), ctx);
        }
        Goroutine<Boolean> next =
                Goroutine.call(() -> waitOnce(Leaving.CANCELLED, context())).parkedOn(cond);
        assertThat(leaves.result()).isFalse();

        cond.signal();

        assertThat(next.result()).isTrue();
    }

    /** A signal that races with the end is taken by the first, or by the next, and never by none or both. */
    @ParameterizedTest
    @EnumSource(Leaving.class)
    void signal_racesWithTheEnd_wakesTheFirstOrTheNext(Leaving way) throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < ROUNDS; i++) {
            CancellableContext ctx = context();
            CancellableContext patience = context();
            mutex.lock();
            Goroutine<Boolean> first = Goroutine.call(() -> {
                try {
                    return way.await(cond, ctx); // the lock is that of the test
                } catch (InterruptedException | ContextCancelledException e) {
                    return false;
                } finally {
                    mutex.unlock();
                }
            });
            Goroutine<Boolean> next = Goroutine.call(() -> waitOnce(Leaving.CANCELLED, patience));
            next.parkedOn(cond);
            if (random.nextInt(4) > 0) {
                Goroutine<Void> end = Goroutine.go(() -> way.end(first, ctx));
                spin(random.nextInt(2_000));
                cond.signal();
                end.result();
            } else {
                cond.signal();
            }
            if (first.result()) {
                assertThat(next.isDone()).isFalse();
                cond.signal();
            }
            assertThat(next.result()).as("round %d", i).isTrue();
        }
        assertThat(mutex).hasToString("Mutex[unlocked]");
    }

    /** If the signal came first, an interrupt while the lock is taken again stays in the status. */
    @Test
    void await_interruptedAfterTheSignal_returnsAndKeepsTheStatus() throws Exception {
        Goroutine<Boolean> waiting = Goroutine.call(() -> {
            mutex.lock();
            cond.await();
            mutex.unlock();
            return Thread.currentThread().isInterrupted();
        });
        waiting.parkedOn(cond);
        mutex.lock();
        cond.signal();
        waiting.parkedOn(mutex).interrupt();
        Goroutine.assertStillParked(waiting);
        mutex.unlock();

        assertThat(waiting.result()).isTrue();
    }

    /** If the signal came first, the end of the context does not matter. */
    @Test
    void await_cancelledAfterTheSignal_returnsNormally() throws Exception {
        CancellableContext ctx = context();
        Goroutine<Boolean> waiting =
                Goroutine.call(() -> waitOnce(Leaving.CANCELLED, ctx)).parkedOn(cond);
        mutex.lock();
        cond.signal();
        waiting.parkedOn(mutex);
        ctx.cancel();
        mutex.unlock();

        assertThat(waiting.result()).isTrue();
    }

    /** Interrupted on entry it throws, and does not let go of the lock meanwhile. */
    @Test
    void await_interruptedOnEntry_throwsAndKeepsTheLock() throws Exception {
        for (Leaving way : Leaving.values()) {
            Goroutine<Boolean> status = Goroutine.call(() -> {
                mutex.lock();
                Goroutine<Void> other = Goroutine.go(mutex::lock).parkedOn(mutex);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> way.await(cond, context())).isExactlyInstanceOf(InterruptedException.class);
                boolean interrupted = Thread.currentThread().isInterrupted();
                Goroutine.assertStillParked(other);
                mutex.unlock();
                other.result();
                mutex.unlock();
                return interrupted;
            });
            assertThat(status.result()).isFalse();
        }
    }

    /** Done on entry wins, also over the status, which stays; the lock is not let go. */
    @Test
    void await_doneOnEntry_throwsAndKeepsTheLock() throws Exception {
        CancellableContext ctx = context();
        ctx.cancel();
        mutex.lock();
        Goroutine<Void> other = Goroutine.go(mutex::lock).parkedOn(mutex);
        Goroutine<Boolean> status = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> cond.await(ctx)).isExactlyInstanceOf(ContextCancelledException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(status.result()).isTrue();
        Goroutine.assertStillParked(other);
        mutex.unlock();
        other.result();
    }

    /** A cancellation without a channel is refused; nothing is in the queue, and the lock is held. */
    @Test
    void await_doneIsNull_throwsAndIsNotInTheQueue() throws Exception {
        Cancellation broken = new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                return null;
            }

            @Override
            public RuntimeException err() {
                return null;
            }

            @Override
            public boolean isDone() {
                return false;
            }
        };
        mutex.lock();
        assertThatThrownBy(() -> cond.await(broken)).isExactlyInstanceOf(NullPointerException.class);
        assertThat(mutex.tryLock()).isFalse();
        mutex.unlock();
        Goroutine<Boolean> next =
                Goroutine.call(() -> waitOnce(Leaving.CANCELLED, context())).parkedOn(cond);
        cond.signal();
        assertThat(next.result()).isTrue();
    }

    /** Null is refused by name, and the lock is held. */
    @Test
    void await_null_throwsNamingTheArgument() {
        mutex.lock();
        for (String name : List.of("until", "timeout")) {
            assertThatThrownBy(() -> {
                        if ("until".equals(name)) {
                            cond.await((Cancellation) null);
                        } else {
                            cond.await((Duration) null);
                        }
                    })
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage(name);
        }
        assertThat(mutex).hasToString("Mutex[locked]");
    }
}
