package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap of alarms, against a sorted set. */
@SuppressWarnings("ReferenceEquality") // alarms are places, not values
class AlarmHeapTest {
    /** A heap beside those of the library, which the timer thread does not see. */
    private final AlarmHeap heap = new AlarmHeap(null);

    /** An alarm that is not in the library's own heaps, and is told from others by its number. */
    private static final class Numbered extends Alarm {
        final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected Node ring() {
            throw new AssertionError("rung: " + number);
        }

        @Override
        public String toString() {
            return "alarm " + number + " at " + due;
        }
    }

    /** An entry of the sorted set. */
    private record Entry(long due, int number) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return due == other.due ? Integer.compare(number, other.number) : Long.compare(due, other.due);
        }
    }

    private static List<Numbered> alarms(int count) {
        List<Numbered> alarms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alarms.add(new Numbered(i));
        }
        return alarms;
    }

    /** An empty heap has nothing to ring, and no first time. */
    @Test
    void poll_empty_isNull() {
        assertThat(heap.poll(Long.MAX_VALUE)).isNull();
        assertThat(heap.first()).isEqualTo(Clock.FOREVER);
    }

    /** An alarm is not there before its time. */
    @Test
    void poll_beforeTheTime_isNull() {
        heap.set(new Numbered(0), 100);

        assertThat(heap.poll(99)).isNull();
        assertThat(heap.first()).isEqualTo(100);
    }

    /** An alarm is there at its time, once. */
    @Test
    void poll_atTheTime_isTheAlarmOnce() {
        Alarm alarm = new Numbered(0);
        heap.set(alarm, 100);

        assertThat(heap.poll(100)).isSameAs(alarm);
        assertThat(heap.poll(100)).isNull();
    }

    /** Setting tells whether the alarm was set. */
    @Test
    void set_againAndAfterPollAndCancel_tellsWhetherItWasSet() {
        Alarm alarm = new Numbered(0);

        assertThat(heap.set(alarm, 1)).isFalse();
        assertThat(heap.set(alarm, 1)).isTrue();
        assertThat(heap.set(alarm, 2)).isTrue();
        heap.poll(2);
        assertThat(heap.set(alarm, 3)).isFalse();
        heap.cancel(alarm);
        assertThat(heap.set(alarm, 4)).isFalse();
    }

    /** Cancelling tells whether the alarm was set, and a second time it was not. */
    @Test
    void cancel_again_returnsFalse() {
        Alarm alarm = new Numbered(0);
        heap.set(alarm, 1);

        assertThat(heap.cancel(alarm)).isTrue();
        assertThat(heap.cancel(alarm)).isFalse();
    }

    /** An alarm that has left refers to no other, so that it keeps none alive. */
    @Test
    void cancel_fromTheMiddle_leavesNoReference() {
        List<Numbered> alarms = alarms(100);
        alarms.forEach(each -> heap.set(each, each.number * 37 % 100));
        for (Numbered each : alarms) {
            heap.cancel(each);

            assertThat(isAlone(each)).isTrue();
        }
    }

    /** So does one that has rung. */
    @Test
    void poll_ofAll_leavesNoReference() {
        List<Numbered> alarms = alarms(100);
        alarms.forEach(each -> heap.set(each, each.number * 37 % 100));
        for (int i = 0; i < 100; i++) {
            assertThat(heap.poll(i)).matches(AlarmHeapTest::isAlone);
        }
    }

    /** Setting, moving, cancelling and ringing in any order gives what a sorted set gives, and keeps the invariants. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void operations_inRandomOrder_giveWhatASortedSetGives(long seed) {
        Random random = new Random(seed);
        List<Numbered> alarms = alarms(200);
        NavigableSet<Entry> expected = new TreeSet<>();
        int range = seed % 2 == 0 ? 50 : 1_000_000; // few: most are due at the same time as others
        for (int i = 0; i < 20_000; i++) {
            Numbered alarm = alarms.get(random.nextInt(alarms.size()));
            Entry entry = new Entry(alarm.due, alarm.number);
            switch (random.nextInt(4)) {
                case 0 -> assertThat(heap.cancel(alarm)).isEqualTo(expected.remove(entry));
                case 1 -> assertPolled(random.nextInt(range), expected);
                default -> {
                    long due = random.nextInt(range);
                    assertThat(heap.set(alarm, due)).isEqualTo(expected.remove(entry));
                    expected.add(new Entry(due, alarm.number));
                }
            }
            assertThat(heap.first()).isEqualTo(expected.isEmpty() ? Clock.FOREVER : expected.first().due);
            if (i % 20 == 0) {
                assertInvariants(alarms, expected);
            }
        }
        while (!expected.isEmpty()) {
            assertPolled(range, expected);
        }

        assertInvariants(alarms, expected);
        assertThat(heap.poll(Long.MAX_VALUE)).isNull();
    }

    private void assertPolled(long now, NavigableSet<Entry> expected) {
        Numbered polled = (Numbered) heap.poll(now);
        if (polled == null) {
            assertThat(expected.isEmpty() || expected.first().due > now).isTrue();
        } else {
            assertThat(polled.due).isEqualTo(expected.first().due).isLessThanOrEqualTo(now);
            assertThat(expected.remove(new Entry(polled.due, polled.number))).isTrue();
        }
    }

    /** Each alarm is due no earlier than its parent, and leans to the left; all that are expected hang at one root. */
    private static void assertInvariants(List<Numbered> alarms, NavigableSet<Entry> expected) {
        int roots = 0;
        int set = 0;
        for (Numbered each : alarms) {
            if (each.rank == 0) {
                check(isAlone(each), each);
                continue;
            }
            set++;
            check(expected.contains(new Entry(each.due, each.number)), each);
            int left = each.left == null ? 0 : each.left.rank;
            int right = each.right == null ? 0 : each.right.rank;
            check(left >= right && each.rank == right + 1, each);
            Alarm parent = each.parent;
            if (parent == null) {
                roots++;
            } else {
                check(parent.due <= each.due && (parent.left == each || parent.right == each), each);
            }
        }
        assertThat(set).isEqualTo(expected.size());
        assertThat(roots).isEqualTo(Math.min(1, set));
    }

    /** An assertion that is quick when it holds. */
    private static void check(boolean right, Alarm alarm) {
        if (!right) {
            throw new AssertionError("wrong: " + alarm);
        }
    }

    private static boolean isAlone(Alarm alarm) {
        return alarm.parent == null && alarm.left == null && alarm.right == null;
    }

    /** In whatever order they are set, alarms come out in the order of their times (TMR-023). */
    @ParameterizedTest
    @ValueSource(strings = {"rising", "falling", "random"})
    void poll_ofManySetInSomeOrder_comesInTheOrderOfTheTimes(String order) {
        int count = 100_000;
        Random random = new Random(23);
        LongStream dues = LongStream.range(0, count)
                .map(i -> order.equals("rising") ? i : order.equals("falling") ? count - i : random.nextInt());
        dues.forEach(due -> heap.set(new Numbered(0), due));
        long last = Long.MIN_VALUE;
        int polled = 0;
        for (Alarm alarm = heap.poll(Long.MAX_VALUE - 1); alarm != null; alarm = heap.poll(Long.MAX_VALUE - 1)) {
            assertThat(alarm.due).isGreaterThanOrEqualTo(last);
            last = alarm.due;
            polled++;
        }

        assertThat(polled).isEqualTo(count);
    }

    /** The way down on the right is short, so that an operation among a million takes few steps. */
    @Test
    void set_aMillionInRisingOrder_keepsTheWayDownOnTheRightShort() {
        Numbered first = new Numbered(0);
        heap.set(first, 0);
        for (int i = 1; i < 1_000_000; i++) {
            heap.set(new Numbered(i), i);
        }
        int steps = 0;
        for (Alarm alarm = first; alarm != null; alarm = alarm.right) {
            steps++;
        }

        assertThat(steps).isLessThanOrEqualTo(20);
    }
}
