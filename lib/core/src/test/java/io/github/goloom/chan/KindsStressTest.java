package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Kinds;
import io.github.goloom.testing.Kinds.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Many goroutines on a channel whose sends never wait: what is not received was dropped, and counted. */
class KindsStressTest {
    private static final int GOROUTINES = 8;
    private static final int EACH = 20_000;

    /** Received and dropped make what was sent; nothing is doubled; each sender's values come in their order. */
    @Kinds
    void sendersAndReceivers_everyForm_accountForEachValue(Kind kind) throws Exception {
        Chan<Integer> chan = kind.make();
        List<Goroutine<Void>> senders = new ArrayList<>();
        List<Goroutine<List<Integer>>> receivers = new ArrayList<>();
        for (int g = 0; g < GOROUTINES; g++) {
            int first = g * EACH;
            Goroutine.Action body = () -> sendAll(chan, first);
            senders.add(g % 2 == 0 ? Goroutine.go(body) : Goroutine.platform(body));
            receivers.add(Goroutine.call(() -> receiveAll(chan)));
        }
        for (Goroutine<Void> each : senders) {
            each.result();
        }
        chan.close();

        boolean[] seen = new boolean[GOROUTINES * EACH];
        long received = 0;
        for (Goroutine<List<Integer>> each : receivers) {
            List<Integer> values = each.result();
            received += values.size();
            assertInOrder(values);
            for (int value : values) {
                assertThat(seen[value]).as("received twice: %d", value).isFalse();
                seen[value] = true;
            }
        }
        assertThat(received + chan.dropped()).isEqualTo((long) GOROUTINES * EACH);
        assertThat(kind != Kind.UNBOUNDED || chan.dropped() == 0).isTrue();
    }

    private static void sendAll(Chan<Integer> chan, int first) throws Exception {
        for (int value = first; value < first + EACH; value++) {
            switch (ThreadLocalRandom.current().nextInt(3)) {
                case 0 -> chan.send(value);
                case 1 -> assertThat(chan.trySend(value)).isTrue();
                default -> {
                    int sent = value;
                    Select.select(Select.onSend(chan, sent, () -> {}), Select.onReceive(Chan.nil(), it -> {}));
                }
            }
        }
    }

    private static List<Integer> receiveAll(Chan<Integer> chan) throws Exception {
        List<Integer> values = new ArrayList<>();
        while (true) {
            List<Integer> more = switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> chan.receiveUpTo(3);
                case 1 -> some(chan.drain(), chan);
                case 2 ->
                    Select.<List<Integer>, RuntimeException>select(
                            Select.receive(chan, List::of, List::of), Select.receive(Chan.<Integer>nil(), List::of));
                default -> listOf(chan.receive());
            };
            if (more.isEmpty()) {
                return values;
            }
            values.addAll(more);
        }
    }

    /** {@return the values drained; if there were none, the next} */
    private static List<Integer> some(List<Integer> drained, Chan<Integer> chan) throws InterruptedException {
        return drained.isEmpty() ? listOf(chan.receive()) : drained;
    }

    private static List<Integer> listOf(Integer value) {
        return value == null ? List.of() : List.of(value);
    }

    private static void assertInOrder(List<Integer> values) {
        int[] last = new int[GOROUTINES];
        Arrays.fill(last, -1);
        for (int value : values) {
            int sender = value / EACH;
            assertThat(value).isGreaterThan(last[sender]);
            last[sender] = value;
        }
    }
}
