package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Interrupt, timeout and cancellation of a select racing with the hand-off. The values are counted: what ends early has
 * neither sent nor received, and what was handed over comes out. So the values arrive in order, none lost, none doubled.
 */
@SuppressWarnings("CheckReturnValue")
class SelectRaceTest {
    private static final int VALUES = 20_000;

    private final Chan<Integer> quiet = Chan.unbuffered();

    /** A receive that may end early: then it gives null. */
    @FunctionalInterface
    private interface Receive {
        Integer once() throws InterruptedException;
    }

    /** A send that may end early: then it gives false. */
    @FunctionalInterface
    private interface Send {
        boolean once(int value) throws InterruptedException;
    }

    /** Sends, that wait or try again and again, against a select that receives; fails unless it ended early at least once. */
    private static void assertAllReceived(Chan<Integer> chan, boolean trying, Receive receive, Chan<?> pace)
            throws Exception {
        var receiver = Goroutine.call(() -> {
            int early = 0;
            for (int expected = 0; expected < VALUES; ) {
                Integer value = receive.once();
                if (value == null) {
                    early++;
                } else {
                    assertThat(value).isEqualTo(expected++);
                }
            }
            pace.close();
            return early;
        });
        var sender = Goroutine.platform(() -> {
            for (int i = 0; i < VALUES; i++) {
                if (trying) {
                    for (int tries = 0; !chan.trySend(i); tries++) {
                        spin(i + tries);
                    }
                } else {
                    chan.send(i);
                }
            }
        });
        assertThat(receiver.result()).as("ended early").isPositive();
        sender.result();
    }

    /** Receives, that wait or try again and again, against a select that sends, and sends a value again if it ended early. */
    private static void assertAllSent(Chan<Integer> chan, boolean trying, Send send, Chan<?> pace) throws Exception {
        var sender = Goroutine.call(() -> {
            int early = 0;
            for (int value = 0; value < VALUES; ) {
                if (send.once(value)) {
                    value++;
                } else {
                    early++;
                }
            }
            pace.close();
            chan.close();
            return early;
        });
        var receiver = Goroutine.platform(() -> {
            for (int expected = 0; expected < VALUES; expected++) {
                Integer value = trying ? tried(chan, expected) : chan.receive();
                assertThat(value).isEqualTo(expected);
            }
        });
        assertThat(sender.result()).as("ended early").isPositive();
        receiver.result();
        assertThat(chan.receive()).isNull();
    }

    private static Integer tried(Chan<Integer> chan, int seed) {
        for (int tries = 0; ; tries++) {
            Received<Integer> received = chan.tryReceive();
            if (received instanceof Received.Value<Integer> value) {
                return value.value();
            }
            assertThat(received).as("before %d", seed).isInstanceOf(Received.Empty.class);
            spin(seed + tries);
        }
    }

    /** Up to some microseconds, so that a hand-off comes at any moment of a wait. */
    private static void spin(int seed) {
        for (int spins = seed * 31 & 127; spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    /** Interrupts each thread that it is given. */
    private static Goroutine<Void> interrupter(Chan<Thread> pace) {
        return Goroutine.go(() -> pace.receiveEach(Thread::interrupt));
    }

    /** An interrupt that races with the value of a receive case loses no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void receive_racingWithInterrupts_losesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Thread> pace = Chan.buffered(1);
        var interrupter = interrupter(pace);
        assertAllReceived(
                chan,
                trying,
                () -> {
                    pace.trySend(Thread.currentThread());
                    try {
                        return select(receive(quiet), receive(chan));
                    } catch (InterruptedException e) {
                        return null;
                    }
                },
                pace);
        interrupter.result();
    }

    /** An interrupt that races with the hand-off of a send case doubles no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_racingWithInterrupts_doublesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Thread> pace = Chan.buffered(1);
        var interrupter = interrupter(pace);
        assertAllSent(
                chan,
                trying,
                value -> {
                    pace.trySend(Thread.currentThread());
                    try {
                        return select(receive(quiet, v -> false), send(chan, value, () -> true));
                    } catch (InterruptedException e) {
                        return false;
                    }
                },
                pace);
        interrupter.result();
    }

    /** A timeout that races with the value of a receive case loses no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void receive_racingWithTimeouts_losesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        int[] nanos = {0};
        assertAllReceived(
                chan,
                trying,
                () -> select(receive(quiet), receive(chan), after(next(nanos), () -> null)),
                Chan.unbuffered());
    }

    /** A timeout that races with the hand-off of a send case doubles no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_racingWithTimeouts_doublesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        int[] nanos = {0};
        assertAllSent(
                chan,
                trying,
                value -> select(
                        receive(quiet, v -> false), send(chan, value, () -> true), after(next(nanos), () -> false)),
                Chan.unbuffered());
    }

    /** Times from 1 to 8,000 ns, so that some end before a hand-off, some behind it, and some with it. */
    private static Duration next(int[] nanos) {
        nanos[0] = (nanos[0] + 977) % 8_000;
        return Duration.ofNanos(1 + nanos[0]);
    }

    private record Until(Chan<Void> done) implements Cancellation {
        @Override
        public RuntimeException err() {
            return new IllegalCallerException("cancelled");
        }
    }

    /** Ends each cancellation that it is given. */
    private static Goroutine<Void> canceller(Chan<Until> pace) {
        return Goroutine.go(() -> pace.receiveEach(until -> until.done().close()));
    }

    private static Until offered(Chan<Until> pace) {
        Until until = new Until(Chan.unbuffered());
        pace.trySend(until);
        return until;
    }

    /** A cancellation that races with the value of a receive case loses no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void receive_racingWithCancellations_losesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Until> pace = Chan.buffered(1);
        var canceller = canceller(pace);
        assertAllReceived(
                chan,
                trying,
                () -> {
                    try {
                        return select(offered(pace), receive(quiet), receive(chan));
                    } catch (IllegalCallerException e) {
                        return null;
                    }
                },
                pace);
        canceller.result();
    }

    /** A cancellation that races with the hand-off of a send case doubles no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_racingWithCancellations_doublesNoValue(boolean trying) throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Until> pace = Chan.buffered(1);
        var canceller = canceller(pace);
        assertAllSent(
                chan,
                trying,
                value -> {
                    try {
                        return select(offered(pace), receive(quiet, v -> false), send(chan, value, () -> true));
                    } catch (IllegalCallerException e) {
                        return false;
                    }
                },
                pace);
        canceller.result();
    }
}
