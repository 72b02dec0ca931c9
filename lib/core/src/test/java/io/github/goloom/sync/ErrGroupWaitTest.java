package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ends a wait for a place or for the end of the tasks, and what does not: interrupts, timeouts, cancellations,
 * close.
 */
class ErrGroupWaitTest {
    private final CountDownLatch end = new CountDownLatch(1);

    /** Interrupted on entry: await throws and clears the status, although nothing runs. */
    @Test
    void await_interruptedOnEntry_throwsAndClearsTheStatus() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Goroutine<Boolean> waiter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(group::await).isExactlyInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });

            assertThat(waiter.result()).isFalse();
        }
    }

    /** Interrupted while parked: await throws; the tasks and the others who wait do not notice. */
    @Test
    void await_interruptedWhileParked_throwsAndDisturbsNobody() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(end::await);
            Goroutine<Void> other = Goroutine.go(group::await).parkedOn(group);
            Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);

            assertThat(virtual.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
            assertThat(platform.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

            Goroutine.assertStillParked(other);
            assertThat(group.context().isDone()).isFalse();
            end.countDown();
            other.result();
        }
    }

    /** Interrupted on entry: go throws, clears the status, and starts nothing. */
    @Test
    void go_interruptedOnEntry_throwsAndStartsNothing() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            AtomicInteger started = new AtomicInteger();
            Goroutine<Boolean> starter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> group.go(started::incrementAndGet))
                        .isExactlyInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });

            assertThat(starter.result()).isFalse();
            group.await();
            assertThat(started).hasValue(0);
        }
    }

    /** Interrupted at the limit: go throws and starts nothing; who waits behind it gets the next place. */
    @Test
    void go_interruptedAtTheLimit_throwsAndLeavesThePlaceToTheNext() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.go(end::await);
            AtomicInteger started = new AtomicInteger();
            Goroutine<Boolean> virtual =
                    Goroutine.call(() -> group.go(started::incrementAndGet)).parkedOn(group);
            Goroutine<Void> platform =
                    Goroutine.platform(() -> group.go(started::incrementAndGet)).parkedOn(group);
            Goroutine<Boolean> next = Goroutine.call(() -> group.go(() -> {})).parkedOn(group);

            assertThat(virtual.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
            assertThat(platform.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
            Goroutine.assertStillParked(next);
            end.countDown();

            assertThat(next.result()).isTrue();
            group.await();
            assertThat(started).hasValue(0);
        }
    }

    /** A cancellation at the limit throws its error and starts nothing; who waits behind it gets the next place. */
    @Test
    void go_cancelledAtTheLimit_throwsItsErrorAndLeavesThePlaceToTheNext() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(1);
            group.go(end::await);
            AtomicInteger started = new AtomicInteger();
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Boolean> virtual = Goroutine.call(() -> group.go(started::incrementAndGet, until))
                    .parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(() -> group.go(started::incrementAndGet, until))
                    .parkedOn(group);
            Goroutine<Boolean> next = Goroutine.call(() -> group.go(() -> {})).parkedOn(group);
            IOException cause = new IOException("cause");

            until.cancel(cause);

            assertThat(virtual.failure())
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasCause(cause);
            assertThat(platform.failure()).isExactlyInstanceOf(ContextCancelledException.class);
            Goroutine.assertStillParked(next);
            end.countDown();
            assertThat(next.result()).isTrue();
            group.await();
            assertThat(started).hasValue(0);
        }
    }

    /** The end of the parent meanwhile is no error of the cancellation: go returns false, and await tells why. */
    @Test
    void go_parentEndsAtTheLimitBeforeTheCancellation_returnsFalse() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.limit(0);
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Boolean> virtual =
                    Goroutine.call(() -> group.go(() -> {}, until)).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(
                            () -> assertThat(group.go(() -> {}, until)).isFalse())
                    .parkedOn(group);

            parent.cancel();

            assertThat(virtual.result()).isFalse();
            platform.result();
            assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
        }
    }

    /** A place in time is taken, and the cancellation does not concern the task any more. */
    @Test
    void go_placeComesBeforeTheCancellation_starts() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(1);
            CountDownLatch first = new CountDownLatch(1);
            group.go(first::await);
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Boolean> starter =
                    Goroutine.call(() -> group.go(end::await, until)).parkedOn(group);

            first.countDown();
            assertThat(starter.result()).isTrue();
            until.cancel();
            assertThat(group.await(Duration.ofMillis(1))).isFalse();
            end.countDown();

            group.await();
        }
    }

    /** Interrupted at the limit, with a cancellation that has not ended: go throws and starts nothing. */
    @Test
    void go_interruptedAtTheLimitWithACancellation_throwsAndStartsNothing() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(0);
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Boolean> starter =
                    Goroutine.call(() -> group.go(() -> {}, until)).parkedOn(group);

            assertThat(starter.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

            group.limit(1);
            assertThat(group.tryGo(() -> {})).isTrue();
            group.await();
        }
    }

    /** A cancellation that is done on entry wins, although there is a place, and leaves the interrupt status. */
    @Test
    void go_cancelledAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            AtomicInteger started = new AtomicInteger();
            CancellableContext until = CancellableContext.childOf(Context.background());
            until.cancel();
            Goroutine<Boolean> starter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> group.go(started::incrementAndGet, until))
                        .isExactlyInstanceOf(ContextCancelledException.class);
                return Thread.currentThread().isInterrupted();
            });

            assertThat(starter.result()).isTrue();
            group.await();
            assertThat(started).hasValue(0);
        }
    }

    /** Zero and negative times only look. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void await_noTime_onlyLooks(long seconds) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Duration none = Duration.ofSeconds(seconds);
            assertThat(group.await(none)).isTrue();
            group.go(end::await);

            assertThat(group.await(none)).isFalse();

            end.countDown();
            assertThat(group.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        }
    }

    /** A wait that runs out of time has waited that long, and leaves the context and the tasks alone. */
    @Test
    void await_timeRunsOut_returnsFalseAndDisturbsNothing() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(end::await);
            long start = System.nanoTime();

            assertThat(group.await(Duration.ofMillis(20))).isFalse();

            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
            assertThat(group.context().isDone()).isFalse();
            end.countDown();
            group.await();
        }
    }

    /** A failure does not come out while another task runs, however long one looks. */
    @Test
    void await_failedButStillRunning_returnsFalse() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.go(end::await);
            group.go(() -> {
                throw new IOException("broken");
            });
            Goroutine.until(() -> group.toString().equals("ErrGroup[1 running, 1 failed]"));

            assertThat(group.await(Duration.ofMillis(1))).isFalse();

            end.countDown();
            assertThatThrownBy(() -> group.await(Duration.ofSeconds(30))).isExactlyInstanceOf(ExecutionException.class);
        }
    }

    /** A cancellation that is done on entry wins, whether tasks run or not, and leaves the interrupt status. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_cancelledAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus(boolean running) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            if (running) {
                group.go(end::await);
            }
            CancellableContext until = CancellableContext.childOf(Context.background());
            until.cancel();
            Goroutine<Boolean> waiter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> group.await(until)).isExactlyInstanceOf(ContextCancelledException.class);
                return Thread.currentThread().isInterrupted();
            });

            assertThat(waiter.result()).isTrue();
        }
    }

    /** A cancellation while parked ends the wait, and not the tasks. */
    @Test
    void await_cancelledWhileParked_throwsTheErrorAndDisturbsNothing() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(end::await);
            CancellableContext until = CancellableContext.childOf(Context.background());
            Goroutine<Void> virtual = Goroutine.go(() -> group.await(until)).parkedOn(group);
            Goroutine<Void> platform =
                    Goroutine.platform(() -> group.await(until)).parkedOn(group);

            until.cancel();

            assertThat(virtual.failure()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(platform.failure()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(group.context().isDone()).isFalse();
            end.countDown();
            group.await();
        }
    }

    /** Missing arguments are refused by name. */
    @Test
    void await_null_throwsNamingTheArgument() {
        try (ErrGroup group = new ErrGroup()) {
            assertThatThrownBy(() -> group.await((Cancellation) null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("until");
            assertThatThrownBy(() -> group.await((Duration) null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("timeout");
        }
    }
}
