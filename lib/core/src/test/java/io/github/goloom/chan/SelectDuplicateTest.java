package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One channel in several cases of a select, in the same and in opposite directions. */
class SelectDuplicateTest {
    /** SEL-023: one channel in two receive cases serves one of them, once. */
    @Test
    void select_ofOneChannelTwice_receivesOnce() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);
        chan.send(2);

        int first = select(receive(chan, v -> v), receive(chan, v -> v));

        assertThat(first).isEqualTo(1);
        assertThat(chan.size()).isEqualTo(1);
    }

    /**
     * SEL-023: a select that waits on one channel twice is served once, and leaves the next value to the next receiver.
     */
    @Test
    void select_parkedOnOneChannelTwice_leavesNothingDangling() throws Exception {
        Chan<Integer> twice = Chan.unbuffered();
        Chan<Integer> once = Chan.unbuffered();
        Chan<Integer> then = Chan.unbuffered();
        var select = Goroutine.call(() -> {
            int chosen = select(receive(twice, v -> v), receive(twice, v -> v), receive(once, v -> v));
            return chosen + then.receive();
        });
        select.parked();
        var next = Goroutine.call(twice::receive);
        next.parkedOn(twice);

        once.send(1);
        select.parkedOn(then);
        twice.send(10);

        assertThat(next.result()).isEqualTo(10);
        then.send(100);
        assertThat(select.result()).isEqualTo(101);
        assertThat(((SendableChan<?>) twice).receivers.isEmpty()).isTrue();
    }

    /** SEL-023: the same if the channel that stands there twice serves it. */
    @Test
    void select_servedByTheChannelItHasTwice_takesOneValue() throws Exception {
        Chan<Integer> twice = Chan.unbuffered();
        var select = Goroutine.call(() -> select(receive(twice, v -> v), receive(twice, v -> v)));
        select.parked();

        assertThat(twice.trySend(1)).isTrue();

        assertThat(twice.trySend(2)).isFalse();
        assertThat(select.result()).isEqualTo(1);
        assertThat(((SendableChan<?>) twice).receivers.isEmpty()).isTrue();
    }

    /** SEL-024: a select that sends to and receives from one unbuffered channel does not pair with itself. */
    @Test
    void select_sendingAndReceivingAlone_waitsForEver() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        var select = Goroutine.call(() -> select(send(chan, 1, () -> "sent"), receive(chan, v -> "received")));

        Goroutine.assertStillParked(select);

        select.interrupt();
        assertThat(select.failure()).isInstanceOf(InterruptedException.class);
    }

    /** SEL-024: with a default it takes that. */
    @Test
    void select_sendingAndReceivingWithOtherwise_takesOtherwise() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();

        String chosen =
                select(send(chan, 1, () -> "sent"), receive(chan, v -> "received"), otherwise(() -> "otherwise"));

        assertThat(chosen).isEqualTo("otherwise");
    }

    /** SEL-024: one that waits in both directions is served from either side. */
    @Test
    void select_parkedInBothDirections_servesAReceiverOrASender() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        var sends = Goroutine.call(() -> select(send(chan, 1, () -> -1), receive(chan, v -> v)));
        sends.parked();
        assertThat(chan.receive()).isEqualTo(1);
        assertThat(sends.result()).isEqualTo(-1);

        var receives = Goroutine.call(() -> select(send(chan, 1, () -> -1), receive(chan, v -> v)));
        receives.parked();
        chan.send(5);
        assertThat(receives.result()).isEqualTo(5);
    }

    /** SEL-025: two such selects pair with each other, 1,000 times each, and never with themselves. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void selects_sendingAndReceiving_pairWithEachOther(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        List<Goroutine<Integer>> both = new ArrayList<>();
        for (int id = 0; id < 2; id++) {
            int self = id;
            both.add(Goroutine.call(() -> sendAndReceive(chan, self)));
        }

        int ownValues = both.get(0).result() + both.get(1).result();

        if (capacity == 0) {
            assertThat(ownValues).isZero();
        }
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
    }

    /** Returns how often it received its own value. */
    private static int sendAndReceive(Chan<Integer> chan, int self) throws InterruptedException {
        int[] own = {0};
        var send = onSend(chan, self, () -> {});
        var receive = onReceive(chan, value -> own[0] += value == self ? 1 : 0);
        for (int i = 0; i < 1_000; i++) {
            if (self == 0 || i % 2 == 0) {
                select(send, receive);
            } else {
                select(receive, send);
            }
        }
        return own[0];
    }

    /** SEL-026: on a buffer neither empty nor full both directions are ready, and an own value may come back. */
    @Test
    void select_onAHalfFullBuffer_choosesEitherDirection() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        int sent = 0;
        int own = 0;
        for (int i = 0; i < 1_000; i++) {
            chan.send(i);
            int got = select(send(chan, -1, () -> -2), receive(chan, v -> v));
            sent += got == -2 ? 1 : 0;
            own += got == i ? 1 : 0;
            chan.drainTo(new ArrayList<>(), 2);
        }

        assertThat(sent).isBetween(300, 700);
        assertThat(own).isEqualTo(1_000 - sent);
    }
}
