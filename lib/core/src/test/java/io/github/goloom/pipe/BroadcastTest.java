package io.github.goloom.pipe;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What subscribers of a broadcast get, whom a send waits for, and what is left of one that ends early. */
@Timeout(60)
class BroadcastTest {
    private final Broadcast<Integer> broadcast = new Broadcast<>(2, "news");

    private final Chan<Integer> ready = Chan.buffered(16, "ready");

    /** Takes the two values that are replayed, and no further one. */
    private final Chan<Integer> slow = Chan.buffered(2, "slow");

    /** Every subscriber gets every value, in the order of the sends. */
    @Test
    void send_twoSubscribers_bothGetEveryValueInOrder() throws Exception {
        Subscription<Integer> first = broadcast.subscribe(ready);
        Subscription<Integer> second = broadcast.subscribe(Chan.buffered(16));

        send(1, 2, 3);
        broadcast.close();

        assertThat(first.chan()).containsExactly(1, 2, 3);
        assertThat(second.chan()).containsExactly(1, 2, 3);
    }

    /** Without a subscriber, a value is only there for the replay. */
    @Test
    void send_noSubscriber_returnsAtOnce() throws Exception {
        send(1, 2, 3);

        assertThat(broadcast).hasToString("Broadcast[\"news\", 0 subscribers]");
        assertThat(drained(broadcast.subscribe(ready))).containsExactly(2, 3);
    }

    /** A newcomer gets the last values, as many as are replayed, and then every value. */
    @Test
    void subscribe_afterSends_getsTheLastValuesAndTheNext() throws Exception {
        send(1, 2, 3);
        Subscription<Integer> subscription = broadcast.subscribe(ready);
        send(4);

        assertThat(drained(subscription)).containsExactly(2, 3, 4);
    }

    /** A send waits for a channel that is full; those that are ready have the value meanwhile. */
    @Test
    void send_oneIsSlow_waitsForItAlone() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        send(1, 2);

        Goroutine<Void> sender = Goroutine.go(() -> send(3)).parkedOn(slow);

        assertThat(drained(early)).containsExactly(1, 2, 3);
        assertThat(late.chan().receive()).isEqualTo(1);
        sender.result();
        assertThat(drained(late)).containsExactly(2, 3);
    }

    /** A subscription that is closed is not waited for any longer. */
    @Test
    void close_whileASendWaitsForIt_sendGoesOn() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        send(1, 2);
        Goroutine<Void> sender = Goroutine.go(() -> send(3, 4)).parkedOn(slow);

        late.close();

        sender.result();
        assertThat(late.chan()).containsExactly(1, 2);
        assertThat(drained(early)).containsExactly(1, 2, 3, 4);
        assertThat(broadcast).hasToString("Broadcast[\"news\", 1 subscribers]");
    }

    /** A subscriber may come while a send waits, and gets its value by the replay, once. */
    @Test
    void subscribe_whileASendWaits_getsItsValueOnce() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        send(1, 2);
        Goroutine<Void> sender = Goroutine.go(() -> send(3)).parkedOn(slow);

        Subscription<Integer> newcomer = broadcast.subscribe(ready);

        assertThat(drained(newcomer)).containsExactly(2, 3);
        assertThat(late.chan().receive()).isEqualTo(1);
        sender.result();
        assertThat(drained(late)).containsExactly(2, 3);
        send(4);
        assertThat(drained(newcomer)).containsExactly(4);
    }

    /** A subscriber that is not to be waited for is ended by the value that finds no room. */
    @Test
    void subscribeUntilFull_full_endsAfterWhatIsInTheChannel() throws Exception {
        Subscription<Integer> late = broadcast.subscribeUntilFull(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);

        send(1, 2, 3, 4);

        assertThat(late.chan()).containsExactly(1, 2);
        assertThat(drained(early)).containsExactly(1, 2, 3, 4);
        assertThat(broadcast).hasToString("Broadcast[\"news\", 1 subscribers]");
    }

    /** A channel that its subscriber has closed ends the subscription. */
    @Test
    void send_channelClosedByTheSubscriber_isGone() throws Exception {
        broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        slow.close();

        send(1, 2);

        assertThat(drained(early)).containsExactly(1, 2);
        assertThat(broadcast).hasToString("Broadcast[\"news\", 1 subscribers]");
    }

    /** The end of a broadcast is that of all channels, after what is in them; closing again has no effect. */
    @Test
    void close_withValuesInTheChannels_endsAfterThem() throws Exception {
        Subscription<Integer> first = broadcast.subscribe(ready);
        Subscription<Integer> second = broadcast.subscribe(slow);
        send(1, 2);

        broadcast.close();
        broadcast.close();
        second.close();

        assertThat(first.chan()).containsExactly(1, 2);
        assertThat(second.chan()).containsExactly(1, 2);
        assertThat(broadcast).hasToString("Broadcast[\"news\", 0 subscribers, closed]");
    }

    /** Who comes after the end gets the last values, and the end. */
    @Test
    void subscribe_closed_getsTheReplayAndTheEnd() throws Exception {
        send(1, 2, 3);
        broadcast.close();

        assertThat(broadcast.subscribe(ready).chan()).containsExactly(2, 3);
    }

    /** The end cuts a send short, and says so. */
    @Test
    void close_whileASendWaits_sendThrows() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        send(1, 2);
        Goroutine<Void> sender = Goroutine.go(() -> send(3)).parkedOn(slow);

        broadcast.close();

        assertThat(sender.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("send on closed broadcast \"news\"");
        assertThat(late.chan()).containsExactly(1, 2);
    }

    /** An interrupt while a send waits for a slow subscriber takes the value from that one only. */
    @Test
    void send_interruptedHalfWay_slowOneMissesTheValueAlone() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        send(1, 2);
        Goroutine<Void> sender = Goroutine.go(() -> send(3)).parkedOn(slow);

        sender.interrupt();

        assertThat(sender.failure()).isInstanceOf(InterruptedException.class);
        assertThat(drained(late)).containsExactly(1, 2);
        send(4);
        assertThat(drained(late)).containsExactly(4);
        assertThat(drained(early)).containsExactly(1, 2, 3, 4);
    }

    /** So does a cancellation. */
    @Test
    void send_cancelledHalfWay_slowOneMissesTheValueAlone() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        send(1, 2);
        try (CancellableContext ctx = Context.background().withCancel()) {
            Goroutine<Void> sender = Goroutine.go(() -> broadcast.send(3, ctx)).parkedOn(slow);

            ctx.cancel();

            assertThat(sender.failure()).isInstanceOf(ContextCancelledException.class);
        }
        assertThat(drained(late)).containsExactly(1, 2);
        send(4);
        assertThat(drained(late)).containsExactly(4);
        assertThat(drained(early)).containsExactly(1, 2, 3, 4);
    }

    /** A send that ends before its turn has sent nothing. */
    @Test
    void send_endedBeforeItsTurn_sendsNothing() throws Exception {
        Subscription<Integer> late = broadcast.subscribe(slow);
        Subscription<Integer> early = broadcast.subscribe(ready);
        send(1, 2);
        Goroutine<Void> first = Goroutine.go(() -> send(3)).parkedOn(slow);
        try (CancellableContext ctx = Context.background().withCancel()) {
            Goroutine<Void> interrupted = Goroutine.go(() -> send(7)).parked();
            Goroutine<Void> cancelled =
                    Goroutine.go(() -> broadcast.send(8, ctx)).parked();

            interrupted.interrupt();
            ctx.cancel();

            assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
            assertThat(cancelled.failure()).isInstanceOf(ContextCancelledException.class);
            assertThat(Goroutine.go(() -> broadcast.send(9, ctx)).failure())
                    .isInstanceOf(ContextCancelledException.class);
        }
        late.close();
        first.result();
        assertThat(drained(early)).containsExactly(1, 2, 3);
    }

    /** The channel of a subscription takes part in a select. */
    @Test
    void chan_inASelect_isACaseAsAny() throws Exception {
        Subscription<Integer> subscription = broadcast.subscribe(ready);
        send(1);

        assertThat(select(receive(subscription.chan(), "got %d"::formatted), otherwise(() -> "none")))
                .isEqualTo("got 1");
        assertThat(subscription).asString().startsWith("Subscription[BufferedChan[\"ready\"");
    }

    /** A value that is replayed no longer, and a subscription that is closed, are garbage. */
    @Test
    void memory_oldValueAndClosedSubscription_areCollected() throws Exception {
        Broadcast<Object> objects = new Broadcast<>(1);
        WeakReference<Object> value = sent(objects);
        WeakReference<Object> subscription = closed(objects);
        Goroutine.until(() -> isCollected(subscription));
        assertThat(value.get()).isNotNull();

        objects.send("another");

        Goroutine.until(() -> isCollected(value));
    }

    private static WeakReference<Object> sent(Broadcast<Object> objects) throws InterruptedException {
        Object value = new Object();
        objects.send(value);
        return new WeakReference<>(value);
    }

    private static WeakReference<Object> closed(Broadcast<Object> objects) {
        try (Subscription<Object> subscription = objects.subscribe(Chan.buffered(1))) {
            return new WeakReference<>(subscription.chan());
        }
    }

    private static boolean isCollected(WeakReference<?> reference) {
        System.gc();
        return reference.get() == null;
    }

    private void send(int... values) throws InterruptedException {
        for (int each : values) {
            broadcast.send(each);
        }
    }

    private static List<Integer> drained(Subscription<Integer> subscription) {
        ReceiveChan<Integer> chan = subscription.chan();
        List<Integer> values = new ArrayList<>();
        chan.drainTo(values, 100);
        return values;
    }
}
