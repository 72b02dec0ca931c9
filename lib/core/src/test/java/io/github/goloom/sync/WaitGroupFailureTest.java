package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Uncaught;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that throws is never taken for one that did its work: the next await throws (WG-011 differs). */
class WaitGroupFailureTest {
    @RegisterExtension
    final Uncaught uncaught = new Uncaught();

    private static final int ROUNDS = 2_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    static List<Throwable> failures() {
        return List.of(new IllegalStateException("unchecked"), new IOException("checked"), new AssertionError("error"));
    }

    /** How a task ends that was told to stop. */
    record Ending(String name, Go.Task task) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Ending> quietEndings() {
        CancellableContext done = CancellableContext.childOf(Context.background());
        done.cancel();
        Chan<Integer> empty = Chan.unbuffered();
        return List.of(
                new Ending("an interrupt", () -> {
                    Thread.currentThread().interrupt();
                    empty.receive();
                }),
                new Ending("an interrupt in a range", () -> {
                    Thread.currentThread().interrupt();
                    for (int value : empty) {
                        throw new AssertionError("received " + value);
                    }
                }),
                new Ending("a cancelled context", done::throwIfDone),
                new Ending("a deadline", () -> {
                    throw new DeadlineExceededException("late", null);
                }));
    }

    /** A task that was told to stop, and ends by that, has ended normally: nobody is told (WG-011 differs). */
    @ParameterizedTest
    @MethodSource("quietEndings")
    void await_taskEndedQuietly_returns(Ending ending) throws Exception {
        WaitGroup group = new WaitGroup();
        assertThat(group.go(ending.task()).join(LONG)).isTrue();

        group.await();

        assertThat(group).hasToString("WaitGroup[0]");
        assertThat(uncaught.told()).isEmpty();
    }

    /** Whatever a task throws is the cause of what await throws, the same object (WG-011). */
    @ParameterizedTest
    @MethodSource("failures")
    void await_taskThrew_throwsIt(Throwable failure) throws Exception {
        WaitGroup group = new WaitGroup();
        fail(group, failure);

        assertThrows(failure, group::await);
    }

    /** Those who are parked get it, each in an exception of its own (WG-011, WG-014). */
    @Test
    void await_taskThrowsWhileParked_throwsToEachItsOwn() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        CountDownLatch end = new CountDownLatch(1);
        group.go(() -> {
            end.await();
            throw failure;
        });
        Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);
        Goroutine<Boolean> timed =
                Goroutine.call(() -> group.await(Duration.ofSeconds(60))).parkedOn(group);

        end.countDown();

        assertThat(List.of(virtual.failure(), platform.failure(), timed.failure()))
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each)
                        .isExactlyInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure));
    }

    /** It comes only when all others have ended, too (WG-011). */
    @Test
    void await_oneThrewAnotherRuns_waitsForThat() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        CountDownLatch end = new CountDownLatch(1);
        group.go(end::await);
        failed(group, failure, 1);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        Goroutine.assertStillParked(waiter);
        end.countDown();

        assertThat(waiter.failure()).cause().isSameAs(failure);
    }

    /** Of several, the first is told. */
    @Test
    void await_severalThrew_throwsTheFirst() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        IOException first = new IOException("first");
        failed(group, first, 1);
        failed(group, new IOException("second"), 1);
        group.done();

        assertThrows(first, group::await);
    }

    /** Who comes later, before the group is used again, is told as well. */
    @Test
    void await_againBeforeReuse_throwsItAgain() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        fail(group, failure);

        assertThrows(failure, group::await);
        assertThrows(failure, () -> group.await(Duration.ZERO));
    }

    /** Once told, it does not come back in the next use (WG-009). */
    @Test
    void await_usedAgainAfterTold_returnsNormally() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        fail(group, failure);
        assertThrows(failure, group::await);

        group.go(() -> {});

        group.await();
    }

    /** The next use has a first failure of its own (WG-009). */
    @Test
    void await_usedAgainAfterToldAndFailedAgain_throwsTheNewOne() throws Exception {
        WaitGroup group = new WaitGroup();
        fail(group, new IOException("old"));
        assertThatThrownBy(group::await).isInstanceOf(CompletionException.class);
        IOException failure = new IOException("new");

        fail(group, failure);

        assertThrows(failure, group::await);
    }

    /** Untold, it outlives the next use of the group (WG-011). */
    @Test
    void await_usedAgainBeforeTold_throwsTheOldOne() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("old");
        fail(group, failure);
        group.add(1);
        group.done();

        assertThrows(failure, group::await);
    }

    /**
     * Who was parked is told, although the group is in use again before it runs; the next use is clean (WG-008,
     * WG-011).
     */
    @Test
    void await_usedAgainAtOnce_losesNoFailure() throws Exception {
        WaitGroup group = new WaitGroup();
        for (int round = 0; round < ROUNDS; round++) {
            IOException failure = new IOException("round " + round);
            CountDownLatch end = new CountDownLatch(1);
            group.go(() -> {
                end.await();
                throw failure;
            });
            Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);
            end.countDown();
            spinUntilCount(group, 0);

            group.add(1);

            assertThat(waiter.failure()).cause().isSameAs(failure);
            group.done();
            group.await();
        }
    }

    /** A wait that timed out has told nobody. */
    @Test
    void await_timedOutBefore_leavesTheFailureForTheNext() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        group.add(1);
        failed(group, failure, 1);
        assertThat(group.await(Duration.ZERO)).isFalse();
        assertThat(group.await(Duration.ofMillis(1))).isFalse();
        group.done();
        group.add(1);
        group.done();

        assertThrows(failure, group::await);
    }

    /** Nor has one that was cancelled on entry: the cancellation wins over the failure. */
    @Test
    void await_cancelledOnEntry_leavesTheFailureForTheNext() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        fail(group, failure);
        try (CancellableContext until = Context.background().withCancel()) {
            until.cancel();
            Cancellation cancelled = until;
            assertThatThrownBy(() -> group.await(cancelled)).isInstanceOf(ContextCancelledException.class);
        }
        group.add(1);
        group.done();

        assertThrows(failure, group::await);
    }

    /** Nor has one that was interrupted on entry. */
    @Test
    void await_interruptedOnEntry_leavesTheFailureForTheNext() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        fail(group, failure);
        Goroutine<Void> interrupted = Goroutine.go(() -> {
            Thread.currentThread().interrupt();
            group.await();
        });
        assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
        group.add(1);
        group.done();

        assertThrows(failure, group::await);
    }

    /** What each task throws reaches the uncaught-exception handler, once, whether it is the first or not (WG-011). */
    @Test
    void go_tasksThrow_tellTheUncaughtHandlerEachOnce() throws Exception {
        WaitGroup group = new WaitGroup();
        List<Throwable> failures = failures();
        for (Throwable each : failures) {
            fail(group, each);
        }

        assertThat(uncaught.told()).containsExactlyElementsOf(failures);
        assertThrows(failures.get(0), group::await);
    }

    /** The handler of the task's own thread is told, with that thread, instead of the default one. */
    @Test
    void go_taskHasAHandlerOfItsOwn_tellsThat() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        AtomicReference<Thread> teller = new AtomicReference<>();
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread task = group.go(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                teller.set(thread);
                told.set(thrown);
            });
            throw failure;
        });
        assertThrows(failure, group::await);

        assertThat(teller).hasValue(task);
        assertThat(told).hasValue(failure);
        assertThat(uncaught.told()).isEmpty();
    }

    /** The handler is told before the task counts as done: who awaits comes after it (WG-011). */
    @Test
    void await_handlerIsBeingTold_waitsForIt() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        group.go(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                telling.countDown();
                awaitThroughInterrupts(end);
            });
            throw failure;
        });
        telling.await();
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        Goroutine.assertStillParked(waiter);
        end.countDown();

        assertThat(waiter.failure()).cause().isSameAs(failure);
    }

    /** The handler is told at once, although another task keeps the group busy, and nobody awaits it. */
    @Test
    void go_taskThrowsWhileAnotherRuns_tellsTheHandlerAtOnce() throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        CountDownLatch end = new CountDownLatch(1);
        group.go(end::await);
        failed(group, failure, 1);

        assertThat(uncaught.told()).containsExactly(failure);

        end.countDown();
        assertThrows(failure, group::await);
    }

    /** A handler that throws itself harms nothing: the task is done, and its own failure comes out of await. */
    @ParameterizedTest
    @MethodSource("failures")
    void go_handlerThrows_isIgnored(Throwable ofTheHandler) throws Exception {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("broken");
        Thread task = group.go(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> raise(ofTheHandler));
            throw failure;
        });

        assertThat(task.join(LONG)).isTrue();

        assertThat(group).hasToString("WaitGroup[0]");
        assertThrows(failure, group::await);
        assertThat(uncaught.told()).isEmpty();
    }

    @SuppressWarnings("unchecked") // throws what is not declared
    private static <X extends Throwable> void raise(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static void awaitThroughInterrupts(CountDownLatch latch) {
        for (; ; ) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // waits on
            }
        }
    }

    /** Runs a task that throws, in a group that nothing else uses. */
    private static void fail(WaitGroup group, Throwable failure) throws InterruptedException {
        failed(group, failure, 0);
    }

    private static void failed(WaitGroup group, Throwable failure, int left) throws InterruptedException {
        Thread task = group.go(() -> {
            if (failure instanceof Exception exception) {
                throw exception;
            }
            throw (Error) failure;
        });
        assertThat(task.join(LONG)).isTrue();
        assertThat(group).hasToString("WaitGroup[" + left + "]");
    }

    private static void spinUntilCount(WaitGroup group, int count) {
        String wanted = "WaitGroup[" + count + "]";
        while (!group.toString().equals(wanted)) {
            Thread.onSpinWait();
        }
    }

    private static void assertThrows(Throwable cause, org.assertj.core.api.ThrowableAssert.ThrowingCallable await) {
        assertThat(catchThrowable(await))
                .isExactlyInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(cause);
    }
}
