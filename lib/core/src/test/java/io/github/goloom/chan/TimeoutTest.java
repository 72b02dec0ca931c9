package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A timed wait that runs out has communicated nothing; zero tries once, and huge has no end. */
class TimeoutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 5_000;
    private static final int MAX_NANOS = 40_000;

    /** A timed way to send or to receive one value; the result says whether it did. */
    record Way(String name, boolean sends, Operation operation) {
        boolean run(Chan<Integer> chan, List<Integer> values, Duration timeout) throws Exception {
            return operation.run(chan, values, timeout);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a {@link Way} does: sends the size of the list, or adds to the list what it received. */
    @FunctionalInterface
    interface Operation {
        boolean run(Chan<Integer> chan, List<Integer> values, Duration timeout) throws Exception;
    }

    static List<Way> ways() {
        return List.of(
                new Way("send", true, (chan, values, timeout) -> {
                    boolean sent = chan.trySend(values.size(), timeout);
                    return sent && values.add(values.size());
                }),
                new Way(
                        "receive",
                        false,
                        (chan, values, timeout) -> chan.tryReceive(timeout) instanceof Received.Value<Integer> got
                                && values.add(got.value())),
                new Way(
                        "select send",
                        true,
                        (chan, values, timeout) -> Select.select(
                                Select.send(chan, values.size(), () -> values.add(values.size())), lapse(timeout))),
                new Way(
                        "select receive",
                        false,
                        (chan, values, timeout) -> Select.select(
                                Select.receive(chan, values::add),
                                lapse(timeout),
                                Select.receive(Chan.nil(), nothing -> false))),
                new Way(
                        "select in order, receive",
                        false,
                        (chan, values, timeout) -> Select.selectInOrder(
                                lapse(Duration.ofDays(1)),
                                lapse(timeout),
                                Select.receive(Chan.<Integer>unbuffered(), nothing -> false),
                                Select.receive(chan, values::add))));
    }

    private static Select.Case<Boolean, RuntimeException> lapse(Duration timeout) {
        return Select.after(timeout, () -> false);
    }

    static Stream<Arguments> tooShort() {
        return product(Stream.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(1),
                Duration.ofMillis(1)));
    }

    static Stream<Arguments> noLongerThanZero() {
        return product(Stream.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)));
    }

    static Stream<Arguments> huge() {
        return product(Stream.of(
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE / 2),
                Duration.ofNanos(Long.MAX_VALUE / 2 - 1)));
    }

    private static Stream<Arguments> product(Stream<Duration> timeouts) {
        return timeouts.flatMap(timeout -> ways().stream().map(way -> Arguments.of(way, timeout)));
    }

    /** With nothing to communicate it ends, however short the time, and leaves no trace. */
    @ParameterizedTest
    @MethodSource("tooShort")
    void wait_notReady_timesOutAndLeavesNoTrace(Way way, Duration timeout) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();

        assertThat(way.run(chan, new ArrayList<>(), timeout)).isFalse();

        assertNobodyWaits(chan);
        assertThat(chan.tryReceive()).isInstanceOf(Received.Empty.class);
        assertThat(chan.trySend(1)).isFalse();
    }

    /** On the nil channel, too (CHAN-014, CHAN-015, SEL-014). */
    @ParameterizedTest
    @MethodSource("tooShort")
    void wait_nilChannel_timesOut(Way way, Duration timeout) throws Exception {
        assertThat(way.run(Chan.nil(), new ArrayList<>(), timeout)).isFalse();
    }

    /** Zero and less try once: what the buffer has is taken, room in it is used (CHAN-013). */
    @ParameterizedTest
    @MethodSource("noLongerThanZero")
    void wait_noTimeAndBufferReady_succeeds(Way way, Duration timeout) throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(0);

        assertThat(way.run(chan, new ArrayList<>(), timeout)).isTrue();
        assertThat(chan.size()).isEqualTo(way.sends ? 2 : 0);
    }

    /** Zero and less try once: a partner that waits is served (CHAN-050). */
    @ParameterizedTest
    @MethodSource("noLongerThanZero")
    void wait_noTimeAndPartnerWaits_succeeds(Way way, Duration timeout) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Void> partner = Goroutine.go(() -> {
                    if (way.sends) {
                        chan.receive();
                    } else {
                        chan.send(0);
                    }
                })
                .parkedOn(chan);

        assertThat(way.run(chan, new ArrayList<>(), timeout)).isTrue();
        partner.result();
    }

    /** A huge time saturates instead of wrapping into the past: it waits, and is served. */
    @ParameterizedTest
    @MethodSource("huge")
    void wait_hugeTime_waitsUntilServed(Way way, Duration timeout) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Boolean> waiting = Goroutine.call(() -> way.run(chan, new ArrayList<>(), timeout));
        Goroutine.assertStillParked(waiting);

        if (way.sends) {
            chan.receive();
        } else {
            chan.send(0);
        }

        assertThat(waiting.result()).isTrue();
    }

    /** Not before the time. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_notReady_lastsAtLeastTheTime(Way way) throws Exception {
        long start = System.nanoTime();

        assertThat(way.run(Chan.unbuffered(), new ArrayList<>(), Duration.ofMillis(20)))
                .isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    /** A platform thread times out alike. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_platformThread_timesOut(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();

        Goroutine.platform(() -> assertThat(way.run(chan, new ArrayList<>(), Duration.ofMillis(1)))
                        .isFalse())
                .result();

        assertNobodyWaits(chan);
    }

    /** Closed is no timeout (CHAN-023, CHAN-051), on entry and while waiting. */
    @Capacities
    void receive_closed_isClosedNotEmpty(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Goroutine<Received<Integer>> waiting =
                Goroutine.call(() -> chan.tryReceive(Duration.ofHours(1))).parkedOn(chan);

        chan.close();

        assertThat(waiting.result()).isInstanceOf(Received.Closed.class);
        assertThat(chan.tryReceive(Duration.ofHours(1))).isInstanceOf(Received.Closed.class);
        assertThat(chan.tryReceive(Duration.ZERO)).isInstanceOf(Received.Closed.class);
    }

    /** Of several times in a select the shortest counts. */
    @Test
    void select_severalAfters_takesTheShortest() throws Exception {
        String first = Select.select(
                Select.after(Duration.ofHours(1), () -> "an hour"),
                Select.after(Duration.ofMillis(1), () -> "a millisecond"),
                Select.after(Duration.ofSeconds(Long.MAX_VALUE), () -> "never"));

        assertThat(first).isEqualTo("a millisecond");
    }

    static Stream<Arguments> races() {
        return ways().stream().flatMap(way -> IntStream.of(0, 1).mapToObj(capacity -> Arguments.of(way, capacity)));
    }

    /** Racing with the hand-off: the wait got the value or it timed out; none is lost or doubled (CHAN-033). */
    @ParameterizedTest
    @MethodSource("races")
    void wait_timeoutRacesWithHandOff_losesAndDoublesNothing(Way way, int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Integer> timed = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        Goroutine<Integer> raced = Goroutine.call(() -> {
            int timeouts = 0;
            Random random = new Random(1);
            while (timed.size() < ROUNDS) {
                if (!way.run(chan, timed, Duration.ofNanos(random.nextInt(MAX_NANOS)))) {
                    timeouts++;
                }
            }
            return timeouts;
        });

        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            for (int spins = random.nextInt(4) * random.nextInt(500); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            if (way.sends) {
                plain.add(((Received.Value<Integer>) chan.tryReceive(PATIENCE)).value());
            } else {
                assertThat(chan.trySend(i, PATIENCE)).isTrue();
                plain.add(i);
            }
        }

        assertThat(raced.result()).as("timeouts").isPositive();
        assertThat(plain).isEqualTo(IntStream.range(0, ROUNDS).boxed().toList());
        assertThat(timed).isEqualTo(plain);
        assertNobodyWaits(chan);
    }

    private static void assertNobodyWaits(Chan<?> chan) {
        SendableChan<?> inside = (SendableChan<?>) chan;
        assertThat(inside.receivers.isEmpty()).isTrue();
        assertThat(inside.senders.isEmpty()).isTrue();
    }
}
