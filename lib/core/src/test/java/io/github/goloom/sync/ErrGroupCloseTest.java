package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a group has started outlives its close. */
@SuppressWarnings("MustBeClosedChecker") // the close is what is tested
class ErrGroupCloseTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    /** It interrupts the tasks, and returns when they have ended. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
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
        assertStillRuns(group);

        group.close();

        assertThat(ended).hasValue(10);
        assertThat(group.toString()).startsWith("ErrGroup[0 running");
    }

    /** It waits for a task that takes its time over an interrupt. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_taskEndsLate_waitsForIt(ErrGroup group) throws Exception {
        group.go(() -> Groups.awaitThroughInterrupts(end));
        assertStillRuns(group);
        Goroutine<Void> virtual = Goroutine.go(group::close).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(group::close).parkedOn(group);

        Goroutine.assertStillParked(virtual, platform);
        end.countDown();

        virtual.result();
        platform.result();
    }

    /** An interrupt does not end it, on entry or while it waits, and the status stays. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_interrupted_waitsOnAndKeepsTheStatus(ErrGroup group) throws Exception {
        group.go(() -> Groups.awaitThroughInterrupts(end));
        assertStillRuns(group);
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

    /** To start something afterwards is a mistake, which says so, with a context or without. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void go_closed_throwsIllegalState(ErrGroup group) {
        AtomicInteger started = new AtomicInteger();
        group.close();

        assertOver(() -> group.go(started::incrementAndGet));
        assertOver(() -> group.go("name", started::incrementAndGet));
        assertOver(() -> group.go(started::incrementAndGet, Context.background()));
        assertOver(() -> group.tryGo(started::incrementAndGet));
        assertOver(() -> group.fork(started::incrementAndGet));
        assertOver(() -> group.fork("name", started::incrementAndGet));
        assertThat(started).hasValue(0);
    }

    private static void assertOver(ThrowingCallable start) {
        assertThatThrownBy(start)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the group is over, because it was closed or awaited: ErrGroup[0 running, 0 failed]");
    }

    /** Who waits at the limit is let go, and has started nothing. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_starterAtTheLimit_letsItGo(ErrGroup group) throws Exception {
        group.limit(1);
        group.go(() -> Groups.awaitThroughInterrupts(end));
        assertStillRuns(group);
        AtomicInteger started = new AtomicInteger();
        Goroutine<Boolean> starter =
                Goroutine.call(() -> group.go(started::incrementAndGet)).parkedOn(group);

        Goroutine<Void> closer = Goroutine.go(group::close).parkedOn(group);

        assertThat(starter.result()).isFalse();
        end.countDown();
        closer.result();
        assertThat(started).hasValue(0);
    }

    /** Tasks whose end nobody has asked for are work dropped, which the first close says, and no other. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_nobodyAsked_throwsTheFirstTimeOnly(ErrGroup group) throws Exception {
        group.go(() -> {});

        assertThatThrownBy(group::close)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the group was closed without await or cancel: ErrGroup[0 running, 0 failed]")
                .hasNoCause()
                .hasNoSuppressedExceptions();

        Goroutine.go(group::close).result();
    }

    /** Nor does it say so before the tasks, which it interrupts, have ended. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_nobodyAskedAndTasksRun_joinsThemBeforeItThrows(ErrGroup group) throws Exception {
        group.go(() -> Groups.awaitThroughInterrupts(end));
        Goroutine<Void> closer = Goroutine.go(group::close).parkedOn(group);

        Goroutine.assertStillParked(closer);
        end.countDown();

        assertThat(closer.failure())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("ErrGroup[0 running, 0 failed]");
    }

    /** What has failed unasked is suppressed by what close throws, the first one first, and can still be awaited. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_nobodyAskedAndTasksFailed_suppressesTheFailures(ErrGroup group) throws Exception {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        group.go(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                // goes on to fail
            }
            throw second;
        });
        group.go(() -> {
            throw first;
        });
        Goroutine.until(() ->
                group.toString().endsWith(", 1 failed]") || group.toString().endsWith(", 2 failed]"));
        end.countDown();

        assertThat(catchThrowable(group::close))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("2 failed]")
                .extracting(Throwable::getSuppressed, as(InstanceOfAssertFactories.ARRAY))
                .containsExactly(first, second);
        assertThatThrownBy(group::await).cause().isSameAs(first);
    }

    /** If the block itself throws, that comes out, and what close throws is suppressed by it. */
    @Test
    void close_blockThrows_isSuppressedByThat() {
        IOException failure = new IOException("of the block");

        Throwable thrown = catchThrowable(() -> {
            try (ErrGroup group = new ErrGroup()) {
                group.go(() -> {});
                throw failure;
            }
        });

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).singleElement().isExactlyInstanceOf(IllegalStateException.class);
    }

    /** A failure that an await has told is not told again. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_afterAwait_throwsNothing(ErrGroup group) throws Exception {
        group.go(() -> {
            throw new IOException("broken");
        });
        assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);

        Goroutine.go(group::close).result();
    }

    /** Who started nothing, or was refused, has dropped nothing. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_nothingStarted_throwsNothing(ErrGroup group) throws Exception {
        group.limit(0);
        assertThat(group.tryGo(() -> {})).isFalse();

        Goroutine.go(group::close).result();
    }

    /** Who has asked and did not wait to the end, for lack of time, has asked. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_afterAnAwaitThatTimedOut_throwsNothing(ErrGroup group) throws Exception {
        group.go(never::await);
        assertThat(group.await(Duration.ofMillis(1))).isFalse();

        Goroutine.go(group::close).result();
    }

    /** So has one who was interrupted. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_afterAnAwaitThatWasInterrupted_throwsNothing(ErrGroup group) throws Exception {
        group.go(never::await);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);
        assertThat(waiter.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        Goroutine.go(group::close).result();
    }

    /** So has one whose wait was cancelled. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_afterAnAwaitThatWasCancelled_throwsNothing(ErrGroup group) throws Exception {
        group.go(never::await);
        CancellableContext until = CancellableContext.childOf(Context.background());
        until.cancel();
        assertThatThrownBy(() -> group.await(until)).isExactlyInstanceOf(ContextCancelledException.class);

        Goroutine.go(group::close).result();
    }

    /** A group without a context that was used again after its await has to be awaited again. */
    @Test
    void close_usedAgainAndNotAwaitedAgain_throwsIllegalState() throws Exception {
        ErrGroup group = new ErrGroup();
        group.go(() -> {});
        group.await();
        group.go(() -> {});

        assertThatThrownBy(group::close).isExactlyInstanceOf(IllegalStateException.class);
    }

    private static void assertStillRuns(ErrGroup group) throws Exception {
        assertThat(group.await(Duration.ZERO)).isFalse();
    }
}
