package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
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

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("error"),
                new InterruptedException("interrupted"));
    }

    /** Whatever a task throws is the cause of what await throws, the same object (WG-011). */
    @ParameterizedTest
    @MethodSource("failures")
    void await_taskThrew_throwsIt(Throwable failure) {
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
    void await_severalThrew_throwsTheFirst() {
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
    void await_againBeforeReuse_throwsItAgain() {
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
    void await_usedAgainAfterToldAndFailedAgain_throwsTheNewOne() {
        WaitGroup group = new WaitGroup();
        fail(group, new IOException("old"));
        assertThatThrownBy(group::await).isInstanceOf(CompletionException.class);
        IOException failure = new IOException("new");

        fail(group, failure);

        assertThrows(failure, group::await);
    }

    /** Untold, it outlives the next use of the group (WG-011). */
    @Test
    void await_usedAgainBeforeTold_throwsTheOldOne() {
        WaitGroup group = new WaitGroup();
        IOException failure = new IOException("old");
        fail(group, failure);
        group.add(1);
        group.done();

        assertThrows(failure, group::await);
    }

    /** Who was parked is told, although the group is in use again before it runs; the next use is clean (WG-008, WG-011). */
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
    void await_cancelledOnEntry_leavesTheFailureForTheNext() {
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

    /** What a task throws comes out of await, and not also out of its thread. */
    @Test
    void go_taskThrows_doesNotReachTheUncaughtHandler() throws Exception {
        WaitGroup group = new WaitGroup();
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        Thread task = group.go(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.set(thrown));
            throw new IOException("broken");
        });

        task.join();

        assertThat(uncaught).hasValue(null);
        assertThatThrownBy(group::await).hasCauseExactlyInstanceOf(IOException.class);
    }

    /** Runs a task that throws, in a group that nothing else uses. */
    private static void fail(WaitGroup group, Throwable failure) {
        failed(group, failure, 0);
    }

    private static void failed(WaitGroup group, Throwable failure, int left) {
        group.go(() -> {
            if (failure instanceof Exception exception) {
                throw exception;
            }
            throw (Error) failure;
        });
        Goroutine.until(() -> group.toString().equals("WaitGroup[" + left + "]"));
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
