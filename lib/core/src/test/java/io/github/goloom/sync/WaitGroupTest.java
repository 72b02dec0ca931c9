package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A group counts, and lets those who wait go when the count is 0. */
class WaitGroupTest {
    /** A new group is ready for use, and has nothing to wait for (WG-001). */
    @Test
    void await_newGroup_returnsAtOnce() throws Exception {
        WaitGroup group = new WaitGroup();

        Goroutine.go(group::await).result();
        Goroutine.platform(group::await).result();
        assertThat(group.await(Duration.ZERO)).isTrue();
    }

    /** Who waits is parked until the last is done, on a virtual and on a platform thread (WG-002). */
    @Test
    void await_countIsPositive_waitsForTheLast() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(2);
        Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
        Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);

        group.done();
        Goroutine.assertStillParked(virtual, platform);
        group.done();

        virtual.result();
        platform.result();
    }

    /** Sixteen pass one group and are held by a second, in both eight times over (WG-002, WG-009). */
    @Test
    void await_twoGroupsUsedEightTimes_holdsAllEachTime() throws Exception {
        WaitGroup first = new WaitGroup();
        WaitGroup second = new WaitGroup();
        for (int round = 0; round < 8; round++) {
            AtomicInteger left = new AtomicInteger();
            first.add(16);
            second.add(16);
            List<Goroutine<Void>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(Goroutine.go(() -> {
                    first.done();
                    second.await();
                    left.incrementAndGet();
                }));
            }
            first.await();
            for (int i = 0; i < 16; i++) {
                assertThat(left).as("left after %d of 16", i).hasValue(0);
                second.done();
            }
            for (Goroutine<Void> each : all) {
                each.result();
            }
        }
    }

    /** Many may wait at once, and are let go together (WG-002, WG-014). */
    @Test
    void await_manyWaiters_areAllLetGo() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        List<Goroutine<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiters.add(i % 10 == 0 ? Goroutine.platform(group::await) : Goroutine.go(group::await));
        }
        waiters.forEach(each -> each.parkedOn(group));

        group.done();

        for (Goroutine<Void> each : waiters) {
            each.result();
        }
    }

    /** A negative number takes off as many, as done takes off one (WG-004). */
    @Test
    void add_negativeToZero_letsTheWaiterGo() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(5);
        group.add(-2);
        assertThat(group).hasToString("WaitGroup[3]");
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        group.add(-3);

        waiter.result();
        assertThat(group).hasToString("WaitGroup[0]");
    }

    /** Adding 0 changes nothing, at 0 and above (WG-004). */
    @Test
    void add_zero_changesNothing() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(0);
        group.await();
        group.add(1);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        group.add(0);

        Goroutine.assertStillParked(waiter);
        group.done();
        waiter.result();
    }

    /** An add while the count is positive may come at any time, and those who wait wait for it, too (WG-007). */
    @Test
    void add_whileSomebodyWaits_prolongsTheWait() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        group.add(1);
        group.done();
        Goroutine.assertStillParked(waiter);
        group.done();

        waiter.result();
    }

    /** A task counts from the start to its end (WG-010). */
    @Test
    void go_task_countsUntilItHasEnded() throws Exception {
        WaitGroup group = new WaitGroup();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = group.go(end::await);
        assertThat(thread.isVirtual()).isTrue();
        assertThat(group).hasToString("WaitGroup[1]");
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        end.countDown();

        waiter.result();
        assertThat(group).hasToString("WaitGroup[0]");
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    /** The goroutine of a task has the name that is given for it, without one that of the group. */
    @Test
    void go_name_isThatOfTheThread() throws Exception {
        WaitGroup group = new WaitGroup("loaders");

        assertThat(group.go("load 1", () -> {}).getName()).isEqualTo("load 1");
        assertThat(group.go(() -> {}).getName()).isEqualTo("WaitGroup \"loaders\" task");
        group.await();
        assertThatThrownBy(() -> group.go(null, () -> {}))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("taskName");
        assertThatThrownBy(() -> group.go("load 2", null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("task");
        assertThat(group).hasToString("WaitGroup[\"loaders\", 0]");
    }

    /** What tasks wrote is seen behind the await, that of 100,000 as well (WG-002, WG-010). */
    @Test
    void go_hundredThousandTasks_areAllAwaited() throws Exception {
        int tasks = 100_000;
        WaitGroup group = new WaitGroup();
        int[] written = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            int mine = i;
            group.go(() -> written[mine] = 1);
        }

        group.await();

        assertThat(Arrays.stream(written).sum()).isEqualTo(tasks);
    }

    /** A task may start others in its group, and these too (WG-012). */
    @Test
    void go_fromATask_isAwaitedToo() throws Exception {
        WaitGroup group = new WaitGroup();
        AtomicInteger leaves = new AtomicInteger();
        group.go(() -> grow(group, 10, leaves));

        group.await();

        assertThat(leaves).hasValue(1024);
    }

    private static void grow(WaitGroup group, int depth, AtomicInteger leaves) {
        if (depth == 0) {
            leaves.incrementAndGet();
        } else {
            group.go(() -> grow(group, depth - 1, leaves));
            group.go(() -> grow(group, depth - 1, leaves));
        }
    }

    /** The text tells the count, and how many wait. */
    @Test
    void toString_threadsWait_tellsHowMany() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
        assertThat(group).hasToString("WaitGroup[1, 1 thread waits]");
        Goroutine<Void> platform = Goroutine.platform(group::await).parkedOn(group);

        assertThat(group).hasToString("WaitGroup[1, 2 threads wait]");

        group.done();
        virtual.result();
        platform.result();
        assertThat(group).hasToString("WaitGroup[0]");
    }

    /** The name of a group is in its text. */
    @Test
    void toString_named_beginsWithTheName() throws Exception {
        WaitGroup group = new WaitGroup("load");
        assertThat(group).hasToString("WaitGroup[\"load\", 0]");
        group.add(3);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        assertThat(group).hasToString("WaitGroup[\"load\", 3, 1 thread waits]");

        group.add(-3);
        waiter.result();
    }

    /** No task is refused by its name, and does not count. */
    @Test
    void go_null_throwsAndDoesNotCount() {
        WaitGroup group = new WaitGroup();

        assertThatThrownBy(() -> group.go(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("task");
        assertThat(group).hasToString("WaitGroup[0]");
    }

    /** A thread dump shows the method and the group (WG-016). */
    @Test
    void await_parked_showsAwaitAndTheGroup() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        StackTraceElement[] frames = waiter.thread().getStackTrace();

        assertThat(frames)
                .anyMatch(frame -> frame.getMethodName().equals("await")
                        && frame.getClassName().equals(WaitGroup.class.getName()));
        group.done();
        waiter.result();
    }
}
