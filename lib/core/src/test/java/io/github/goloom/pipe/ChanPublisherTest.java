package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import io.github.goloom.testing.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels as publishers: demand, and every way to end. */
class ChanPublisherTest {
    @RegisterExtension
    private final Uncaught uncaught = new Uncaught();

    private final Chan<Integer> source = Chan.buffered(10, "source");
    private final Flow.Publisher<Integer> publisher = Chans.publisher(source);

    private Tracked tracked;

    @BeforeEach
    void track() {
        tracked = Tracked.all();
    }

    @AfterEach
    void noGoroutineIsLeft() {
        StartHook.set(null);
        try (Tracked closed = tracked) {
            Tracked.untilEnded("Chans.publisher");
            assertThat(closed).isNotNull();
        }
    }

    /** A subscriber that notes what it is told. */
    private static class Noting implements Flow.Subscriber<Integer> {
        final Chan<Object> signals = Chan.buffered(1000);
        final Chan<Flow.Subscription> subscription = Chan.buffered(1);

        Flow.Subscription subscribed(Flow.Publisher<Integer> to) throws InterruptedException {
            to.subscribe(this);
            return subscription.receive();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            assertThat(subscription.trySend(given)).isTrue();
        }

        @Override
        public void onNext(Integer item) {
            assertThat(signals.trySend(item)).isTrue();
        }

        @Override
        public void onError(Throwable failure) {
            assertThat(signals.trySend(failure)).isTrue();
            signals.close();
        }

        @Override
        public void onComplete() {
            assertThat(signals.trySend("complete")).isTrue();
            signals.close();
        }
    }

    private static void untilNobodyWaitsFor(Chan<?> chan, String who) {
        Goroutine.until(() -> !chan.toString().contains(who));
    }

    private void send(int... values) throws InterruptedException {
        for (int each : values) {
            source.send(each);
        }
    }

    /** Without a demand nothing is received; with one, as many elements as that. */
    @Test
    void request_some_getsThatMany() throws Exception {
        send(1, 2, 3);
        Noting subscriber = new Noting();
        Flow.Subscription subscription = subscriber.subscribed(publisher);
        Tracked.untilWaiting("Chans.publisher", 1);
        assertThat(source.size()).isEqualTo(3);

        subscription.request(2);

        assertThat(subscriber.signals.receive()).isEqualTo(1);
        assertThat(subscriber.signals.receive()).isEqualTo(2);
        Tracked.untilWaiting("Chans.publisher", 1);
        assertThat(source.size()).isEqualTo(1);
        subscription.cancel();
    }

    /** A close completes the subscriber: with a demand, without one after the last element, or with the next one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, Long.MAX_VALUE})
    void close_demand_completes(long demand) throws Exception {
        send(1, 2);
        source.close();
        Noting subscriber = new Noting();
        Flow.Subscription subscription = subscriber.subscribed(publisher);

        subscription.request(demand);
        subscription.request(1);

        assertThat(subscriber.signals).containsExactly(1, 2, "complete");
        subscription.request(1);
        subscription.cancel();
    }

    /** A channel that is closed and drained completes a subscriber without any demand. */
    @Test
    void subscribe_drained_completesWithoutDemand() throws Exception {
        source.close();
        Noting subscriber = new Noting();

        assertThat(subscriber.subscribed(publisher)).isNotNull();

        assertThat(subscriber.signals).containsExactly("complete");
    }

    /** The last element that was requested is followed by the end. */
    @Test
    void request_exactlyTheRest_completes() throws Exception {
        send(1, 2);
        source.close();
        Noting subscriber = new Noting();

        subscriber.subscribed(publisher).request(2);

        assertThat(subscriber.signals).containsExactly(1, 2, "complete");
    }

    /** A cancellation ends the goroutine, which may wait for a demand or for an element, and no signal follows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancel_waiting_ends(boolean withDemand) throws Exception {
        Noting subscriber = new Noting();
        Flow.Subscription subscription = subscriber.subscribed(publisher);
        if (withDemand) {
            subscription.request(Long.MAX_VALUE);
            subscription.request(Long.MAX_VALUE);
        }
        Tracked.untilWaiting("Chans.publisher", 1);

        subscription.cancel();
        subscription.cancel();
        subscription.request(1);
        subscription.request(-1);

        Tracked.untilEnded("Chans.publisher");
        untilNobodyWaitsFor(source, "receiver");
        send(1);
        assertThat(subscriber.signals.tryReceive()).isInstanceOf(Received.Empty.class);
        assertThat(source.size()).isEqualTo(1);
    }

    /** Rule 3.17: a demand beyond the largest number is unbounded. */
    @Test
    void request_moreThanTheLargestNumber_isUnbounded() throws Exception {
        Noting subscriber = new Noting();
        Flow.Subscription subscription = subscriber.subscribed(publisher);

        subscription.request(Long.MAX_VALUE);
        subscription.request(Long.MAX_VALUE);
        subscription.request(2);
        send(1, 2, 3);
        source.close();

        assertThat(subscriber.signals).containsExactly(1, 2, 3, "complete");
    }

    /** Rule 3.9: a request that is not positive is an error of the subscriber, which is told. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void request_notPositive_isAnError(long wrong) throws Exception {
        Noting subscriber = new Noting();
        Flow.Subscription subscription = subscriber.subscribed(publisher);
        subscription.request(5);

        subscription.request(wrong);

        assertThat(subscriber.signals.receive())
                .isInstanceOfSatisfying(
                        IllegalArgumentException.class,
                        e -> assertThat(e).hasMessageContaining("3.9").hasMessageEndingWith(": " + wrong));
        assertThat(subscriber.signals.receive()).isNull();
    }

    /** The elements are divided among the subscribers: none is lost, none is doubled, each keeps the order. */
    @Test
    void subscribe_several_dividesTheElements() throws Exception {
        List<Noting> subscribers =
                IntStream.range(0, 4).mapToObj(i -> new Noting()).toList();
        for (Noting each : subscribers) {
            each.subscribed(publisher).request(Long.MAX_VALUE);
        }
        for (int i = 0; i < 500; i++) {
            source.send(i);
        }
        source.close();

        List<Object> all = new ArrayList<>();
        for (Noting each : subscribers) {
            List<Object> got = each.signals.stream().toList();
            assertThat(got).last().isEqualTo("complete");
            List<Object> elements = got.subList(0, got.size() - 1);
            assertThat(elements).isSortedAccordingTo((a, b) -> Integer.compare((Integer) a, (Integer) b));
            all.addAll(elements);
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).<Object>mapToObj(i -> i).toList());
    }

    /** A subscriber that throws ends its goroutine; its exception is told, and the elements go to others. */
    @Test
    void onNext_throws_endsTheSubscription() throws Exception {
        Noting throwing = new Noting() {
            @Override
            public void onNext(Integer item) {
                throw new IllegalStateException("broken subscriber");
            }
        };
        Flow.Subscription subscription = throwing.subscribed(publisher);
        send(1, 2);

        subscription.request(2);

        Goroutine.until(() -> !uncaught.told().isEmpty()); // Awaitility alone would catch what is told
        Goroutine.until(() -> Tracked.count("Chans.publisher") == 0);
        assertThat(uncaught.told()).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(source.receive()).isEqualTo(2);
        assertThat(throwing.signals.size()).isZero();
    }

    /** A goroutine that is interrupted tells its subscriber. */
    @Test
    void interrupt_waiting_isAnError() throws Exception {
        Noting subscriber = new Noting();
        subscriber.subscribed(publisher).request(1);
        Tracked.untilWaiting("Chans.publisher", 1);

        Tracked.interruptAll();

        assertThat(subscriber.signals.receive()).isInstanceOf(InterruptedException.class);
    }

    /** If no goroutine can be started, the subscriber is subscribed and fails (rule 1.9). */
    @Test
    void subscribe_startHookThrows_isAnError() throws Exception {
        IllegalStateException failure = new IllegalStateException("no trace");
        StartHook.set(body -> {
            throw failure;
        });
        Noting subscriber = new Noting();

        subscriber.subscribed(publisher).request(1);

        assertThat(subscriber.signals).containsExactly(failure);
    }

    /** The start hook carries what the subscribing thread has. */
    @Test
    void subscribe_startHook_wrapsTheGoroutine() throws Exception {
        Chan<String> wrapped = Chan.buffered(1);
        StartHook.set(body -> () -> {
            assertThat(wrapped.trySend(Thread.currentThread().getName())).isTrue();
            body.run();
        });
        Flow.Subscription subscription = new Noting().subscribed(publisher);

        assertThat(wrapped.receive()).isEqualTo("Chans.publisher");
        subscription.cancel();
    }

    /** A subscriber must be there. */
    @Test
    void subscribe_null_isRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscribe(null))
                .withMessage("subscriber");
        assertThat(publisher).hasToString("Publisher[" + source + "]");
    }

    /** A channel that becomes a publisher and a channel again is the same channel, in virtual time, too. */
    @InAWorld
    @Test
    void subscribe_toAChannelAgain_isTheSame() throws Exception {
        Go.go(() -> {
            for (int i = 0; i < 5; i++) {
                Go.sleep(Duration.ofHours(1));
                source.send(i);
            }
            source.close();
        });

        try (Inflow<Integer> again = Chans.subscribe(publisher, 2)) {
            assertThat(again.chan()).containsExactly(0, 1, 2, 3, 4);
            again.throwIfFailed();
        }
    }
}
