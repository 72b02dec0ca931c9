package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The end of the context from outside comes out of await as itself, if it has cut something short; a failure before or
 * after it does not hide.
 */
class ErrGroupDeadlineTest {
    /** Where a task is when the context ends. */
    record Wait(String name, Waiting waiting) {
        Go.Task in(ErrGroup group) {
            return () -> waiting.run(group.context());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a {@link Wait} does. */
    @FunctionalInterface
    interface Waiting {
        void run(Context context) throws Exception;
    }

    static List<Wait> waits() {
        Chan<Integer> empty = Chan.unbuffered();
        CountDownLatch never = new CountDownLatch(1);
        return List.of(
                new Wait("a sleep", context -> Go.sleep(Duration.ofHours(1))),
                new Wait("a sleep of the JDK", context -> TimeUnit.HOURS.sleep(1)),
                new Wait("a receive", context -> empty.receive()),
                new Wait("a receive with the context", context -> empty.receive(context)),
                new Wait("a range", context -> {
                    for (int value : empty) {
                        throw new AssertionError("received " + value);
                    }
                }),
                new Wait("a select", context -> Select.select(Select.receive(empty))),
                new Wait("a select with the context", context -> Select.select(context, Select.receive(empty))),
                new Wait("interrupting of the context", context -> context.interrupting(() -> never.await())),
                new Wait(
                        "interrupting of another",
                        context -> Context.background().interrupting(() -> never.await())));
    }

    /** A task that the deadline has ended, wherever it waited, lets await throw the deadline itself. */
    @ParameterizedTest
    @MethodSource("waits")
    void await_deadlineInterruptedATask_throwsIt(Wait wait) throws Exception {
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofMillis(200));
                ErrGroup group = ErrGroup.withContext(parent)) {
            assertThat(group.go(wait.in(group))).isTrue();

            assertThatThrownBy(group::await).isExactlyInstanceOf(DeadlineExceededException.class);

            assertThat(group).hasToString("ErrGroup[0 running, 0 failed]");
        }
    }

    /** A task that the deadline has kept from starting does so, too, although all that were started have ended well. */
    @InAWorld
    @Test
    void await_deadlineRefusedATask_throwsIt() throws Exception {
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofMillis(200));
                ErrGroup group = ErrGroup.withContext(parent)) {
            assertThat(group.go(() -> {})).isTrue();
            group.context().done().receive();
            assertThat(group.go(() -> {})).isFalse();

            assertThatThrownBy(group::await).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** So does one that only tried. */
    @Test
    void await_deadlineRefusedATry_throwsIt() throws Exception {
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofMillis(1));
                ErrGroup group = ErrGroup.withContext(parent)) {
            group.context().done().receive();
            assertThat(group.tryGo(() -> {})).isFalse();

            assertThatThrownBy(group::await).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** So does one that waited at the limit. */
    @InAWorld
    @Test
    void await_deadlineRefusedAStarterAtTheLimit_throwsIt() throws Exception {
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofMillis(200));
                ErrGroup group = ErrGroup.withContext(parent)) {
            group.limit(0);
            assertThat(group.go(() -> {})).isFalse();

            assertThatThrownBy(group::await).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /** A try that failed at the limit was refused by that, and not by the end that came later. */
    @Test
    void await_tryFailedAtTheLimitBeforeTheEnd_returns() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.limit(0);
            assertThat(group.tryGo(() -> {})).isFalse();
            parent.cancel();

            group.await();
        }
    }

    /** If all was done in time, an end that comes afterwards has cut nothing short. */
    @Test
    void await_contextEndedAfterAllWasDone_returns() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.go(() -> {});
            Goroutine.until(() -> group.toString().equals("ErrGroup[0 running, 0 failed]"));
            parent.cancel();

            group.await();
        }
    }

    /** A task that does not mind the interrupt and ends its work was not cut short. */
    @Test
    void await_taskEndedNormallyThroughTheEnd_returns() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        CountDownLatch never = new CountDownLatch(1);
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.go(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // has done enough
                }
            });
            parent.cancel();

            group.await();
        }
    }

    /** The error is a new one for each who asks, also later, with the cause of the context as its cause. */
    @Test
    void await_againAfterTheEnd_throwsANewOneWithTheSameCause() throws Exception {
        IOException cause = new IOException("cause");
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            CountDownLatch never = new CountDownLatch(1);
            group.go(never::await);
            Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);
            Goroutine<Boolean> timed =
                    Goroutine.call(() -> group.await(Duration.ofHours(1))).parkedOn(group);

            parent.cancel(cause);

            List<Throwable> thrown = List.of(
                    virtual.failure(),
                    platform.failure(),
                    timed.failure(),
                    Goroutine.go(group::await).failure());
            assertThat(thrown)
                    .doesNotHaveDuplicates()
                    .allSatisfy(each -> assertThat(each)
                            .isExactlyInstanceOf(ContextCancelledException.class)
                            .cause()
                            .isSameAs(cause));
        }
    }

    /**
     * What tasks throw because another has failed, wherever they waited, is no failure, and not suppressed by it
     * (EG-003).
     */
    @ParameterizedTest
    @MethodSource("waits")
    void await_othersEndedByTheFailure_suppressesNoEcho(Wait wait) throws Exception {
        IOException failure = new IOException("broken");
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(wait.in(group));
            group.go(() -> {
                throw failure;
            });

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasMessage(failure.toString())
                    .hasNoSuppressedExceptions()
                    .cause()
                    .isSameAs(failure);

            assertThat(group).hasToString("ErrGroup[0 running, 1 failed]");
        }
    }

    /** Nor does it hide behind the refusals that it has caused. */
    @Test
    void await_failureRefusedATask_throwsTheFailure() throws Exception {
        IOException failure = new IOException("broken");
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(() -> {
                throw failure;
            });
            group.context().done().receive();
            assertThat(group.go(() -> {})).isFalse();

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    /** A failure that is none of the end's doing is one also after it, and comes before the end. */
    @Test
    void await_taskFailedAfterTheDeadline_throwsTheFailure() throws Exception {
        IOException failure = new IOException("could not clean up");
        CountDownLatch never = new CountDownLatch(1);
        try (CancellableContext parent = Context.background().withTimeout(Duration.ofMillis(200));
                ErrGroup group = ErrGroup.withContext(parent)) {
            assertThat(group.go(never::await)).isTrue();
            assertThat(group.go(() -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            throw failure;
                        }
                    }))
                    .isTrue();

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasNoSuppressedExceptions()
                    .cause()
                    .isSameAs(failure);
            assertThat(group.context().err()).isExactlyInstanceOf(DeadlineExceededException.class);
        }
    }

    /**
     * A deadline of a task's own, while the group's context is open, is a failure like any other, and ends the others.
     */
    @Test
    void await_deadlineOfATasksOwnContext_isAFailure() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(never::await);
            group.go(() -> {
                try (CancellableContext own = group.context().withTimeout(Duration.ofMillis(1))) {
                    Chan.nil().receive(own);
                }
            });

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasCauseExactlyInstanceOf(DeadlineExceededException.class)
                    .satisfies(thrown -> assertThat(group.context().cause()).isSameAs(thrown.getCause()));
        }
    }

    /** So is an interrupt that a task made itself, while the context is open. */
    @Test
    void await_taskInterruptedItselfWhileTheContextIsOpen_isAFailure() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go(() -> {
                Thread.currentThread().interrupt();
                Go.sleep(Duration.ofHours(1));
            });

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasCauseExactlyInstanceOf(InterruptedException.class);
        }
    }
}
