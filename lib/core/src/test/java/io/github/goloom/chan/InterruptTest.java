package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupted wait has communicated nothing; one that was served first returns normally, with the status kept. */
@SuppressWarnings("CheckReturnValue")
class InterruptTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 5_000;

    /** A way to send or to receive one value that may wait. */
    record Way(String name, boolean sends, Operation operation) {
        /** Sends the value, or receives one. */
        Integer run(Chan<Integer> chan, Integer value) throws Exception {
            return operation.run(chan, value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a {@link Way} does. */
    @FunctionalInterface
    interface Operation {
        Integer run(Chan<Integer> chan, Integer value) throws Exception;
    }

    /** A cancellation that never comes, on a channel that could be closed. */
    private static final Cancellation NEVER = new Cancellation() {
        private final Chan<Void> done = Chan.unbuffered("never");

        @Override
        public ReceiveChan<Void> done() {
            return done;
        }

        @Override
        public RuntimeException err() {
            return null;
        }
    };

    static List<Way> ways() {
        return Stream.concat(sends(), receives()).toList();
    }

    static Stream<Way> sends() {
        return Stream.of(
                send("send", (chan, value) -> chan.send(value)),
                send("send timed", (chan, value) -> chan.trySend(value, LONG)),
                send("send until", (chan, value) -> chan.send(value, NEVER)),
                select("select send", true, chan -> value -> List.of(sendCase(chan, value))),
                select(
                        "select send, twice",
                        true,
                        chan -> value -> List.of(sendCase(chan, value), sendCase(chan, value))),
                send("select until, send", (chan, value) -> Select.select(NEVER, sendCase(chan, value))),
                send("select in order, send", (chan, value) -> Select.selectInOrder(sendCase(chan, value), other())),
                send("select send after", (chan, value) -> Select.select(sendCase(chan, value), after())));
    }

    static Stream<Way> receives() {
        return Stream.of(
                receive("receive", Chan::receive),
                receive("receive timed", chan -> ((Received.Value<Integer>) chan.tryReceive(LONG)).value()),
                receive("receive until", chan -> chan.receive(NEVER)),
                receive("receiveUpTo", chan -> chan.receiveUpTo(1).get(0)),
                receive("receiveEach", InterruptTest::firstOfEach),
                select("select receive", false, chan -> value -> List.of(Select.receive(chan))),
                select("select receive, two channels", false, chan -> value -> List.of(Select.receive(chan), other())),
                receive("select until, receive", chan -> Select.select(NEVER, Select.receive(chan), other())),
                receive("select in order, receive", chan -> Select.selectInOrder(other(), Select.receive(chan))),
                receive("select receive after", chan -> Select.select(Select.receive(chan), after())));
    }

    private interface Body {
        void run(Chan<Integer> chan, Integer value) throws Exception;
    }

    private interface Source {
        Integer get(Chan<Integer> chan) throws Exception;
    }

    private static Way send(String name, Body body) {
        return new Way(name, true, (chan, value) -> {
            body.run(chan, value);
            return value;
        });
    }

    private static Way receive(String name, Source body) {
        return new Way(name, false, (chan, value) -> body.get(chan));
    }

    private static Way select(
            String name,
            boolean sends,
            Function<Chan<Integer>, Function<Integer, List<Select.Case<Integer, RuntimeException>>>> cases) {
        return new Way(
                name, sends, (chan, value) -> Select.select(cases.apply(chan).apply(value)));
    }

    private static Select.Case<Integer, RuntimeException> sendCase(Chan<Integer> chan, Integer value) {
        return Select.send(chan, value, () -> value);
    }

    private static Select.Case<Integer, RuntimeException> other() {
        return Select.receive(Chan.<Integer>unbuffered());
    }

    private static Select.Case<Integer, RuntimeException> after() {
        return Select.after(LONG, () -> -1);
    }

    private static Integer firstOfEach(Chan<Integer> chan) throws InterruptedException {
        List<Integer> first = new ArrayList<>();
        try {
            chan.receiveEach(value -> {
                first.add(value);
                throw new IllegalStateException("enough");
            });
        } catch (IllegalStateException enough) {
            return first.get(0);
        }
        return null;
    }

    /** On entry, with nothing to communicate. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedOnEntryNotReady_throwsAndClearsTheStatus(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();

        assertThat(runInterrupted(way, chan)).isEqualTo("InterruptedException, status false");
        assertNobodyWaits(chan);
    }

    /** On entry, although the buffer has what it wants. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedOnEntryBufferReady_communicatesNothing(Way way) throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);

        assertThat(runInterrupted(way, chan)).isEqualTo("InterruptedException, status false");
        assertThat(chan.size()).isEqualTo(1);
    }

    /** On entry, although the other side waits; that one waits on. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedOnEntryPartnerWaits_leavesThePartner(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Integer> partner =
                Goroutine.call(() -> partner(way).run(chan, 5)).parkedOn(chan);

        assertThat(runInterrupted(way, chan)).isEqualTo("InterruptedException, status false");

        Goroutine.assertStillParked(partner);
        way.run(chan, 5);
        assertThat(partner.result()).isEqualTo(5);
    }

    /** On entry, although the channel is closed. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedOnEntryClosed_throws(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        chan.close();

        assertThat(runInterrupted(way, chan)).isEqualTo("InterruptedException, status false");
    }

    /** On the nil channel (CHAN-014, CHAN-015), on entry and while waiting. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_nilChannelInterrupted_throws(Way way) throws Exception {
        assertThat(runInterrupted(way, Chan.nil())).isEqualTo("InterruptedException, status false");

        Goroutine<Integer> waiting =
                Goroutine.call(() -> way.run(Chan.nil(), 1)).parked();
        assertThat(waiting.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    /** While parked: it ends, and leaves no trace in the channel. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_interruptedWhileParked_throwsAndLeavesNoTrace(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<String> waiting = Goroutine.call(() -> outcome(way, chan)).parked();

        assertThat(waiting.interrupt().result()).isEqualTo("InterruptedException, status false");

        assertNobodyWaits(chan);
        assertThat(chan.tryReceive()).isInstanceOf(Received.Empty.class);
        assertThat(chan.trySend(1)).isFalse();
    }

    /** A platform thread alike. */
    @ParameterizedTest
    @MethodSource("ways")
    void wait_platformThreadInterruptedWhileParked_throws(Way way) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Goroutine<Void> waiting = Goroutine.platform(() -> way.run(chan, 1)).parked();

        assertThat(waiting.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
        assertNobodyWaits(chan);
    }

    /** One of several who wait is interrupted: the others keep their order (CHAN-034). */
    @Test
    void send_interruptedInTheMiddle_leavesTheOrderOfTheOthers() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int value = i;
            senders.add(Goroutine.go(() -> chan.send(value)).parkedOn(chan));
        }

        senders.get(1).interrupt().failure();

        assertThat(chan.receiveUpTo(3)).containsExactly(0, 2);
    }

    /** A select without a case waits until it is interrupted (SEL-013). */
    @Test
    void select_noCases_endsByInterrupt() throws Exception {
        Goroutine<Object> waiting =
                Goroutine.call(() -> Select.select(List.of())).parked();

        assertThat(waiting.interrupt().failure()).isExactlyInstanceOf(InterruptedException.class);
    }

    /** The iterator and the stream throw unchecked, and keep the status. */
    @Test
    void iteratorAndStream_interrupted_throwUncheckedWithStatusSet() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);
        List<Goroutine.Action> loops = List.of(
                () -> assertThat(chan.iterator().hasNext()).isTrue(),
                () -> chan.iterator().next(),
                () -> assertThat(chan.stream().toList()).isEmpty());
        for (Goroutine.Action each : loops) {
            Goroutine<String> waiting =
                    Goroutine.call(() -> outcome(each)).parkedOn(chan).interrupt();
            assertThat(waiting.result()).isEqualTo("UncheckedInterruptedException, status true");
        }
        chan.send(1);
        Goroutine<String> onEntry = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            return outcome(() -> chan.iterator().next());
        });
        assertThat(onEntry.result()).isEqualTo("UncheckedInterruptedException, status true");
        assertThat(chan.size()).isEqualTo(1);
    }

    /** What never waits ignores the status and keeps it. */
    @Test
    void operationThatNeverWaits_interrupted_worksAndKeepsTheStatus() throws Exception {
        Goroutine<Boolean> interrupted = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            Chan<Integer> chan = Chan.buffered(2);
            assertThat(chan.trySend(1)).isTrue();
            assertThat(chan.trySend(2)).isTrue();
            assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>(1));
            assertThat(chan.drainTo(new ArrayList<>(), 5)).isEqualTo(1);
            assertThat(Select.<String, RuntimeException>select(Select.otherwise(() -> "idle")))
                    .isEqualTo("idle");
            assertThat(Select.<String, RuntimeException>select(Select.after(Duration.ZERO, () -> "at once")))
                    .isEqualTo("at once");
            assertThat(Select.select(sendCase(chan, 3), Select.otherwise(() -> -1)))
                    .isEqualTo(3);
            assertThat(chan.tryClose()).isTrue();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(interrupted.result()).isTrue();
    }

    static Stream<Arguments> races() {
        return ways().stream().flatMap(way -> IntStream.of(0, 1).mapToObj(capacity -> Arguments.of(way, capacity)));
    }

    /**
     * Racing with the hand-off: each value arrives exactly once and in order (CHAN-033), and each interrupt is seen
     * exactly once, as the exception or as a status that was kept.
     */
    @ParameterizedTest
    @MethodSource("races")
    void wait_interruptRacesWithHandOff_losesNeitherValueNorInterrupt(Way way, int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        Race race = new Race();
        List<Integer> received = new ArrayList<>();
        Goroutine<Void> raced = Goroutine.go(() -> {
            for (int i = 0; i < ROUNDS; ) {
                try {
                    Integer value = way.run(chan, i);
                    i++;
                    if (!way.sends) {
                        received.add(value);
                    }
                    race.seenAsStatus(Thread.interrupted());
                } catch (InterruptedException e) {
                    race.seenAsException();
                }
            }
        });

        for (int i = 0; i < ROUNDS; i++) {
            if (i < ROUNDS - 10) { // the last ones are for the goroutine to see what came before
                race.perhapsInterrupt(raced.thread());
            }
            Integer value = partner(way).run(chan, i);
            if (way.sends) {
                received.add(value);
            }
        }

        raced.result();
        assertThat(race.pending).as("an interrupt was lost").isFalse();
        assertThat(race.thrown).as("waits that were interrupted").isPositive();
        assertThat(race.kept).as("hand-offs that came first").isPositive();
        assertThat(received).isEqualTo(IntStream.range(0, ROUNDS).boxed().toList());
        assertNobodyWaits(chan);
    }

    /** Interrupts of one thread, each after the one before was seen. */
    private static final class Race {
        private final AtomicBoolean pending = new AtomicBoolean();
        private final Random random = new Random(1);
        private int thrown;
        private int kept;

        /** Interrupts shortly before the hand-off that follows, if at all. */
        void perhapsInterrupt(Thread thread) {
            if (random.nextBoolean() && pending.compareAndSet(false, true)) {
                thread.interrupt();
            }
            for (int spins = random.nextInt(4) * random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }

        void seenAsStatus(boolean interrupted) {
            if (interrupted) {
                kept++;
                pending.set(false);
            }
        }

        void seenAsException() {
            thrown++;
            pending.set(false);
        }
    }

    /** The other side, which gives up in the end if a value was lost. */
    private static Way partner(Way way) {
        return way.sends
                ? receive("partner", chan -> ((Received.Value<Integer>) chan.tryReceive(PATIENCE)).value())
                : send(
                        "partner",
                        (chan, value) ->
                                assertThat(chan.trySend(value, PATIENCE)).isTrue());
    }

    private static String runInterrupted(Way way, Chan<Integer> chan) throws Exception {
        return Goroutine.call(() -> {
                    Thread.currentThread().interrupt();
                    return outcome(way, chan);
                })
                .result();
    }

    private static String outcome(Way way, Chan<Integer> chan) {
        return outcome(() -> way.run(chan, 1));
    }

    private static String outcome(Goroutine.Action body) {
        String outcome = "normal";
        try {
            body.run();
        } catch (Exception e) {
            outcome = e.getClass().getSimpleName();
        }
        return outcome + ", status " + Thread.currentThread().isInterrupted();
    }

    private static void assertNobodyWaits(Chan<?> chan) {
        SendableChan<?> inside = (SendableChan<?>) chan;
        assertThat(inside.receivers.isEmpty()).isTrue();
        assertThat(inside.senders.isEmpty()).isTrue();
    }
}
