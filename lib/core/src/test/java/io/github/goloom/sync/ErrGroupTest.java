package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A group without a context and a limit: what its tasks come to. */
class ErrGroupTest {
    /** A new group has no tasks, no limit and no failure (EG-001). */
    @Test
    void await_newGroup_returnsAtOnce() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            Goroutine.go(group::await).result();
            Goroutine.platform(group::await).result();
            assertThat(group).hasToString("ErrGroup[0 running, 0 failed]");
        }
    }

    /** It has the background context, which never ends (EG-001). */
    @Test
    void context_ofAGroupWithout_isTheBackground() {
        ErrGroup group = new ErrGroup();

        assertThat(group.context()).isSameAs(Context.background());
        group.close();
        assertThat(group.context().isDone()).isFalse();
    }

    /** Who waits does so until the last task has ended (EG-002). */
    @Test
    void await_tasksRun_waitsForTheLast() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            CountDownLatch one = new CountDownLatch(1);
            CountDownLatch two = new CountDownLatch(1);
            assertThat(group.go(one::await)).isTrue();
            assertThat(group.go(two::await)).isTrue();
            Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
            Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);

            one.countDown();
            Goroutine.until(() -> group.toString().equals("ErrGroup[1 running, 0 failed, 2 threads wait for the end]"));
            Goroutine.assertStillParked(virtual, platform);
            two.countDown();

            virtual.result();
            platform.result();
        }
    }

    /** A task runs on a virtual thread of its own. */
    @Test
    void go_task_runsOnAVirtualThread() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            List<Thread> threads = new ArrayList<>();
            group.go(() -> threads.add(Thread.currentThread()));
            group.await();

            assertThat(threads).singleElement().matches(Thread::isVirtual).isNotSameAs(Thread.currentThread());
        }
    }

    /** What tasks wrote is seen behind the await, that of 100,000 as well (EG-002). */
    @Test
    void go_hundredThousandTasks_areAllAwaited() throws Exception {
        int tasks = 100_000;
        int[] written = new int[tasks];
        try (ErrGroup group = new ErrGroup()) {
            for (int i = 0; i < tasks; i++) {
                int mine = i;
                group.go(() -> written[mine] = 1);
            }
            group.await();
        }

        assertThat(Arrays.stream(written).sum()).isEqualTo(tasks);
    }

    /** A failure stops nothing: the others run on, and new ones start (EG-006). */
    @Test
    void go_afterAFailure_startsAndDisturbsNobody() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            CountDownLatch end = new CountDownLatch(1);
            AtomicInteger ended = new AtomicInteger();
            Go.Task undisturbed = () -> {
                end.await();
                ended.incrementAndGet();
            };
            group.go(undisturbed);
            group.go(throwing(new IOException("broken")));
            Goroutine.until(() -> group.toString().equals("ErrGroup[1 running, 1 failed]"));

            assertThat(group.go(undisturbed)).isTrue();
            assertThat(group.tryGo(undisturbed)).isTrue();
            end.countDown();

            assertThatThrownBy(group::await).hasCauseInstanceOf(IOException.class);
            assertThat(ended).hasValue(3);
            assertThat(group).hasToString("ErrGroup[0 running, 1 failed]");
        }
    }

    /** A group can be used again after its await (EG-014). */
    @Test
    void go_afterAwait_isAwaitedAgain() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            AtomicInteger ended = new AtomicInteger();
            for (int round = 1; round <= 10; round++) {
                assertThat(group.go(ended::incrementAndGet)).isTrue();
                group.await();
                assertThat(ended).hasValue(round);
            }
        }
    }

    /** A task may start further ones, which the await waits for (EG-017, EG-018). */
    @Test
    void go_fromATask_isAwaitedToo() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            AtomicInteger leaves = new AtomicInteger();
            group.go(() -> grow(group, 10, leaves));

            group.await();

            assertThat(leaves).hasValue(1024);
        }
    }

    private static void grow(ErrGroup group, int depth, AtomicInteger leaves) throws InterruptedException {
        if (depth == 0) {
            leaves.incrementAndGet();
        } else {
            group.go(() -> grow(group, depth - 1, leaves));
            group.go(() -> grow(group, depth - 1, leaves));
        }
    }

    /** A missing task is refused by name, and does not count. */
    @Test
    void go_null_throwsAndDoesNotCount() {
        try (ErrGroup group = new ErrGroup()) {
            assertThatThrownBy(() -> group.go(null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("task");
            assertThatThrownBy(() -> group.tryGo(null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("task");
            assertThat(group).hasToString("ErrGroup[0 running, 0 failed]");
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
}
