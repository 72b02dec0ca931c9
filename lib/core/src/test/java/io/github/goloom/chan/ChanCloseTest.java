package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What close does to the channel, to those who wait on it, and to those who come later. */
@SuppressWarnings("CheckReturnValue")
class ChanCloseTest {
    /** CHAN-018: the nil channel cannot be closed, and says so. */
    @Test
    void close_nil_isAnError() {
        assertThatIllegalStateException().isThrownBy(() -> Chan.nil().close()).withMessage("close of nil channel");
        assertThat(Chan.nil().tryClose()).isFalse();
        assertThat(Chan.nil().isClosed()).isFalse();
    }

    /** CHAN-019: the second close is an error that names the channel, and changes nothing. */
    @Test
    void close_twice_isAnErrorAndChangesNothing() throws Exception {
        Chan<String> chan = Chan.buffered(2, "orders");
        chan.send("a");
        chan.close();
        assertThatExceptionOfType(ChanClosedException.class)
                .isThrownBy(chan::close)
                .withMessage("close of closed channel \"orders\"");
        assertThat(chan.tryClose()).isFalse();
        assertThat(chan.size()).isEqualTo(1);
        assertThat(chan.receive()).isEqualTo("a");
        assertThat(chan.receive()).isNull();
    }

    /** CHAN-020: a send on a closed channel throws, room or not, and in each of its forms. */
    @Capacities
    void send_closed_throwsInEveryForm(int capacity) {
        Chan<String> chan = Chan.buffered(capacity, "orders");
        chan.close();
        for (Goroutine.Action send : everySend(chan)) {
            assertThatExceptionOfType(ChanClosedException.class)
                    .isThrownBy(send::run)
                    .withMessage("send on closed channel \"orders\"");
        }
    }

    /** CHAN-020: the same if the buffer was full at the close. */
    @Test
    void send_closedFull_throwsInEveryForm() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        chan.send("a");
        chan.close();
        for (Goroutine.Action send : everySend(chan)) {
            assertThatExceptionOfType(ChanClosedException.class).isThrownBy(send::run);
        }
    }

    /** CHAN-021: a sender that waits when the channel is closed throws, and its value is never delivered. */
    @Capacities
    void close_parkedSender_throwsAndItsValueIsGone(int capacity) throws Exception {
        Chan<String> chan = Chan.buffered(capacity, "orders");
        while (chan.trySend("in the buffer")) {}
        Goroutine<Void> sender = Goroutine.go(() -> chan.send("never")).parkedOn(chan);
        Goroutine<Boolean> timed =
                Goroutine.call(() -> chan.trySend("never", Duration.ofDays(1))).parkedOn(chan);
        chan.close();
        for (Goroutine<?> each : List.of(sender, timed)) {
            assertThat(each.failure())
                    .isInstanceOf(ChanClosedException.class)
                    .hasMessage("send on closed channel \"orders\"");
        }
        assertThat(drained(chan)).isEqualTo(Collections.nCopies(capacity, "in the buffer"));
    }

    /** CHAN-022: the errors are exceptions that a program can catch and go on from. */
    @Test
    void errors_caught_threadGoesOn() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        chan.close();
        Goroutine<Integer> goesOn = Goroutine.call(() -> {
            int caught = 0;
            for (Goroutine.Action each : List.<Goroutine.Action>of(
                    () -> chan.send("a"), chan::close, () -> Chan.nil().close(), () -> Chan.buffered(-1))) {
                try {
                    each.run();
                } catch (RuntimeException e) {
                    caught++;
                }
            }
            return caught;
        });
        assertThat(goesOn.result()).isEqualTo(4);
    }

    /** CHAN-023: what is in the buffer comes out in order, then every receive finds the end, for ever. */
    @Capacities
    void receive_closedWithValues_givesThemThenTheEndForEver(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            chan.send(i);
        }
        chan.close();
        for (int i = 0; i < capacity; i++) {
            assertThat(chan.tryReceive(Duration.ZERO)).isEqualTo(new Received.Value<>(i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(chan.receive()).isNull();
            assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>());
            assertThat(chan.tryReceive(Duration.ofDays(1))).isEqualTo(new Received.Closed<>());
            assertThat(chan.receiveUpTo(3)).isEmpty();
            assertThat(chan.drainTo(new ArrayList<>(), 3)).isZero();
        }
    }

    /** CHAN-024: a value that looks like nothing is still a value. */
    @Test
    void receive_zeroThatWasSent_isAValue() throws Exception {
        Chan<Object> chan = Chan.buffered(3);
        chan.send(0);
        chan.send("");
        chan.send(false);
        chan.close();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>(0));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>(""));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>(false));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>());
    }

    /** CHAN-025, CHAN-030: close wakes all who wait to receive, in whatever order, each with the end. */
    @Capacities
    void close_manyParkedReceivers_allGetTheEnd(int capacity) throws Exception {
        Chan<String> chan = Chan.buffered(capacity);
        List<Goroutine<String>> receivers = IntStream.range(0, 100)
                .mapToObj(i -> Goroutine.call(chan::receive))
                .toList();
        receivers.forEach(each -> each.parkedOn(chan));
        chan.close();
        for (Goroutine<String> each : receivers) {
            assertThat(each.result()).isNull();
        }
    }

    /** CHAN-026, CHAN-030: of a full channel, what is in the buffer stays and what parked senders bring is dropped. */
    @Test
    void close_fullWithManyParkedSenders_keepsTheBufferOnly() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);
        chan.send(2);
        List<Goroutine<Void>> senders = IntStream.range(3, 103)
                .mapToObj(i -> Goroutine.go(() -> chan.send(i)))
                .toList();
        senders.forEach(each -> each.parkedOn(chan));
        chan.close();
        for (Goroutine<Void> each : senders) {
            assertThat(each.failure()).isInstanceOf(ChanClosedException.class);
        }
        assertThat(drained(chan)).containsExactly(1, 2);
    }

    /** CHAN-027: close waits for nobody, not even to notice an interrupt, which it leaves as it is. */
    @Capacities
    void close_interruptedThread_closesAndKeepsTheStatus(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        while (chan.trySend(0)) {}
        Goroutine<Void> parked = Goroutine.go(() -> chan.send(1)).parkedOn(chan);
        Thread.currentThread().interrupt();
        chan.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(parked.failure()).isInstanceOf(ChanClosedException.class);
    }

    /** CHAN-028: closed is for ever: neither draining nor failing opens the channel again. */
    @Test
    void close_whateverFollows_staysClosed() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);
        chan.send(1);
        assertThat(chan.isClosed()).isFalse();
        chan.close();
        for (int i = 0; i < 3; i++) {
            assertThat(chan.isClosed()).isTrue();
            assertThatExceptionOfType(ChanClosedException.class).isThrownBy(() -> chan.trySend(2));
            assertThat(chan.tryClose()).isFalse();
            chan.receive();
        }
    }

    /** CHAN-029: a send that failed because the channel is closed leaves no trace in it. */
    @Capacities
    void receive_afterAFailedSend_stillFindsTheEnd(int capacity) throws Exception {
        Chan<String> chan = Chan.buffered(capacity);
        chan.close();
        for (Goroutine.Action send : everySend(chan)) {
            assertThatExceptionOfType(ChanClosedException.class).isThrownBy(send::run);
            assertThat(chan.size()).isZero();
            assertThat(chan.receive()).isNull();
            assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>());
        }
    }

    private static List<Goroutine.Action> everySend(Chan<String> chan) {
        return List.of(
                () -> chan.send("x"),
                () -> chan.trySend("x", Duration.ZERO),
                () -> chan.trySend("x", Duration.ofDays(1)),
                () -> chan.trySend("x"));
    }

    private static <T> List<T> drained(Chan<T> chan) throws InterruptedException {
        List<T> values = new ArrayList<>();
        chan.receiveEach(values::add);
        return values;
    }
}
