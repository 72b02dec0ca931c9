package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.info.GraphLayout;

/** Channels are small, and keep nothing alive that they no longer need. */
@Tag("jol")
@SuppressWarnings("CheckReturnValue")
class MemoryTest {
    private static final int LIMIT = 128;
    private static final Duration SHORT = Duration.ofMillis(1);

    /** A channel without a buffer, name excluded, takes 128 bytes at most. */
    @Test
    void unbuffered_withoutName_takesAtMost128Bytes() {
        assertThat(sizeOf(Chan.unbuffered())).isPositive().isLessThanOrEqualTo(LIMIT);
    }

    /** A buffer costs its array and nothing else. */
    @Test
    void buffered_withoutName_takesAtMost128BytesAndItsArray() {
        long array = GraphLayout.parseInstance((Object) new Object[16]).totalSize();

        assertThat(sizeOf(Chan.buffered(16))).isGreaterThan(array).isLessThanOrEqualTo(LIMIT + array);
    }

    /** A channel that was used is as small as a new one. */
    @Capacities
    void channel_usedAndDrained_isAsSmallAsANewOne(int capacity) throws Exception {
        Chan<Object> chan = Chan.buffered(capacity);
        long before = sizeOf(chan);

        for (int i = 0; i < 100; i++) {
            Goroutine<Void> sender = Goroutine.go(() -> chan.send(new Object()));
            chan.receive();
            sender.result();
            chan.tryReceive(Duration.ofNanos(1));
        }

        assertThat(sizeOf(chan)).isEqualTo(before);
    }

    private static long sizeOf(Chan<?> chan) {
        return GraphLayout.parseInstance(chan).totalSize();
    }

    /** A value that was taken out of the buffer is garbage once its receiver forgets it (CHAN-042). */
    @Capacities
    void receive_value_isNotKeptAlive(int capacity) throws Exception {
        Chan<Object> chan = Chan.buffered(capacity);
        Goroutine<WeakReference<Object>> sender = Goroutine.call(() -> send(chan));
        chan.receive();

        assertCollected(sender.result());
        assertThat(chan.capacity()).isEqualTo(capacity);
    }

    /** So is one of a batch (CHAN-042). */
    @Test
    void receiveUpTo_values_areNotKeptAlive() throws Exception {
        Chan<Object> chan = Chan.buffered(4);
        List<WeakReference<Object>> sent = List.of(send(chan), send(chan), send(chan));
        chan.receiveUpTo(3);

        for (WeakReference<Object> each : sent) {
            assertCollected(each);
        }
        assertThat(chan.size()).isZero();
    }

    /** The value of a send that was given up is garbage. */
    @Test
    void send_timedOut_doesNotKeepTheValueAlive() throws Exception {
        Chan<Object> chan = Chan.unbuffered();
        Goroutine<WeakReference<Object>> sender = Goroutine.call(() -> {
            Object value = new Object();
            assertThat(chan.trySend(value, SHORT)).isFalse();
            return new WeakReference<>(value);
        });

        assertCollected(sender.result());
        assertThat(chan.isClosed()).isFalse();
    }

    /** The values of those who waited when the channel was closed are garbage (CHAN-026). */
    @Test
    void close_withSendersWaiting_doesNotKeepTheirValuesAlive() throws Exception {
        Chan<Object> chan = Chan.unbuffered();
        Object[] value = {new Object()};
        WeakReference<Object> sent = new WeakReference<>(value[0]);
        Goroutine<Void> sender = Goroutine.go(() -> chan.send(take(value))).parkedOn(chan);

        chan.close();

        assertThat(sender.failure()).isInstanceOf(ChanClosedException.class);
        assertCollected(sent);
        assertThat(chan.isClosed()).isTrue();
    }

    private static Object take(Object[] value) {
        Object taken = value[0];
        value[0] = null;
        return taken;
    }

    /** What waits on a channel for a moment and gives up. */
    record Wait(String name, Goroutine.Action body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Chan<Object> CHAN = Chan.unbuffered();
    private static final Chan<Object> OTHER = Chan.unbuffered();

    static List<Wait> waits() {
        return List.of(
                new Wait("receive timed out", () -> CHAN.tryReceive(SHORT)),
                new Wait("send timed out", () -> CHAN.trySend(new Object(), SHORT)),
                new Wait(
                        "select timed out",
                        () -> Select.select(
                                Select.onReceive(CHAN, value -> {}),
                                Select.onSend(CHAN, new Object(), () -> {}),
                                Select.onAfter(SHORT, () -> {}))),
                new Wait("select served elsewhere", () -> {
                    Goroutine<Void> sender = Goroutine.go(() -> OTHER.send(new Object()));
                    Select.select(Select.onReceive(CHAN, value -> {}), Select.onReceive(OTHER, value -> {}));
                    sender.result();
                }),
                new Wait("receive interrupted", () -> {
                    Goroutine<Object> receiver =
                            Goroutine.call(CHAN::receive).parkedOn(CHAN).interrupt();
                    assertThat(receiver.failure()).isInstanceOf(InterruptedException.class);
                }));
    }

    /** A wait that is over leaves nothing in the channel that leads to its thread. */
    @ParameterizedTest
    @MethodSource("waits")
    void wait_over_doesNotKeepTheThreadAlive(Wait wait) throws Exception {
        assertCollected(threadOf(Goroutine.platform(wait.body)));
        assertCollected(threadOf(Goroutine.go(wait.body)));
        assertThat(CHAN.isClosed()).isFalse();
    }

    private static WeakReference<Thread> threadOf(Goroutine<Void> goroutine) throws Exception {
        goroutine.result();
        goroutine.thread().join();
        return new WeakReference<>(goroutine.thread());
    }

    /** A channel that nobody refers to is garbage, closed or not (CHAN-031). */
    @Test
    void channel_unreferenced_isCollected() throws Exception {
        WeakReference<Chan<Object>> open = new WeakReference<>(Chan.buffered(4));

        assertCollected(open);
    }

    private static WeakReference<Object> send(Chan<Object> chan) throws InterruptedException {
        Object value = new Object();
        chan.send(value);
        return new WeakReference<>(value);
    }

    private static void assertCollected(WeakReference<?> reference) {
        Goroutine.until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
