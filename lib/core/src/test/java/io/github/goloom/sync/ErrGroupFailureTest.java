package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.goloom.Go;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first failure is that of the group; the others are suppressed by it. */
class ErrGroupFailureTest {
    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("error"),
                new InterruptedException("interrupted"));
    }

    /**
     * Whatever a task throws is the cause, the same object: nothing is lost, and the process goes on (EG-002, EG-015).
     */
    @ParameterizedTest
    @MethodSource("failures")
    void await_taskThrew_throwsIt(Throwable failure) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.go(throwing(failure));

            assertThatThrownBy(group::await)
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasMessage(failure.toString())
                    .cause()
                    .isSameAs(failure);
        }
    }

    /**
     * Of several failures the first in time is the cause; the others are suppressed, in their order (EG-002, EG-003).
     */
    @Test
    void await_severalThrew_throwsTheFirstWithTheOthersSuppressed() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            List<Throwable> failures = failures();
            for (int i = 0; i < failures.size(); i++) {
                runToItsEnd(group, throwing(failures.get(i)), i + 1);
            }

            Throwable thrown = catchThrowable(group::await);

            assertThat(thrown).hasMessage(failures.get(0) + " (and 3 more)");
            assertThat(thrown).cause().isSameAs(failures.get(0));
            assertThat(thrown.getSuppressed()).containsExactlyElementsOf(failures.subList(1, 4));
        }
    }

    /** The first failure counts, not the first task (EG-002). */
    @Test
    void await_laterTaskThrewFirst_throwsThat() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            CountDownLatch end = new CountDownLatch(1);
            IOException slow = new IOException("slow");
            IOException quick = new IOException("quick");
            group.go(() -> {
                end.await();
                throw slow;
            });
            group.go(throwing(quick));
            Goroutine.until(() -> group.toString().equals("ErrGroup[1 running, 1 failed]"));
            end.countDown();

            Throwable thrown = catchThrowable(group::await);

            assertThat(thrown).cause().isSameAs(quick);
            assertThat(thrown.getSuppressed()).containsExactly(slow);
        }
    }

    /** At most sixteen are kept beside the first, and the message counts them all (EG-003). */
    @Test
    void await_moreThanSeventeenThrew_suppressesTheEarliestSixteen() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                failures.add(new IOException("failure " + i));
                runToItsEnd(group, throwing(failures.get(i)), i + 1);
            }

            Throwable thrown = catchThrowable(group::await);

            assertThat(thrown).hasMessageEndingWith("failure 0 (and 29 more)");
            assertThat(thrown.getSuppressed()).containsExactlyElementsOf(failures.subList(1, 17));
        }
    }

    /** The first failure stays, whatever comes after it (EG-014). */
    @Test
    void await_usedAgainAfterAFailure_throwsTheFirstAgain() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            IOException failure = new IOException("first");
            group.go(throwing(failure));
            assertThatThrownBy(group::await).cause().isSameAs(failure);

            group.go(() -> {});
            assertThatThrownBy(group::await).cause().isSameAs(failure);
            group.go(throwing(new IOException("second")));
            assertThatThrownBy(group::await).cause().isSameAs(failure);
        }
    }

    /**
     * A task that is ended by an interrupt of its own gives its place back; it is a failure like any other (EG-016
     * differs).
     */
    @Test
    void await_taskInterruptedItself_endsAndThrows() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.go(() -> {
                Thread.currentThread().interrupt();
                new CountDownLatch(1).await();
            });

            assertThatThrownBy(group::await).hasCauseInstanceOf(InterruptedException.class);
            assertThat(group.tryGo(() -> {})).isTrue();
            assertThatThrownBy(group::await).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    /** Many may wait; each gets the same cause, in an exception of its own with its own stack (EG-021). */
    @Test
    void await_manyWaiters_getTheSameCauseInTheirOwnException() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            CountDownLatch end = new CountDownLatch(1);
            IOException failure = new IOException("broken");
            group.go(() -> {
                end.await();
                throw failure;
            });
            List<Goroutine<Void>> waiters = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiters.add(i % 5 == 0 ? Goroutine.platform(group::await) : Goroutine.go(group::await));
            }
            waiters.forEach(each -> each.parkedOn(group));

            end.countDown();

            List<Throwable> thrown = new ArrayList<>();
            for (Goroutine<Void> each : waiters) {
                thrown.add(each.failure());
            }
            assertThat(thrown)
                    .doesNotHaveDuplicates()
                    .allSatisfy(each -> assertThat(each)
                            .isExactlyInstanceOf(ExecutionException.class)
                            .cause()
                            .isSameAs(failure));
        }
    }

    private static Go.Task throwing(Throwable failure) {
        return () -> {
            if (failure instanceof Exception exception) {
                throw exception;
            }
            throw (Error) failure;
        };
    }

    private static void runToItsEnd(ErrGroup group, Go.Task task, int failed) throws InterruptedException {
        group.go(task);
        Goroutine.until(() -> group.toString().equals("ErrGroup[0 running, " + failed + " failed]"));
    }

    /** More failures than an int can count are counted. */
    @Test
    void await_moreFailuresThanAnIntCounts_tellsHowMany() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Field tasks = ErrGroup.class.getDeclaredField("tasks");
            tasks.setAccessible(true);
            Field failures = GroupState.class.getDeclaredField("failures");
            failures.setAccessible(true);
            group.go(() -> {
                throw new IllegalStateException("first");
            });
            assertThatThrownBy(group::await).isInstanceOf(ExecutionException.class);
            failures.setLong(tasks.get(group), Integer.MAX_VALUE);
            group.go(() -> {
                throw new IllegalStateException("last");
            });

            assertThatThrownBy(group::await).hasMessageContaining("first (and 2147483647 more)");
        }
    }
}
