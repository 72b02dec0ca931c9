package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the end of the context of a group, by a failure or by its parent, does to those who start tasks. */
class ErrGroupEndTest {
    /** After the end of the context nothing is started, and go says so (EG-007 differs). */
    @Test
    void go_afterAFailure_startsNothing() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            AtomicInteger started = new AtomicInteger();
            group.go(() -> {
                throw new IOException("broken");
            });
            group.context().done().receive();

            assertThat(group.go(started::incrementAndGet)).isFalse();
            assertThat(group.tryGo(started::incrementAndGet)).isFalse();

            assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);
            assertThat(started).hasValue(0);
        }
    }

    /** The done context comes before the interrupt status, which stays (EG-007). */
    @Test
    void go_contextDoneAndInterrupted_returnsFalseAndKeepsTheStatus() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        parent.cancel();
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            Goroutine<Boolean> starter = Goroutine.call(() -> {
                Thread.currentThread().interrupt();
                assertThat(group.go(() -> {})).isFalse();
                return Thread.interrupted();
            });

            assertThat(starter.result()).isTrue();
        }
    }

    /** An await ends the group: to start more is a mistake, which says so, and changes nothing (EG-014 differs). */
    @Test
    void go_afterAwait_throwsIllegalState() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            AtomicInteger started = new AtomicInteger();
            group.go(() -> {});
            group.await();

            assertOver(() -> group.go(started::incrementAndGet));
            assertOver(() -> group.go("name", started::incrementAndGet));
            assertOver(() -> group.go(started::incrementAndGet, Context.background()));
            assertOver(() -> group.tryGo(started::incrementAndGet));
            assertOver(() -> group.fork(started::incrementAndGet));
            assertOver(() -> group.fork("name", started::incrementAndGet));

            group.await();
            assertThat(started).hasValue(0);
        }
    }

    private static void assertOver(ThrowingCallable start) {
        assertThatThrownBy(start)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the group is over, because it was closed or awaited: ErrGroup[0 running, 0 failed]");
    }

    /** An await that ran out of time has ended nothing: more may be started. */
    @Test
    void go_afterAnAwaitThatTimedOut_starts() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            CountDownLatch end = new CountDownLatch(1);
            group.go(end::await);
            assertThat(group.await(Duration.ZERO)).isFalse();

            assertThat(group.go(end::await)).isTrue();

            end.countDown();
            group.await();
        }
    }

    /** One who waits at the limit is let go when the context ends, and has started nothing (EG-009 differs). */
    @Test
    void go_atTheLimitWhenAnotherFails_returnsFalse() throws Exception {
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.limit(2);
            CountDownLatch fail = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            AtomicInteger started = new AtomicInteger();
            group.go(() -> {
                fail.await();
                throw new IOException("broken");
            });
            group.go(() -> awaitThroughInterrupts(end));
            Goroutine<Boolean> virtual =
                    Goroutine.call(() -> group.go(started::incrementAndGet)).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(
                            () -> assertThat(group.go(started::incrementAndGet)).isFalse())
                    .parkedOn(group);

            fail.countDown();

            assertThat(virtual.result()).isFalse();
            platform.result();
            end.countDown();
            assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);
            assertThat(started).hasValue(0);
        }
    }

    /** The same when the parent is cancelled, which await tells (EG-009 differs). */
    @Test
    void go_atTheLimitWhenTheParentEnds_returnsFalse() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            group.limit(0);
            Goroutine<Boolean> starter =
                    Goroutine.call(() -> group.go(() -> {})).parkedOn(group);

            parent.cancel();

            assertThat(starter.result()).isFalse();
            assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
        }
    }

    /** A parent that is done already: nothing is started, which await tells. */
    @Test
    void go_parentDoneBefore_startsNothing() throws Exception {
        CancellableContext parent = CancellableContext.childOf(Context.background());
        parent.cancel();
        try (ErrGroup group = ErrGroup.withContext(parent)) {
            assertThat(group.context().isDone()).isTrue();
            assertThat(group.go(() -> {})).isFalse();
            assertThat(group.tryGo(() -> {})).isFalse();
            assertThatThrownBy(group::await).isExactlyInstanceOf(ContextCancelledException.class);
        }
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
}
