package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Senders and subscribers that come and go at random. One subscriber that is there from the start and never slow, the
 * journal, has the order of all values; what any other gets is a piece of it.
 */
@Timeout(120)
class BroadcastRandomTest {
    private static final int ROUNDS = 100;
    private static final int SENDERS = 4;
    private static final int VALUES = 50;
    private static final int SUBSCRIBERS = 8;
    private static final int ALL = SENDERS * VALUES;

    /** What a subscriber got, and between which values its subscription was. */
    private record Got(List<Integer> values, int leastBefore, int mostBefore, boolean toTheEnd) {}

    /** Sends that have returned, and those that have begun. */
    private final AtomicInteger returned = new AtomicInteger();

    private final AtomicInteger begun = new AtomicInteger();

    /** The values whose sends were cut short. */
    private final Set<Integer> cutShort = ConcurrentHashMap.newKeySet();

    /** Every subscriber gets a piece of the one order without a gap, which begins with the replay. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void send_subscribersComeAndGo_eachGetsAPieceOfTheOneOrder(int replay) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            run(replay, false);
        }
    }

    /** Sends that are interrupted or cancelled leave gaps of their own values only. */
    @Test
    void send_cutShortAtRandom_onlyItsOwnValueIsMissed() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            run(2, true);
        }
    }

    private void run(int replay, boolean cutting) throws Exception {
        returned.set(0);
        begun.set(0);
        cutShort.clear();
        Broadcast<Integer> broadcast = new Broadcast<>(replay);
        Subscription<Integer> journal = broadcast.subscribe(Chan.buffered(ALL + replay));
        List<Goroutine<Got>> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(Goroutine.call(() -> subscribe(broadcast, replay)));
        }
        List<Goroutine<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int first = i * VALUES;
            senders.add(Goroutine.go(() -> send(broadcast, first, cutting)));
        }
        for (Goroutine<Void> each : senders) {
            each.result();
        }
        broadcast.close();

        List<Integer> order = new ArrayList<>();
        journal.chan().forEach(order::add);
        assertOrder(order, cutting);
        for (Goroutine<Got> each : subscribers) {
            assertPiece(order, each.result(), replay);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // not to come first
    private Got subscribe(Broadcast<Integer> broadcast, int replay) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int pause = random.nextInt(30); pause > 0; pause--) {
            Thread.yield();
        }
        Chan<Integer> chan = Chan.buffered(replay + random.nextInt(3));
        boolean untilFull = random.nextInt(4) == 0;
        int leave = random.nextBoolean() ? random.nextInt(ALL) : Integer.MAX_VALUE;
        List<Integer> values = new ArrayList<>();
        int least = returned.get();
        Subscription<Integer> subscription = untilFull ? broadcast.subscribeUntilFull(chan) : broadcast.subscribe(chan);
        int most = begun.get();
        Thread closer = null;
        for (int value : subscription.chan()) {
            values.add(value);
            if (values.size() == leave) { // the others go on to send to it meanwhile
                closer = Go.go(subscription::close);
            }
        }
        if (closer != null) {
            closer.join();
        }
        subscription.close();
        return new Got(values, least, most, closer == null && !untilFull);
    }

    private void send(Broadcast<Integer> broadcast, int first, boolean cutting) throws Exception {
        for (int i = first; i < first + VALUES; i++) {
            begun.incrementAndGet();
            if (cutting && ThreadLocalRandom.current().nextInt(4) == 0) {
                sendCutShort(broadcast, i);
            } else {
                broadcast.send(i);
            }
            returned.incrementAndGet();
        }
    }

    private void sendCutShort(Broadcast<Integer> broadcast, int value) throws Exception {
        Thread self = Thread.currentThread();
        try (CancellableContext ctx = Context.background().withCancel()) {
            boolean interrupting = value % 2 == 0;
            Thread cutter = Go.go(() -> {
                if (interrupting) {
                    self.interrupt();
                } else {
                    ctx.cancel();
                }
            });
            try {
                broadcast.send(value, ctx);
            } catch (ContextException | InterruptedException e) {
                cutShort.add(value);
            }
            joinDeaf(cutter);
            Thread.interrupted();
        }
    }

    @SuppressWarnings("ThreadJoinLoop") // any number of interrupts may come
    private static void joinDeaf(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // the interrupt that came after the send
            }
        }
    }

    /** Each value is there once, in the order of its sender; but one whose send was cut short may not be there. */
    private void assertOrder(List<Integer> order, boolean cutting) {
        assertThat(order).doesNotHaveDuplicates();
        assertThat(cutting || order.size() == ALL).isTrue();
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender * VALUES;
            assertThat(order.stream().filter(value -> value >= first && value < first + VALUES))
                    .isSorted();
        }
        List<Integer> missing = new ArrayList<>();
        for (int value = 0; value < ALL; value++) {
            missing.add(value);
        }
        missing.removeAll(order);
        assertThat(cutShort).containsAll(missing);
    }

    private void assertPiece(List<Integer> order, Got got, int replay) {
        List<Integer> values = got.values;
        assertThat(values.isEmpty() || order.containsAll(values)).isTrue();
        assertThat(values.stream().map(order::indexOf))
                .isSortedAccordingTo(Integer::compare)
                .doesNotHaveDuplicates();
        if (cutShort.isEmpty()) {
            int from = values.isEmpty() ? order.size() : order.indexOf(values.getFirst());
            if (!values.isEmpty() || got.toTheEnd) {
                assertThat(from).isBetween(Math.max(0, got.leastBefore - replay), Math.max(0, got.mostBefore - replay));
            }
            assertThat(values).isEqualTo(order.subList(from, from + values.size()));
        }
        if (!values.isEmpty()) {
            int end = got.toTheEnd ? order.size() : order.indexOf(values.getLast());
            List<Integer> missed = new ArrayList<>(order.subList(order.indexOf(values.getFirst()), end));
            missed.removeAll(values);
            assertThat(cutShort).containsAll(missed);
        }
    }
}
