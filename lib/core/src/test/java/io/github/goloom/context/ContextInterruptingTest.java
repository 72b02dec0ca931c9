package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Action;
import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that knows interrupts only is interrupted by the end of a context, and what comes out is that end. */
class ContextInterruptingTest {
    private final CancellableContext context = CancellableContext.childOf(Context.background());
    private final Exception why = new Exception("why");

    /** One of the two ways to run something, which may be a wait on the channel. */
    @FunctionalInterface
    interface Way {
        void run(Context context, Go.Task task) throws Exception;
    }

    static Stream<Way> ways() {
        Way body = (context, task) -> context.interrupting((Context.Body<Integer, Exception>) () -> {
            task.run();
            return 1;
        });
        Way task = (context, each) -> context.interrupting((Action<Exception>) each::run);
        return Stream.of(body, task);
    }

    @AfterEach
    void status_ofTheTestsThread_isClear() {
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The result of a body is the method's, null included. */
    @Test
    void interrupting_body_returnsItsResult() throws Exception {
        assertThat(context.<Integer, RuntimeException>interrupting(() -> 42)).isEqualTo(42);
        assertThat(context.<Object, RuntimeException>interrupting(() -> null)).isNull();
    }

    /** On a context that never ends, too. */
    @Test
    void interrupting_contextThatNeverEnds_returnsTheResult() throws Exception {
        assertThat(Context.background().<Integer, RuntimeException>interrupting(() -> 42))
                .isEqualTo(42);
        assertThat(context.withoutCancel().<Integer, RuntimeException>interrupting(() -> 43))
                .isEqualTo(43);
    }

    /** It runs in the thread of the caller. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_task_runsInTheCallersThread(Way way) throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();

        way.run(context, () -> ran.set(Thread.currentThread()));

        assertThat(ran).hasValue(Thread.currentThread());
    }

    /** What it throws comes out as it is: checked, unchecked, error or interruption. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_throws_comesOut(Way way) {
        for (Throwable each : new Throwable[] {
            new IOException("checked"), new IllegalStateException("unchecked"), new InterruptedException("own")
        }) {
            assertThatThrownBy(() -> way.run(context, () -> {
                        throw (Exception) each;
                    }))
                    .isSameAs(each);
        }
        AssertionError error = new AssertionError("error");
        assertThatThrownBy(() -> way.run(context, () -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    /** If the context is done on entry, that is thrown, and the body does not run. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_doneOnEntry_throwsTheErrorAndRunsNothing(Way way) {
        AtomicInteger runs = new AtomicInteger();
        context.cancel(why);

        assertThatThrownBy(() -> way.run(context, runs::incrementAndGet))
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(why);
        assertThat(runs).hasValue(0);
    }

    /** If the thread is interrupted on entry, that is thrown, the status is cleared, and the body does not run. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_interruptedOnEntry_throwsAndClearsTheStatus(Way way) {
        AtomicInteger runs = new AtomicInteger();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> way.run(context, runs::incrementAndGet))
                .isExactlyInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(runs).hasValue(0);
    }

    /** If both, the context wins and the status stays, as for every wait of the library. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_doneAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus(Way way) {
        context.cancel(why);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> way.run(context, () -> {})).isInstanceOf(ContextCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** The end of the context interrupts the body; what that threw is suppressed, and the status is cleared. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_endsDuringTheBody_interruptsAndThrowsTheError(Way way) throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        AtomicReference<Boolean> status = new AtomicReference<>();
        Goroutine<Void> waiting = Goroutine.go(() -> {
                    try {
                        way.run(context, never::receive);
                    } finally {
                        status.set(Thread.currentThread().isInterrupted());
                    }
                })
                .parkedOn(never);

        context.cancel(why);

        assertThat(waiting.failure())
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(why)
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class));
        assertThat(status).hasValue(false);
    }

    /** A platform thread is interrupted alike, and by a deadline, too. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_platformThreadAndDeadline_throwsTheError(Way way) throws Exception {
        Goroutine<Void> waiting = Goroutine.platform(() -> {
            try (CancellableContext timed = context.withTimeout(Duration.ofMillis(5))) {
                way.run(timed, () -> Go.sleep(Duration.ofHours(1)));
            }
        });

        assertThat(waiting.failure()).isExactlyInstanceOf(DeadlineExceededException.class);
    }

    /** Whatever the body returns after the end, the error is thrown and the status is cleared. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_bodyReturnsAfterTheEnd_throwsTheError(Way way) {
        assertThatThrownBy(() -> way.run(context, () -> context.cancel(why)))
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(why)
                .hasNoSuppressedExceptions();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** The body sees the interrupt before the cancel that it calls itself has returned. */
    @Test
    void interrupting_bodyEndsTheContext_isInterruptedAtOnce() {
        AtomicReference<Boolean> status = new AtomicReference<>();

        assertThatThrownBy(() -> context.interrupting((Action<Exception>) () -> {
                    context.cancel();
                    status.set(Thread.currentThread().isInterrupted());
                }))
                .isInstanceOf(ContextCancelledException.class);
        assertThat(status).hasValue(true);
    }

    /** What the body threw after the end is suppressed by the error. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_bodyThrowsAfterTheEnd_suppressesIt(Way way) {
        IOException thrown = new IOException("closed by interrupt");

        assertThatThrownBy(() -> way.run(context, () -> {
                    context.cancel(why);
                    throw thrown;
                }))
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasSuppressedException(thrown);
    }

    /** An error that the body threw after the end comes out itself, and the status is cleared. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_bodyThrowsAnErrorAfterTheEnd_comesOut(Way way) {
        AssertionError thrown = new AssertionError("broken");

        assertThatThrownBy(() -> way.run(context, () -> {
                    context.cancel(why);
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** An interrupt from elsewhere that the body throws passes through; the context goes on. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_interruptedByAnother_throwsWhatTheBodyThrew(Way way) throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        Goroutine<Void> waiting =
                Goroutine.go(() -> way.run(context, never::receive)).parkedOn(never);

        waiting.interrupt();

        assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
        assertThat(context.isDone()).isFalse();
    }

    /** One that the body leaves set stays set. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_bodyLeavesTheStatusOfAnother_staysSet(Way way) throws Exception {
        way.run(context, () -> Thread.currentThread().interrupt());

        assertThat(Thread.interrupted()).isTrue();
    }

    /** After the body the end of the context is nothing to the thread. */
    @ParameterizedTest
    @MethodSource("ways")
    void interrupting_endsAfterTheBody_interruptsNobody(Way way) throws Exception {
        way.run(context, () -> {});
        assertThatThrownBy(() -> way.run(context, () -> {
                    throw new IOException();
                }))
                .isInstanceOf(IOException.class);

        context.cancel();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** In a body within a body the end interrupts once, and both throw the error. */
    @Test
    void interrupting_nested_throwsTheErrorAndClearsTheStatus() {
        assertThatThrownBy(() -> context.interrupting(
                        (Action<Exception>) () -> context.interrupting((Action<Exception>) () -> context.cancel(why))))
                .isExactlyInstanceOf(ContextCancelledException.class)
                .satisfies(outer -> assertThat(outer.getSuppressed())
                        .singleElement()
                        .isExactlyInstanceOf(ContextCancelledException.class));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
