package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A count that would leave its range is refused with the numbers, and stays as it is. */
class WaitGroupMisuseTest {
    /** One done too many is refused (WG-005). */
    @Test
    void done_countIsZero_throwsIllegalState() {
        WaitGroup group = new WaitGroup();
        group.add(1);
        group.done();

        assertThatThrownBy(group::done)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("negative WaitGroup counter: 0 - 1");
    }

    /** A sum out of range is refused with both its numbers, and the count stays (WG-005). */
    @ParameterizedTest
    @CsvSource({
        "0, -1, negative WaitGroup counter: 0 - 1",
        "3, -4, negative WaitGroup counter: 3 - 4",
        "0, -2147483648, negative WaitGroup counter: 0 - 2147483648",
        "2147483647, -2147483648, negative WaitGroup counter: 2147483647 - 2147483648",
        "2147483647, 1, WaitGroup counter above 2147483647: 2147483647 + 1",
        "1, 2147483647, WaitGroup counter above 2147483647: 1 + 2147483647",
    })
    void add_outOfRange_throwsWithTheNumbersAndChangesNothing(int count, int delta, String message) {
        WaitGroup group = new WaitGroup();
        group.add(count);

        assertThatThrownBy(() -> group.add(delta))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(group).hasToString("WaitGroup[" + count + "]");
    }

    /** The largest count can be reached and left. */
    @Test
    void add_toTheLargestInt_isCounted() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(Integer.MAX_VALUE - 1);
        group.add(1);
        assertThat(group).hasToString("WaitGroup[2147483647]");

        group.add(-Integer.MAX_VALUE);

        group.await();
    }

    /** At the largest count no task is started. */
    @Test
    void go_countIsTheLargest_throwsAndStartsNothing() {
        WaitGroup group = new WaitGroup();
        group.add(Integer.MAX_VALUE);

        assertThatThrownBy(() -> group.go(() -> {})).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(group).hasToString("WaitGroup[2147483647]");
    }

    /** After the error a wait does not block: the count is not negative (WG-006 differs). */
    @Test
    void await_afterOneDoneTooMany_returnsAtOnce() throws Exception {
        WaitGroup group = new WaitGroup();
        assertThatThrownBy(group::done).isInstanceOf(IllegalStateException.class);

        Goroutine.go(group::await).result();
    }

    /** A refused done does not disturb those who wait (WG-005). */
    @Test
    void add_belowZeroWhileSomebodyWaits_letsNobodyGo() throws Exception {
        WaitGroup group = new WaitGroup();
        group.add(1);
        Goroutine<Void> waiter = Goroutine.go(group::await).parkedOn(group);

        assertThatThrownBy(() -> group.add(-2)).isInstanceOf(IllegalStateException.class);

        Goroutine.assertStillParked(waiter);
        group.done();
        waiter.result();
    }

    /** Reuse before the waiters have run is no misuse: they were let go for the first use (WG-008 differs, WG-009). */
    @Test
    void add_beforeTheReleasedHaveReturned_doesNotHoldThem() throws Exception {
        WaitGroup group = new WaitGroup();
        for (int round = 0; round < 1000; round++) {
            group.add(1);
            Goroutine<Void> virtual = Goroutine.go(group::await).parkedOn(group);
            Goroutine<Void> platform =
                    round % 50 == 0 ? Goroutine.platform(group::await).parkedOn(group) : virtual;

            group.done();
            group.add(1);

            virtual.result();
            platform.result();
            group.done();
        }
    }
}
