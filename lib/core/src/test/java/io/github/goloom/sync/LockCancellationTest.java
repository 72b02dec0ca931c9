package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock that is waited for until a context ends or a length of time is over: what Go has not (MTX-015). */
@SuppressWarnings("LockNotBeforeTry") // a test that fails leaves its lock locked
class LockCancellationTest {
    /** A lock, and one that excludes it: another or the same. */
    record Pair(String name, Object blocker, CancellableLock lock, CancellableLock other) {
        @Override
        public String toString() {
            return name;
        }

        void assertFree() {
            for (CancellableLock each : List.of(lock, other)) {
                assertThat(each.tryLock()).as("free: %s", each).isTrue();
                each.unlock();
            }
        }

        Goroutine<Boolean> waits(Cancellation until) {
            return Goroutine.call(() -> locks(until)).parkedOn(blocker);
        }

        private boolean locks(Cancellation until) throws InterruptedException {
            lock.lock(until);
            lock.unlock();
            return true;
        }
    }

    static Stream<Pair> pairs() {
        Mutex mutex = new Mutex();
        RWMutex one = new RWMutex();
        RWMutex two = new RWMutex();
        RWMutex three = new RWMutex();
        return Stream.of(
                new Pair("Mutex", mutex, mutex, mutex),
                new Pair("write lock", one, one.writeLock(), one.writeLock()),
                new Pair("write lock against a reader", two, two.writeLock(), two.readLock()),
                new Pair("read lock against a writer", three, three.readLock(), three.writeLock()));
    }

    private static CancellableContext cancelled() {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        ctx.cancel();
        return ctx;
    }

    /** As long as the context lives, it is a lock like any. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_contextLives_locksOnceFree(Pair pair) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        assertThat(pair.locks(ctx)).isTrue();
        pair.other.lock();
        Goroutine<Boolean> waiting = pair.waits(ctx);

        pair.other.unlock();

        assertThat(waiting.result()).isTrue();
        pair.assertFree();
    }

    /** Done on entry it wins, although the lock is free. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_doneOnEntryFree_throwsAndLocksNothing(Pair pair) {
        assertThatThrownBy(() -> pair.lock.lock(cancelled())).isExactlyInstanceOf(ContextCancelledException.class);
        pair.assertFree();
    }

    /** Done on entry and interrupted: the error, and the status stays. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_doneAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus(Pair pair) throws Exception {
        Boolean kept = Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> pair.lock.lock(cancelled()))
                            .isExactlyInstanceOf(ContextCancelledException.class);
                    return Thread.currentThread().isInterrupted();
                })
                .result();

        assertThat(kept).isTrue();
        pair.assertFree();
    }

    /** Interrupted on entry, although free and not done: nothing is locked. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_interruptedOnEntry_throwsAndLocksNothing(Pair pair) throws Exception {
        Goroutine<Boolean> interrupted = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            return pair.locks(CancellableContext.childOf(Context.background()));
        });

        assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedException.class);
        pair.assertFree();
    }

    /** Cancelled while they wait, goroutine and platform thread leave with the error; the holder goes on. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_cancelledWhileWaiting_throwsAndLocksNothing(Pair pair) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        pair.other.lock();
        Goroutine<Boolean> virtual = pair.waits(ctx);
        Goroutine<Void> platform = Goroutine.platform(() -> pair.locks(ctx)).parkedOn(pair.blocker);

        ctx.cancel();

        assertThat(virtual.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(platform.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(pair.lock.tryLock()).isFalse();
        pair.other.unlock();
        pair.assertFree();
    }

    /** Out of time while it waits. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_deadlineWhileWaiting_throwsAndLocksNothing(Pair pair) {
        pair.other.lock();
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofMillis(5))) {
            assertThatThrownBy(() -> pair.lock.lock(ctx)).isExactlyInstanceOf(DeadlineExceededException.class);
        }
        pair.other.unlock();
        pair.assertFree();
    }

    /** Interrupted while it waits for a context that lives. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_interruptedWhileWaiting_throwsAndLocksNothing(Pair pair) throws Exception {
        pair.other.lock();
        Goroutine<Boolean> waiting = pair.waits(CancellableContext.childOf(Context.background()));

        assertThat(waiting.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        pair.other.unlock();
        pair.assertFree();
    }

    /** What is cancelled after it has locked stays locked. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_cancelledAfterwards_staysLocked(Pair pair) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        pair.lock.lock(ctx);

        ctx.cancel();

        assertThat(pair.other.tryLock()).isFalse();
        pair.lock.unlock();
        pair.assertFree();
    }

    /** The one that leaves does not take the turn of the one behind it. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_firstWaiterCancelled_theNextLocks(Pair pair) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        pair.other.lock();
        Goroutine<Boolean> first = pair.waits(ctx);
        Goroutine<Boolean> second = pair.waits(CancellableContext.childOf(Context.background()));
        ctx.cancel();
        pair.other.unlock();

        assertThat(second.result()).isTrue();
        assertThat(first.failure()).isExactlyInstanceOf(ContextCancelledException.class);
        pair.assertFree();
    }

    /** One without a channel is refused by name, and nothing is locked or left in the queue. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_doneIsNull_throwsAndIsNotInTheQueue(Pair pair) throws Exception {
        pair.other.lock();
        assertThatThrownBy(() -> pair.lock.lock(new Broken(null))).isExactlyInstanceOf(NullPointerException.class);
        Goroutine<Boolean> next = pair.waits(CancellableContext.childOf(Context.background()));

        pair.other.unlock();

        assertThat(next.result()).isTrue();
        pair.assertFree();
    }

    /** One that has ended without an error is named, on entry and after a wait. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_doneWithoutError_throwsIllegalState(Pair pair) throws Exception {
        Chan<Void> done = Chan.unbuffered();
        pair.other.lock();
        Goroutine<Boolean> waiting = pair.waits(new Broken(done));

        done.close();

        assertThat(waiting.failure()).isExactlyInstanceOf(IllegalStateException.class);
        pair.other.unlock();
        assertThatThrownBy(() -> pair.lock.lock(new Broken(done))).isExactlyInstanceOf(IllegalStateException.class);
        pair.assertFree();
    }

    /** Null is refused by name. */
    @ParameterizedTest
    @MethodSource("pairs")
    void lock_null_throwsNamingTheArgument(Pair pair) {
        assertThatThrownBy(() -> pair.lock.lock(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("until");
        assertThatThrownBy(() -> pair.lock.tryLock(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("timeout");
        pair.assertFree();
    }

    /** No time is one try: true if free, false if held. */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLockDuration_zeroOrNegative_triesOnce(Pair pair) throws Exception {
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThat(pair.lock.tryLock(none)).isTrue();
            assertThat(pair.other.tryLock(none)).isFalse();
            pair.lock.unlock();
        }
        pair.assertFree();
    }

    /** The longest time has no end. */
    @ParameterizedTest
    @MethodSource("pairs")
    void tryLockDuration_huge_waitsForTheUnlock(Pair pair) throws Exception {
        for (Duration huge : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE / 2 - 1))) {
            pair.other.lock();
            Goroutine<Boolean> waiting =
                    Goroutine.call(() -> pair.lock.tryLock(huge)).parkedOn(pair.blocker);
            Goroutine.assertStillParked(waiting);

            pair.other.unlock();

            assertThat(waiting.result()).isTrue();
            pair.lock.unlock();
        }
        pair.assertFree();
    }

    /** A cancellation that breaks a promise. */
    private record Broken(ReceiveChan<Void> done) implements Cancellation {
        @Override
        public RuntimeException err() {
            return null;
        }

        @Override
        public boolean isDone() {
            return done != null && done.isClosed();
        }
    }
}
