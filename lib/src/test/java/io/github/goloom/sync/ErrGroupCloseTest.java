package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a group has started outlives its close. */
@SuppressWarnings("MustBeClosedChecker") // the close is what is tested
class ErrGroupCloseTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    static Stream<ErrGroup> groups() {
        return Stream.of(new ErrGroup(), ErrGroup.withContext(Context.background()));
    }

    /** It interrupts the tasks, and returns when they have ended. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_tasksRun_interruptsAndJoinsThem(ErrGroup group) throws Exception {
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            group.go(() -> {
                try {
                    never.await();
                } finally {
                    ended.incrementAndGet();
                }
            });
        }

        group.close();

        assertThat(ended).hasValue(10);
        assertThat(group.toString()).startsWith("ErrGroup[0 running");
    }

    /** It waits for a task that takes its time over an interrupt. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_taskEndsLate_waitsForIt(ErrGroup group) throws Exception {
        group.go(this::awaitEndThroughInterrupts);
        Goroutine<Void> virtual = Goroutine.go(group::close).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(group::close).parkedOn(group);

        Goroutine.assertStillParked(virtual, platform);
        end.countDown();

        virtual.result();
        platform.result();
    }

    /** An interrupt does not end it, on entry or while it waits, and the status stays. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_interrupted_waitsOnAndKeepsTheStatus(ErrGroup group) throws Exception {
        group.go(this::awaitEndThroughInterrupts);
        Goroutine<Boolean> before = Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    group.close();
                    return Thread.interrupted();
                })
                .parkedOn(group);
        Goroutine<Boolean> during = Goroutine.call(() -> {
                    group.close();
                    return Thread.interrupted();
                })
                .parkedOn(group);

        during.interrupt();
        Goroutine.assertStillParked(before, during);
        end.countDown();

        assertThat(before.result()).isTrue();
        assertThat(during.result()).isTrue();
    }

    /** It cancels the context. */
    @Test
    void close_groupWithContext_cancelsIt() {
        ErrGroup group = ErrGroup.withContext(Context.background());

        group.close();

        assertThat(group.context().err()).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** Nothing starts afterwards, with a context or without. */
    @ParameterizedTest
    @MethodSource("groups")
    void go_closed_returnsFalse(ErrGroup group) throws Exception {
        group.close();

        assertThat(group.go(() -> {})).isFalse();
        assertThat(group.tryGo(() -> {})).isFalse();
    }

    /** Who waits at the limit is let go, and has started nothing. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_starterAtTheLimit_letsItGo(ErrGroup group) throws Exception {
        group.limit(1);
        group.go(this::awaitEndThroughInterrupts);
        AtomicInteger started = new AtomicInteger();
        Goroutine<Boolean> starter =
                Goroutine.call(() -> group.go(started::incrementAndGet)).parkedOn(group);

        Goroutine<Void> closer = Goroutine.go(group::close).parkedOn(group);

        assertThat(starter.result()).isFalse();
        end.countDown();
        closer.result();
        assertThat(started).hasValue(0);
    }

    /** A failure before it can still be awaited; it throws none itself. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_taskThrew_throwsNothing(ErrGroup group) throws Exception {
        IOException failure = new IOException("broken");
        group.go(() -> {
            throw failure;
        });
        Goroutine.until(() -> group.toString().equals("ErrGroup[0 running, 1 failed]"));

        group.close();

        assertThatThrownBy(group::await).cause().isSameAs(failure);
    }

    /** Closing again does nothing. */
    @ParameterizedTest
    @MethodSource("groups")
    void close_twice_doesNothing(ErrGroup group) throws Exception {
        group.go(() -> {});
        group.close();

        Goroutine.go(group::close).result();
    }

    private void awaitEndThroughInterrupts() {
        for (; ; ) {
            try {
                end.await();
                return;
            } catch (InterruptedException e) {
                // waits on
            }
        }
    }
}
