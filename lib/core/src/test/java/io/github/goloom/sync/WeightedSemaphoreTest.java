package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a weighted semaphore grants, in which order, and how it counts. */
class WeightedSemaphoreTest {
    private static final long SIZE = 10;

    /** A weight that is free is granted at once, the whole included (SEM-001). */
    @Test
    void acquire_free_takesTheWeight() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(SIZE);

        semaphore.acquire(4);
        semaphore.acquire(6);

        assertThat(semaphore).hasToString("WeightedSemaphore[10/10]");
    }

    /** A weight that is not free is waited for (SEM-001). */
    @ParameterizedTest(name = "virtual {0}")
    @ValueSource(booleans = {true, false})
    void acquire_notFree_waitsForTheRelease(boolean virtual) throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 8);
        Goroutine<Void> waiting = start(virtual, () -> semaphore.acquire(3)).parkedOn(semaphore);

        semaphore.release(1);

        waiting.result();
        assertHeld(semaphore, 10);
    }

    /** A release that is not enough leaves the waiter where it is (SEM-001). */
    @Test
    void release_notEnough_grantsNothing() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 8);
        Goroutine<Void> waiting = Goroutine.go(() -> semaphore.acquire(5)).parkedOn(semaphore);

        semaphore.release(2);

        Goroutine.assertStillParked(waiting);
        assertHeld(semaphore, 6);
        semaphore.release(1);
        waiting.result();
    }

    /** Acquire, try, try, release two, try, acquire, try: true, false, true, false (SEM-013). */
    @Test
    void tryAcquire_betweenAcquires_isTrueIfFree() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(2);
        List<Boolean> tries = new ArrayList<>();

        semaphore.acquire(1);
        tries.add(semaphore.tryAcquire(1));
        tries.add(semaphore.tryAcquire(1));
        semaphore.release(2);
        tries.add(semaphore.tryAcquire(1));
        semaphore.acquire(1);
        tries.add(semaphore.tryAcquire(1));

        assertThat(tries).containsExactly(true, false, true, false);
    }

    /** A request that would fit waits behind one that does not (SEM-004). */
    @Test
    void acquire_smallBehindLarge_waits() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 5);
        Goroutine<Void> large = Goroutine.go(() -> semaphore.acquire(6)).parkedOn(semaphore);
        Goroutine<Void> small = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);

        Goroutine.assertStillParked(large, small);
        semaphore.release(2);
        large.result();
        small.result();
        assertHeld(semaphore, 10);
    }

    /** Who waits is served first in, first out (SEM-004). */
    @Test
    void acquire_many_areServedInTheirOrder() throws Exception {
        WeightedSemaphore semaphore = held(1, 1);
        List<Integer> order = new ArrayList<>();
        List<Goroutine<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            waiting.add(Goroutine.go(() -> {
                        semaphore.acquire(1);
                        order.add(number);
                        semaphore.release(1);
                    })
                    .parkedOn(semaphore));
        }

        semaphore.release(1);

        for (Goroutine<Void> each : waiting) {
            each.result();
        }
        assertThat(order).hasSize(100).isSorted();
    }

    /** Nobody overtakes one who waits, not even with a weight that is free, or with none (SEM-005). */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5})
    void tryAcquire_somebodyWaits_isFalse(long weight) throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 5);
        Goroutine<Void> waiting = Goroutine.go(() -> semaphore.acquire(6)).parkedOn(semaphore);

        assertThat(semaphore.tryAcquire(weight)).isFalse();

        semaphore.release(1);
        waiting.result();
    }

    /** A request for the whole is granted amid a stream of small ones (SEM-006). */
    @Test
    void acquire_wholeAmidSmallOnes_isNotStarved() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(4);
        AtomicBoolean over = new AtomicBoolean();
        List<Goroutine<Void>> stream = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stream.add(Goroutine.platform(() -> {
                while (!over.get()) {
                    semaphore.acquire(1);
                    semaphore.release(1);
                }
            }));
        }

        for (int i = 0; i < 100; i++) {
            Goroutine<Void> whole = Goroutine.platform(() -> semaphore.acquire(4));
            whole.result();
            semaphore.release(4);
        }

        over.set(true);
        for (Goroutine<Void> each : stream) {
            each.result();
        }
        assertThat(semaphore.tryAcquire(4)).isTrue();
    }

    /** A request for more than the whole holds up nobody, neither those who come nor those who wait (SEM-007). */
    @Test
    void acquire_moreThanTheSize_holdsUpNobody() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, SIZE);
        Goroutine<Void> never = Goroutine.go(() -> semaphore.acquire(SIZE + 1)).parkedOn(semaphore);
        Goroutine<Void> behind = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);

        semaphore.release(SIZE);

        behind.result();
        assertThat(semaphore.tryAcquire(SIZE - 1)).isTrue();
        Goroutine.assertStillParked(never);
        assertThat(never.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
        assertHeld(semaphore, SIZE);
    }

    /** A release grants in order until the first for whom it is not enough, also if it were for the next (SEM-010). */
    @Test
    void release_severalWait_stopsAtTheFirstThatDoesNotFit() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, SIZE);
        Goroutine<Void> first = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);
        Goroutine<Void> second = Goroutine.go(() -> semaphore.acquire(2)).parkedOn(semaphore);
        Goroutine<Void> third = Goroutine.go(() -> semaphore.acquire(4)).parkedOn(semaphore);
        Goroutine<Void> fourth = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);

        semaphore.release(5);

        first.result();
        second.result();
        Goroutine.assertStillParked(third, fourth);
        assertHeld(semaphore, 8);
        semaphore.release(3);
        third.result();
        fourth.result();
    }

    /** More than is held cannot be released, and the message has both numbers (SEM-011). */
    @Test
    void release_moreThanHeld_throwsWithTheNumbers() {
        WeightedSemaphore semaphore = held(SIZE, 3);

        assertThatThrownBy(() -> semaphore.release(4))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("released 4, but only 3 is held");
        assertThatThrownBy(() -> semaphore.release(Long.MAX_VALUE))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("9223372036854775807");
    }

    /** A release that failed has changed nothing and served nobody (SEM-012). */
    @Test
    void release_moreThanHeld_changesNothing() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 3);
        Goroutine<Void> waiting = Goroutine.go(() -> semaphore.acquire(8)).parkedOn(semaphore);

        assertThatThrownBy(() -> semaphore.release(4)).isInstanceOf(IllegalStateException.class);

        Goroutine.assertStillParked(waiting);
        assertHeld(semaphore, 3);
        semaphore.release(1);
        waiting.result();
        assertHeld(semaphore, SIZE);
    }

    /** Any thread may release, in other portions than were acquired (SEM-014). */
    @Test
    void release_byOthersInOtherPortions_isAccepted() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, 4);
        semaphore.acquire(3);

        Goroutine.go(() -> semaphore.release(6)).result();
        Goroutine.platform(() -> semaphore.release(1)).result();

        assertHeld(semaphore, 0);
        assertThat(semaphore.tryAcquire(SIZE)).isTrue();
    }

    /** Nothing is granted at once although all is held, unless somebody waits: then in turn (SEM-015). */
    @Test
    void acquire_zero_succeedsUnlessSomebodyWaits() throws Exception {
        WeightedSemaphore semaphore = held(SIZE, SIZE);
        semaphore.acquire(0);
        Goroutine<Void> first = Goroutine.go(() -> semaphore.acquire(1)).parkedOn(semaphore);
        Goroutine<Void> zero = Goroutine.go(() -> semaphore.acquire(0)).parkedOn(semaphore);

        Goroutine.assertStillParked(first, zero);
        semaphore.release(1);
        first.result();
        zero.result();
    }

    /** A semaphore of size 0 grants nothing but nothing (SEM-015). */
    @Test
    void semaphore_ofSizeZero_grantsZeroOnly() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(0);

        semaphore.acquire(0);

        assertThat(semaphore.tryAcquire(0)).isTrue();
        assertThat(semaphore.tryAcquire(1)).isFalse();
    }

    /** The largest size counts as any other: no sum wraps (SEM-001). */
    @Test
    void semaphore_ofTheLargestSize_doesNotWrap() throws Exception {
        WeightedSemaphore semaphore = new WeightedSemaphore(Long.MAX_VALUE);
        semaphore.acquire(Long.MAX_VALUE - 1);

        assertThat(semaphore.tryAcquire(Long.MAX_VALUE)).isFalse();
        assertThat(semaphore.tryAcquire(2)).isFalse();
        assertThat(semaphore.tryAcquire(1)).isTrue();
        semaphore.release(Long.MAX_VALUE);
        assertHeld(semaphore, 0);
    }

    /** A negative weight is refused and changes nothing (SEM-016). */
    @Test
    void call_negativeWeight_changesNothing() {
        WeightedSemaphore semaphore = held(SIZE, 3);

        assertThatThrownBy(() -> semaphore.acquire(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.tryAcquire(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.release(-1)).isInstanceOf(IllegalArgumentException.class);

        assertHeld(semaphore, 3);
    }

    private static Goroutine<Void> start(boolean virtual, Goroutine.Action body) {
        return virtual ? Goroutine.go(body) : Goroutine.platform(body);
    }

    private static WeightedSemaphore held(long size, long weight) {
        WeightedSemaphore semaphore = new WeightedSemaphore(size);
        assertThat(semaphore.tryAcquire(weight)).isTrue();
        return semaphore;
    }

    private static void assertHeld(WeightedSemaphore semaphore, long weight) {
        assertThat(semaphore.toString()).startsWith("WeightedSemaphore[" + weight + "/");
    }
}
