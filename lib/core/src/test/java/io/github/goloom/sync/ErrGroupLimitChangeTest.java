package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a group may change when no task runs. */
class ErrGroupLimitChangeTest {
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * With a limit of 0 who starts a task waits, until the limit is raised: then so many as it allows start (EG-011,
     * EG-012).
     */
    @Test
    void go_limitOfZeroIsRaised_startsAsManyAsItAllows() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(0);
            List<Goroutine<Boolean>> starters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                starters.add(Goroutine.call(() -> group.go(end::await)).parkedOn(group));
            }

            group.limit(2);

            assertThat(starters.get(0).result()).isTrue();
            assertThat(starters.get(1).result()).isTrue();
            Goroutine.assertStillParked(starters.get(2));
            end.countDown();
            assertThat(starters.get(2).result()).isTrue();
            group.await();
        }
    }

    /** A negative limit is none, also after another (EG-011). */
    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void limit_negative_isNone(int none) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(1);
            group.limit(none);
            for (int i = 0; i < 1000; i++) {
                assertThat(group.tryGo(end::await)).isTrue();
            }
            assertThat(group).hasToString("ErrGroup[1000 running, 0 failed]");
            end.countDown();
            group.await();
        }
    }

    /** A negative limit lets those who wait at 0 start, too (EG-011, EG-012). */
    @Test
    void limit_liftedWhileStartersWait_letsThemAllStart() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(0);
            List<Goroutine<Boolean>> starters = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                starters.add(Goroutine.call(() -> group.go(end::await)).parkedOn(group));
            }

            group.limit(-1);

            for (Goroutine<Boolean> each : starters) {
                assertThat(each.result()).isTrue();
            }
            end.countDown();
            group.await();
        }
    }

    /** It may change when no task runs, as often as one likes (EG-012). */
    @Test
    void limit_changedWhileNothingRuns_holdsFromThenOn() throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            for (int limit : new int[] {1, 5, 2, 0, 3}) {
                group.limit(limit);
                CountDownLatch now = new CountDownLatch(1);
                for (int i = 0; i < limit; i++) {
                    assertThat(group.tryGo(now::await)).isTrue();
                }
                assertThat(group.tryGo(now::await)).as("limit %d", limit).isFalse();
                now.countDown();
                group.await();
            }
        }
    }

    /** Changed while tasks run it is refused, with both numbers, and stays as it was (EG-012). */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 3, 100})
    void limit_changedWhileTasksRun_throwsAndStays(int limit) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.limit(2);
            group.go(end::await);
            group.go(end::await);

            assertThatThrownBy(() -> group.limit(limit))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("limit changed to " + limit + " while 2 tasks run");

            assertThat(group).hasToString("ErrGroup[2/2 running, 0 failed]");
            end.countDown();
            group.await();
        }
    }

    /** Tasks that were started without a limit count as running, too (EG-013 differs). */
    @ParameterizedTest
    @ValueSource(ints = {-1, 7})
    void limit_setWhileUnlimitedTasksRun_throws(int limit) throws Exception {
        try (ErrGroup group = new ErrGroup()) {
            group.go(end::await);

            assertThatThrownBy(() -> group.limit(limit))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("limit changed to " + limit + " while 1 tasks run");

            end.countDown();
            group.await();
        }
    }
}
