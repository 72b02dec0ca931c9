package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.ContextKey;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A group with a context: its first failure ends the context, and the end of the context ends the tasks. */
class ErrGroupContextTest {
    private static final ContextKey<String> USER = ContextKey.of("user");

    private final CountDownLatch never = new CountDownLatch(1);

    /** The context of the group comes from the parent, and is open while the tasks run (EG-004). */
    @Test
    void context_whileTasksRun_isOpenAndHasTheValuesOfTheParent() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background().withValue(USER, "me"))) {
            CountDownLatch end = new CountDownLatch(1);
            group.go(end::await);

            assertThat(group.context().value(USER)).isEqualTo("me");
            assertThat(group.context().isDone()).isFalse();
            end.countDown();
            group.await();
        }
    }

    /** The first failure cancels the context, and is its cause (EG-004, EG-005). */
    @Test
    void context_afterAFailure_isCancelledWithItAsTheCause() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            IOException failure = new IOException("broken");
            group.go(() -> {
                throw failure;
            });

            group.context().done().receive();

            assertThat(group.context().cause()).isSameAs(failure);
            assertThat(group.context().err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThatThrownBy(group::await).cause().isSameAs(failure);
        }
    }

    /** After an await without a failure the context is cancelled, too, by nothing else than that (EG-004, EG-005). */
    @Test
    void context_afterASuccessfulAwait_isCancelled() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(() -> {});

            group.await();

            assertThat(group.context().err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(group.context().cause()).isExactlyInstanceOf(ContextCancelledException.class);
        }
    }

    /** A later failure changes neither the cause nor what await throws (EG-003, EG-005). */
    @Test
    void context_afterASecondFailure_keepsTheFirstCause() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            IOException first = new IOException("first");
            IOException second = new IOException("second");
            group.go(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw second;
                }
            });
            group.go(() -> {
                throw first;
            });

            Throwable thrown = catchThrowable(group::await);

            assertThat(thrown).cause().isSameAs(first);
            assertThat(thrown.getSuppressed()).containsExactly(second);
            assertThat(group.context().cause()).isSameAs(first);
        }
    }

    /** Who sees the context end by a failure finds that the failure is recorded (EG-020). */
    @Test
    void await_fromWhoSawTheContextEnd_throwsTheFailure() throws Exception {
        for (int round = 0; round < 1000; round++) {
            try (ErrGroup group = ErrGroup.withContext(Context.background())) {
                IOException failure = new IOException("broken");
                group.go(() -> {
                    throw failure;
                });
                group.context().done().receive();
                assertThat(group.toString()).endsWith(", 1 failed]");
                assertThatThrownBy(group::await).cause().isSameAs(failure);
            }
        }
    }

    /** A failure interrupts the other tasks, wherever they wait. */
    @Test
    void go_anotherFails_isInterrupted() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            AtomicInteger interrupted = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                group.go(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                    }
                });
            }
            group.go(() -> {
                throw new IOException("broken");
            });

            assertThatThrownBy(group::await)
                    .hasCauseInstanceOf(IOException.class)
                    .hasNoSuppressedExceptions();
            assertThat(interrupted).hasValue(10);
        }
    }

    /** The task that failed is not itself interrupted: what it does last is undisturbed. */
    @Test
    void go_failsItself_endsWithoutAnInterrupt() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            Thread[] task = new Thread[1];
            group.go(() -> {
                task[0] = Thread.currentThread();
                throw new IOException("broken");
            });

            assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);
            assertThat(task[0].isInterrupted()).isFalse();
        }
    }

    /** The end of the parent, by a cancel or its deadline, interrupts the tasks, and comes out of await as itself. */
    @Test
    void await_parentEnds_interruptsTheTasksAndThrowsItsError() throws Exception {
        CancellableContext cancelled = CancellableContext.childOf(Context.background());
        IOException cause = new IOException("cause");
        try (ErrGroup group = ErrGroup.withContext(cancelled)) {
            group.go(never::await);
            cancelled.cancel(cause);
            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .cause()
                    .isSameAs(cause);
            assertThat(group.context().cause()).isSameAs(cause);
        }
        try (CancellableContext timed = Context.background().withTimeout(Duration.ofSeconds(1));
                ErrGroup group = ErrGroup.withContext(timed)) {
            assertThat(group.go(never::await)).isTrue();
            assertThatThrownBy(group::await).isExactlyInstanceOf(DeadlineExceededException.class);
            assertThat(group.context().err()).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** The end of the group's context does not end the parent (EG-004). */
    @Test
    void await_failure_leavesTheParentOpen() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.go(() -> {
                throw new IOException("broken");
            });
            assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);
        }
        assertThat(parent.isDone()).isFalse();
    }

    /** A missing parent is refused by name. */
    @Test
    @SuppressWarnings("MustBeClosedChecker") // nothing is made
    void withContext_null_throwsNamingIt() {
        assertThatThrownBy(() -> ErrGroup.withContext(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("parent");
    }

    /** The parent keeps nothing of a group that is over: by close, by await, or by its first failure. */
    @Test
    void parent_groupIsOver_doesNotKeepIt() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        Go.Task failing = () -> {
            throw new IOException("broken");
        };

        for (WeakReference<?> each : List.of(closed(parent), awaited(parent, () -> {}), awaited(parent, failing))) {
            Goroutine.until(() -> {
                System.gc();
                return each.get() == null;
            });
        }
        assertThat(parent.isDone()).isFalse();
    }

    private static WeakReference<Context> closed(Context parent) throws Exception {
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.go(new CountDownLatch(1)::await);
            assertThat(group.await(Duration.ZERO)).isFalse();
            return new WeakReference<>(group.context());
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // left open on purpose
    private static WeakReference<Context> awaited(Context parent, Go.Task task) throws InterruptedException {
        ErrGroup group = ErrGroup.withContext(parent);
        group.go(task);
        assertThat(catchThrowable(group::await))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(ExecutionException.class));
        return new WeakReference<>(group.context());
    }
}
