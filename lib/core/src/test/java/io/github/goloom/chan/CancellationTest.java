package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancelled wait has communicated nothing and throws the cancellation's error. */
class CancellationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 5_000;

    /** A cancellation made of a channel. */
    private static final class Done implements Cancellation {
        final Chan<Void> done = Chan.unbuffered("done");

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public RuntimeException err() {
            return done.isClosed() ? new CancellationException("cancelled by the test") : null;
        }

        Done cancelled() {
            done.close();
            return this;
        }
    }

    /** A way to send or to receive one value that may be cancelled. */
    record Way(String name, boolean sends, Operation operation) {
        Integer run(Chan<Integer> chan, Integer value, Cancellation until) throws Exception {
            return operation.run(chan, value, until);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a {@link Way} does. */
    @FunctionalInterface
    interface Operation {
        Integer run(Chan<Integer> chan, Integer value, Cancellation until) throws Exception;
    }

    static List<Way> ways() {
        return List.of(
                new Way("send", true, (chan, value, until) -> {
                    chan.send(value, until);
                    return value;
                }),
                new Way("receive", false, (chan, value, until) -> chan.receive(until)),
                new Way(
                        "select send",
                        true,
                        (chan, value, until) -> Select.select(
                                until,
                                Select.send(chan, value, () -> value),
                                Select.receive(Chan.<Integer>unbuffered()))),
                new Way("select receive", false, (chan, value, until) -> Select.select(until, Select.receive(chan))),
                new Way(
                        "select in order, list",
                        false,
                        (chan, value, until) -> Select.selectInOrder(
                                until, List.of(Select.receive(Chan.<Integer>nil()), Select.receive(chan)))));
    }

    /** Done on entry, nothing to communicate. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneOnEntryNotReady_throwsTheError(Way way) {
        Chan<Integer> chan = Chan.unbuffered();

        assertThatThrownBy(() -> way.run(chan, 1, new Done().cancelled()))
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessage("cancelled by the test");
        assertNobodyWaits(chan);
    }

    /** Done on entry, although the buffer has what it wants. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneOnEntryBufferReady_communicatesNothing(Way way) throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);

        assertThatThrownBy(() -> way.run(chan, 1, new Done().cancelled())).isInstanceOf(CancellationException.class);
        assertThat(chan.size()).isEqualTo(1);
    }

    /** Done on entry, although the other side waits; that one waits on. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneOnEntryPartnerWaits_leavesThePartner(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> partner = Goroutine.call(() -> plain(way, chan, 5)).parkedOn(chan);

        assertThatThrownBy(() -> way.run(chan, 1, new Done().cancelled())).isInstanceOf(CancellationException.class);

        Goroutine.assertStillParked(partner);
        way.run(chan, 5, new Done());
        assertThat(partner.result()).isEqualTo(5);
    }

    /** Done on entry, although the channel is closed. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneOnEntryClosed_throwsTheError(Way way) {
        Chan<Integer> chan = Chan.unbuffered();
        chan.close();

        assertThatThrownBy(() -> way.run(chan, 1, new Done().cancelled())).isInstanceOf(CancellationException.class);
    }

    /** Done on entry wins over the interrupt status, which stays. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneAndInterruptedOnEntry_throwsTheErrorAndKeepsTheStatus(Way way) throws Exception {
        Goroutine<Boolean> both = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> way.run(Chan.unbuffered(), 1, new Done().cancelled()))
                    .isInstanceOf(CancellationException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(both.result()).isTrue();
    }

    /** A select that would not wait asks the cancellation, too. */
    @Test
    void select_doneOnEntryWithOtherwise_throwsTheError() {
        assertThatThrownBy(() -> Select.select(new Done().cancelled(), Select.otherwise(() -> "idle")))
                .isInstanceOf(CancellationException.class);
    }

    /** While parked, on any channel, virtual or platform thread: the error, and no trace in either channel. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_cancelledWhileParked_throwsTheErrorAndLeavesNoTrace(Way way) throws Exception {
        for (Chan<Integer> chan : List.of(Chan.<Integer>unbuffered(), Chan.<Integer>nil())) {
            Done until = new Done();
            Goroutine<Integer> virtual =
                    Goroutine.call(() -> way.run(chan, 1, until)).parked();
            Goroutine<Void> platform =
                    Goroutine.platform(() -> way.run(chan, 1, until)).parked();

            until.done.close();

            assertThat(virtual.failure()).isExactlyInstanceOf(CancellationException.class);
            assertThat(platform.failure()).isExactlyInstanceOf(CancellationException.class);
            assertNobodyWaits(chan);
            assertNobodyWaits(until.done);
        }
    }

    /** A wait that was served is no longer registered on the cancellation. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_servedWhileParked_leavesNoTraceInDone(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Done until = new Done();
        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(chan, 3, until)).parked();
        assertThat(inside(until.done).receivers.isEmpty()).isFalse();

        plain(way, chan, 3);

        assertThat(waiting.result()).isEqualTo(3);
        assertNobodyWaits(chan);
        assertNobodyWaits(until.done);
    }

    /** Nor is one that was interrupted. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedWhileParked_leavesNoTraceInEither(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Done until = new Done();
        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(chan, 3, until)).parked();

        assertThat(waiting.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);

        assertNobodyWaits(chan);
        assertNobodyWaits(until.done);
    }

    /** One that can never be cancelled: the wait ends by being served or interrupted. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_nilDone_isServedOrInterrupted(Way way) throws Exception {
        Cancellation never = of(Chan.nil(), null);
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> served =
                Goroutine.call(() -> way.run(chan, 4, never)).parked();
        plain(way, chan, 4);
        assertThat(served.result()).isEqualTo(4);

        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(chan, 4, never)).parked();
        assertThat(waiting.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(never.isDone()).isFalse();
        assertThatCode(never::throwIfDone).doesNotThrowAnyException();
    }

    /** A cancellation that breaks its promise of an error is named, on entry and after a wait. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneWithoutError_throwsIllegalState(Way way) throws Exception {
        Chan<Void> done = Chan.unbuffered();
        Cancellation broken = of(done, null);
        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(Chan.unbuffered(), 1, broken)).parked();

        done.close();

        assertThat(waiting.failure())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("done() has ended, but err() is null: broken");
        assertThatThrownBy(() -> way.run(Chan.unbuffered(), 1, broken))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("err() is null: broken");
        assertThatThrownBy(broken::throwIfDone).isExactlyInstanceOf(IllegalStateException.class);
    }

    /** A cancellation whose channel is missing is refused by name, and nothing is sent or received. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_doneIsNull_throwsNamingIt(Way way) throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);

        assertThatThrownBy(() -> way.run(chan, 1, of(null, null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageContaining("done()");
        assertThat(chan.size()).isEqualTo(1);
    }

    private static Cancellation of(ReceiveChan<Void> done, RuntimeException err) {
        return new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                return done;
            }

            @Override
            public RuntimeException err() {
                return err;
            }

            @Override
            public String toString() {
                return "broken";
            }
        };
    }

    static Stream<Arguments> races() {
        return ways().stream().flatMap(way -> IntStream.of(0, 1).mapToObj(capacity -> Arguments.of(way, capacity)));
    }

    /** Racing with the hand-off: the wait got the value or it was cancelled; none is lost or doubled (CHAN-033). */
    @ParameterizedTest
    @MethodSource("races")
    void wait_cancellationRacesWithHandOff_losesAndDoublesNothing(Way way, int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        AtomicReference<Done> until = new AtomicReference<>(new Done());
        List<Integer> raced = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        Goroutine<Integer> goroutine = Goroutine.call(() -> race(way, chan, until, raced));

        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            if (random.nextBoolean()) {
                until.get().done.tryClose();
            }
            for (int spins = random.nextInt(4) * random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            plain.add(plain(way, chan, i));
        }

        assertThat(goroutine.result()).as("cancelled waits").isPositive();
        assertThat(plain).isEqualTo(IntStream.range(0, ROUNDS).boxed().toList());
        assertThat(raced).isEqualTo(plain);
        assertNobodyWaits(chan);
        assertNobodyWaits(until.get().done);
    }

    /**
     * Communicates round after round, each cancelled wait again with a new cancellation; returns how many there were.
     */
    private static int race(Way way, Chan<Integer> chan, AtomicReference<Done> until, List<Integer> raced)
            throws Exception {
        int cancelled = 0;
        while (raced.size() < ROUNDS) {
            Done now = until.get();
            try {
                raced.add(way.run(chan, raced.size(), now));
            } catch (CancellationException e) {
                cancelled++;
                assertNobodyWaits(now.done);
                until.set(new Done());
            }
        }
        return cancelled;
    }

    /** The other side, which gives up in the end if a value was lost. */
    private static Integer plain(Way way, Chan<Integer> chan, Integer value) throws Exception {
        if (way.sends) {
            return ((Received.Value<Integer>) chan.tryReceive(PATIENCE)).value();
        }
        assertThat(chan.trySend(value, PATIENCE)).isTrue();
        return value;
    }

    private static SendableChan<?> inside(Chan<?> chan) {
        return (SendableChan<?>) chan;
    }

    private static void assertNobodyWaits(Chan<?> chan) {
        assertThat(inside(chan).receivers.isEmpty()).isTrue();
        assertThat(inside(chan).senders.isEmpty()).isTrue();
    }
}
