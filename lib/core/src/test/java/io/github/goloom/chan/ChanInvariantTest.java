package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CHAN-039: who can wait on a channel at the same time, looked at under its lock. */
class ChanInvariantTest {
    private static final int WAITS = 10_000;

    /** CHAN-039: nobody waits to receive while there is a value, nobody waits to send while there is room. */
    @Capacities
    void queues_underLoad_neverHoldWhoCouldBeServed(int capacity) throws Exception {
        SendableChan<Integer> chan = (SendableChan<Integer>) Chan.<Integer>buffered(capacity);
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(Goroutine.go(() -> {
                while (!chan.isClosed()) {
                    chan.send(1);
                }
            }));
            all.add(Goroutine.go(() -> chan.receiveEach(value -> {})));
        }
        int waited = 0;
        while (waited < WAITS) {
            waited += observe(chan) ? 1 : 0;
        }
        chan.close();
        for (Goroutine<Void> each : all) {
            try {
                each.result();
            } catch (ChanClosedException e) {
                // a sender that the close met
            }
        }
    }

    /** CHAN-039: the one exception, a select that sends and receives, waits in both queues, and not for itself. */
    @Test
    void select_sendsAndReceivesOnOneChannel_waitsInBothQueues() throws Exception {
        SendableChan<String> chan = (SendableChan<String>) Chan.<String>unbuffered();
        Goroutine<String> both = Goroutine.<String>call(
                        () -> select(send(chan, "mine", () -> "sent"), receive(chan, value -> "received " + value)))
                .parked();
        chan.lock();
        try {
            assertThat(chan.senders.isEmpty()).isFalse();
            assertThat(chan.receivers.isEmpty()).isFalse();
        } finally {
            chan.unlock();
        }
        Goroutine.assertStillParked(both);
        chan.send("another's");
        assertThat(both.result()).isEqualTo("received another's");
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** {@return whether somebody was seen to wait} */
    private static boolean observe(SendableChan<Integer> chan) {
        boolean receiverWaits;
        boolean senderWaits;
        boolean value;
        boolean room;
        chan.lock();
        try {
            receiverWaits = !chan.receivers.isEmpty();
            senderWaits = !chan.senders.isEmpty();
            value = chan.mayReceive();
            room = chan.maySend();
        } finally {
            chan.unlock();
        }
        assertThat(receiverWaits && value)
                .as("a receiver waits, but a receive would not")
                .isFalse();
        assertThat(senderWaits && room)
                .as("a sender waits, but a send would not")
                .isFalse();
        return receiverWaits || senderWaits;
    }
}
