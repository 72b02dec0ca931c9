package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations that never wait: what they find, and that what they find was so at one instant. */
@SuppressWarnings("CheckReturnValue")
class ChanTryTest {
    private static final int ROUNDS = 10_000;

    /** CHAN-049: an open, empty channel gives nothing. */
    @Capacities
    void tryReceive_openEmpty_isEmpty(int capacity) {
        Chan<String> chan = Chan.buffered(capacity);
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** CHAN-049: a full channel takes nothing, and is as it was. */
    @Capacities
    void trySend_full_isRefused(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(chan.trySend(i)).isTrue();
        }
        assertThat(chan.trySend(-1)).isFalse();
        for (int i = 0; i < capacity; i++) {
            assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>(i));
        }
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** CHAN-050: a try to send on an unbuffered channel succeeds iff somebody waits to receive. */
    @Test
    void trySend_unbuffered_succeedsIffAReceiverIsParked() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        assertThat(chan.trySend("a")).isFalse();
        Goroutine<String> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        assertThat(chan.trySend("b")).isTrue();
        assertThat(chan.trySend("c")).isFalse();
        assertThat(receiver.result()).isEqualTo("b");
    }

    /** CHAN-050: a try to receive from an unbuffered channel succeeds iff somebody waits to send. */
    @Test
    void tryReceive_unbuffered_succeedsIffASenderIsParked() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
        Goroutine<Void> sender = Goroutine.go(() -> chan.send("a")).parkedOn(chan);
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>("a"));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
        sender.result();
    }

    /** CHAN-050: one who was interrupted no longer waits. */
    @Test
    void tries_unbufferedAfterAnInterrupt_findNobody() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        Goroutine<String> receiver = Goroutine.call(chan::receive).parkedOn(chan);
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(chan.trySend("a")).isFalse();
        Goroutine<Void> sender = Goroutine.go(() -> chan.send("b")).parkedOn(chan);
        assertThat(sender.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
    }

    /** CHAN-051: the end is a result of its own, apart from "nothing there". */
    @Capacities
    void tryReceive_closedDrained_isClosed(int capacity) {
        Chan<String> chan = Chan.buffered(capacity);
        assertThat(chan.tryReceive()).isEqualTo(new Received.Empty<>());
        chan.close();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>()).isNotEqualTo(new Received.Empty<>());
    }

    /** CHAN-052: a closed channel that has values gives them. */
    @Test
    void tryReceive_closedWithValues_givesThem() throws Exception {
        Chan<String> chan = Chan.buffered(2);
        chan.send("a");
        chan.send("b");
        chan.close();
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>("a"));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Value<>("b"));
        assertThat(chan.tryReceive()).isEqualTo(new Received.Closed<>());
    }

    /** CHAN-053: on the nil channel no try succeeds, whoever waits there. */
    @Test
    void tries_nilWithParkedPartners_findNothing() throws Exception {
        Chan<String> nil = Chan.nil();
        Goroutine<String> receiver = Goroutine.call(nil::receive).parkedOn(nil);
        Goroutine<Void> sender = Goroutine.go(() -> nil.send("a")).parkedOn(nil);
        assertThat(nil.trySend("b")).isFalse();
        assertThat(nil.tryReceive()).isEqualTo(new Received.Empty<>());
        assertThat(nil.drainTo(new ArrayList<>(), 1)).isZero();
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(sender.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** CHAN-054: from a channel that has a value and is being closed, a try never comes back with "nothing there". */
    @Test
    void tryReceive_racingWithClose_isNeverEmpty() throws Exception {
        race(() -> {
            Chan<Integer> chan = Chan.buffered(1);
            chan.trySend(1);
            return new Race(
                    () -> {
                        chan.close();
                        chan.tryReceive();
                    },
                    () -> assertThat(chan.tryReceive()).isNotEqualTo(new Received.Empty<>()));
        });
    }

    /** CHAN-055: the only one who receives never finds the end of a channel that is filled before it is closed. */
    @Test
    void tryReceive_racingWithSendAndClose_isNeverClosed() throws Exception {
        race(() -> {
            Chan<Integer> chan = Chan.buffered(1);
            return new Race(
                    () -> {
                        chan.trySend(1);
                        chan.close();
                    },
                    () -> assertThat(chan.tryReceive()).isNotEqualTo(new Received.Closed<>()));
        });
    }

    /** CHAN-055: a full channel that is closed before it is drained never takes a value. */
    @Test
    void trySend_racingWithCloseAndDrain_neverSucceeds() throws Exception {
        race(() -> {
            Chan<Integer> chan = Chan.buffered(1);
            chan.trySend(1);
            return new Race(
                    () -> {
                        chan.close();
                        chan.tryReceive();
                    },
                    () -> {
                        try {
                            assertThat(chan.trySend(2)).isFalse();
                        } catch (ChanClosedException e) {
                            assertThat(chan.isClosed()).isTrue();
                        }
                    });
        });
    }

    /**
     * CHAN-055: as many tokens as threads, each of which takes one and puts it back: at no instant is the channel empty
     * for one who takes or full for one who puts back, so that no try may fail.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8})
    void tries_asManyTokensAsThreads_neverFail(int threads) throws Exception {
        Chan<Integer> tokens = Chan.buffered(threads);
        for (int i = 0; i < threads; i++) {
            tokens.trySend(i);
        }
        Goroutine.Action takeAndPutBack = () -> {
            for (int i = 0; i < 50_000; i++) {
                if (!(tokens.tryReceive() instanceof Received.Value<Integer> token)) {
                    throw new AssertionError("found no token in round " + i);
                }
                assertThat(tokens.trySend(token.value()))
                        .as("room in round %d", i)
                        .isTrue();
            }
        };
        List<Goroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(i % 2 == 0 ? Goroutine.platform(takeAndPutBack) : Goroutine.go(takeAndPutBack));
        }
        for (Goroutine<Void> each : all) {
            each.result();
        }
        assertThat(tokens.receiveUpTo(threads)).doesNotHaveDuplicates().hasSize(threads);
    }

    private record Race(Goroutine.Action one, Goroutine.Action other) {}

    /** Runs 10,000 races, the two sides on two platform threads that start each round together. */
    private static void race(Supplier<Race> maker) throws Exception {
        List<Race> races = Stream.generate(maker).limit(ROUNDS).toList();
        AtomicInteger arrived = new AtomicInteger();
        Goroutine<Void> one = Goroutine.platform(() -> runAll(arrived, races, Race::one));
        Goroutine<Void> other = Goroutine.platform(() -> runAll(arrived, races, Race::other));
        one.result();
        other.result();
    }

    private static void runAll(AtomicInteger arrived, List<Race> races, Function<Race, Goroutine.Action> side)
            throws Exception {
        try {
            int round = 0;
            for (Race race : races) {
                round++;
                arrived.incrementAndGet();
                for (int spins = 1; arrived.get() < 2 * round; spins++) {
                    if (spins % 1000 == 0) {
                        LockSupport.parkNanos(1000);
                    }
                    Thread.onSpinWait();
                }
                side.apply(race).run();
            }
        } finally {
            arrived.set(2 * races.size()); // if this side has failed, the other waits for it no longer
        }
    }
}
