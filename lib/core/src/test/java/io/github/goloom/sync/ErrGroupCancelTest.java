package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who cancels a group does not need its tasks any more. */
@SuppressWarnings("MustBeClosedChecker") // some are closed by what is tested
class ErrGroupCancelTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    /** It interrupts the tasks, which await then tells as the end of a context. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_tasksRun_interruptsThemAndAwaitThrows(ErrGroup group) throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            group.go(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    throw e;
                }
            });
        }

        group.cancel();

        assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(interrupted).hasValue(10);
        assertThat(group).hasToString("ErrGroup[0 running, 0 failed]");
    }

    /** It does not wait for the tasks. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_taskEndsLate_returnsAtOnce(ErrGroup group) throws Exception {
        group.go(() -> Groups.awaitThroughInterrupts(end));

        Goroutine.go(group::cancel).result();

        assertThat(group).hasToString("ErrGroup[1 running, 0 failed]");
        end.countDown();
        group.await();
    }

    /** Nothing is started afterwards, which is no mistake, but await tells it. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void go_cancelled_returnsFalseAndAwaitThrows(ErrGroup group) throws Exception {
        AtomicInteger started = new AtomicInteger();
        group.cancel();

        assertThat(group.go(started::incrementAndGet)).isFalse();
        assertThat(group.go("name", started::incrementAndGet)).isFalse();
        assertThat(group.go(started::incrementAndGet, Context.background())).isFalse();
        assertThat(group.tryGo(started::incrementAndGet)).isFalse();

        assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(started).hasValue(0);
    }

    /** Who waits at the limit is let go, and has started nothing. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_starterAtTheLimit_letsItGo(ErrGroup group) throws Exception {
        group.limit(0);
        Goroutine<Boolean> virtual = Goroutine.call(() -> group.go(() -> {})).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(
                        () -> assertThat(group.go(() -> {})).isFalse())
                .parkedOn(group);

        group.cancel();

        assertThat(virtual.result()).isFalse();
        platform.result();
        assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
    }

    /** It is the end of the context of the group, and not of the parent. */
    @Test
    void cancel_groupWithContext_endsItAndNotTheParent() {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.cancel();

            assertThat(group.context().err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(parent.isDone()).isFalse();
        }
    }

    /** If all was done before, await returns. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_allDone_awaitReturns(ErrGroup group) throws Exception {
        group.go(() -> {});
        Goroutine.until(() -> group.toString().equals("ErrGroup[0 running, 0 failed]"));

        group.cancel();

        Goroutine.go(group::await).result();
    }

    /** A failure before it is what await throws. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_afterAFailure_awaitThrowsThat(ErrGroup group) throws Exception {
        IOException failure = new IOException("broken");
        group.go(() -> {
            throw failure;
        });
        Goroutine.until(() -> group.toString().equals("ErrGroup[0 running, 1 failed]"));

        group.cancel();

        assertThat(group.tryGo(() -> {})).isFalse();
        assertThatThrownBy(group::await)
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
    }

    /** To cancel again does nothing, nor does it after close. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void cancel_again_doesNothing(ErrGroup group) throws Exception {
        group.go(never::await);
        group.cancel();
        group.cancel();
        group.close();
        group.cancel();

        assertThat(group).hasToString("ErrGroup[0 running, 0 failed]");
    }

    /** Who has cancelled drops no work by the close, which waits for the tasks as always. */
    @ParameterizedTest
    @MethodSource("io.github.goloom.sync.Groups#ofEachKind")
    void close_cancelledBefore_waitsAndThrowsNothing(ErrGroup group) throws Exception {
        group.go(() -> Groups.awaitThroughInterrupts(end));
        group.go(() -> {
            throw new IOException("not asked for");
        });
        group.cancel();
        Goroutine<Void> closer = Goroutine.go(group::close).parkedOn(group);

        Goroutine.assertStillParked(closer);
        end.countDown();

        closer.result();
    }
}
