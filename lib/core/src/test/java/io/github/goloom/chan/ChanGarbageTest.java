package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel keeps alive, and what keeps a channel alive. */
@SuppressWarnings("CheckReturnValue")
class ChanGarbageTest {
    /** CHAN-031: a channel that nobody refers to is garbage, open or closed, with values or without. */
    @Capacities
    void chan_unreferenced_isCollected(int capacity) {
        Chan<Object> chan = Chan.buffered(capacity);
        chan.trySend(new Object());
        WeakReference<Chan<Object>> reference = new WeakReference<>(chan);
        chan = null;
        assertCollected(reference);
    }

    /** CHAN-031: a goroutine that waits on a channel is kept with it, although nobody else refers to either. */
    @Test
    void goroutine_parkedOnAnUnreferencedChannel_isKept() throws Exception {
        WeakReference<Thread> parked = startParked();
        for (int i = 0; i < 5; i++) {
            System.gc();
            assertThat(parked.get()).isNotNull();
        }
        Thread thread = parked.get();
        assertThat(thread.isAlive()).isTrue();
        thread.interrupt();
        thread.join();
    }

    /** CHAN-042: a channel does not keep a value alive that was received. */
    @Capacities
    void value_receivedFromTheBuffer_isCollected(int capacity) throws Exception {
        Chan<Object> chan = Chan.buffered(Math.max(1, capacity));
        WeakReference<Object> reference = new WeakReference<>(sendOne(chan));
        chan.receive();
        assertCollected(reference);
        assertThat(chan.size()).isZero();
    }

    /** CHAN-042: nor one of those that were received in a batch, those of waiting senders included. */
    @Test
    void values_receivedInABatch_areCollected() throws Exception {
        Chan<Object> chan = Chan.buffered(2);
        List<WeakReference<Object>> references = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            references.add(new WeakReference<>(sendOne(chan)));
        }
        Goroutine<Void> sender = Goroutine.go(() -> chan.send(new Object())).parkedOn(chan);
        assertThat(chan.receiveUpTo(10)).hasSize(3);
        sender.result();
        references.forEach(ChanGarbageTest::assertCollected);
        assertThat(chan.size()).isZero();
    }

    /** CHAN-042: nor one that a sender brought and took back. */
    @Test
    void value_notSentInTime_isCollected() throws Exception {
        Chan<Object> chan = Chan.unbuffered();
        Object value = new Object();
        assertThat(chan.trySend(value, Duration.ofMillis(1))).isFalse();
        WeakReference<Object> reference = new WeakReference<>(value);
        value = null;
        assertCollected(reference);
        assertThat(chan.isClosed()).isFalse();
    }

    private static Object sendOne(Chan<Object> chan) throws InterruptedException {
        Object value = new Object();
        chan.send(value);
        return value;
    }

    private static WeakReference<Thread> startParked() {
        Chan<String> chan = Chan.unbuffered();
        Goroutine<String> goroutine = Goroutine.call(chan::receive).parkedOn(chan);
        return new WeakReference<>(goroutine.thread());
    }

    private static void assertCollected(WeakReference<?> reference) {
        Goroutine.until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
