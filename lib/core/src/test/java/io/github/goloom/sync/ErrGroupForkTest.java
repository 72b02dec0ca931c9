package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that has a result gives it after the await, and no sooner. */
class ErrGroupForkTest {
    private final CountDownLatch end = new CountDownLatch(1);

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("error"),
                new InterruptedException("interrupted"));
    }

    /** After await each has its own result, for every thread and as often as asked. */
    @Test
    void get_afterAwait_isTheResult() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            List<Subtask<Integer>> squares = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int mine = i;
                squares.add(group.fork(() -> mine * mine));
            }

            group.await();

            for (int i = 0; i < 100; i++) {
                Subtask<Integer> square = squares.get(i);
                assertThat(square.get()).isEqualTo(i * i);
                assertThat(Goroutine.call(square::get).result()).isEqualTo(i * i);
                assertThat(square).hasToString("Subtask[has ended]");
            }
        }
    }

    /** A null is a result, too. */
    @Test
    void get_taskReturnedNull_isNull() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Subtask<String> subtask = group.fork(() -> null);

            group.await();

            assertThat(subtask.get()).isNull();
        }
    }

    /** Before the end there is no result, and get does not wait. */
    @Test
    void get_beforeTheEnd_throwsIllegalState() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Subtask<String> subtask = group.fork(() -> {
                end.await();
                return "result";
            });

            assertThatThrownBy(subtask::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("the task has not ended: call get after await")
                    .hasNoCause();
            assertThat(subtask).hasToString("Subtask[has not ended: call get after await]");

            end.countDown();
            group.await();
            assertThat(subtask.get()).isEqualTo("result");
        }
    }

    /** A task that was refused has none, which get and await tell. */
    @Test
    void get_refused_throwsIllegalState() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        parent.cancel();
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            AtomicInteger started = new AtomicInteger();

            Subtask<Integer> subtask = group.fork(started::incrementAndGet);

            assertThatThrownBy(subtask::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("the task was not started, because the context of the group was done")
                    .hasNoCause();
            assertThat(subtask).hasToString("Subtask[was not started, because the context of the group was done]");
            assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(started).hasValue(0);
        }
    }

    /** So has one that was refused at the limit. */
    @Test
    void get_refusedAtTheLimit_throwsIllegalState() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(0);
            Goroutine<Subtask<String>> starter =
                    Goroutine.call(() -> group.fork(() -> "result")).parkedOn(group);

            group.cancel();

            assertThatThrownBy(starter.result()::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the task was not started");
        }
    }

    /** What a task threw is the cause of what get throws, the same object as with await. */
    @ParameterizedTest
    @MethodSource("failures")
    void get_failed_throwsIllegalStateWithTheFailure(Throwable failure) throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            Subtask<String> subtask = group.fork(() -> {
                if (failure instanceof Exception exception) {
                    throw exception;
                }
                throw (Error) failure;
            });

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThatThrownBy(subtask::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("the task failed")
                    .cause()
                    .isSameAs(failure);
            assertThat(subtask).hasToString("Subtask[failed]");
        }
    }

    /** One that another's failure has ended has none either, although that is no failure of the group. */
    @Test
    void get_endedByTheFailureOfAnother_throwsIllegalState() throws Exception {
        IOException failure = new IOException("broken");
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            Subtask<String> subtask = group.fork(() -> {
                end.await();
                return "result";
            });
            group.go(() -> {
                throw failure;
            });
            assertThatThrownBy(group::await).cause().isSameAs(failure);

            assertThatThrownBy(subtask::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasCauseExactlyInstanceOf(InterruptedException.class);
        }
    }

    /** The results of those who were ready are there, although another has failed. */
    @Test
    void get_anotherFailed_isTheResult() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Subtask<String> subtask = group.fork(() -> "result");
            group.go(() -> {
                throw new IOException("broken");
            });
            assertThatThrownBy(group::await).hasCauseExactlyInstanceOf(IOException.class);

            assertThat(subtask.get()).isEqualTo("result");
        }
    }

    /** It waits at the limit as go does. */
    @Test
    void fork_atTheLimit_waitsForAPlace() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.go(end::await);
            Goroutine<Subtask<String>> starter =
                    Goroutine.call(() -> group.fork(() -> "result")).parkedOn(group);

            end.countDown();

            Subtask<String> subtask = starter.result();
            group.await();
            assertThat(subtask.get()).isEqualTo("result");
        }
    }

    /** Interrupted on entry: it throws, clears the status, and starts nothing. */
    @Test
    void fork_interruptedOnEntry_throwsAndStartsNothing() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            AtomicInteger started = new AtomicInteger();
            Goroutine<Boolean> starter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> group.fork(started::incrementAndGet))
                        .isExactlyInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });

            assertThat(starter.result()).isFalse();
            group.await();
            assertThat(started).hasValue(0);
        }
    }
}
