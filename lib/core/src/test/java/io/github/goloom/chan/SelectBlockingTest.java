package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Capacities;
import io.github.goloom.testing.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a select waits, when it does not, and that one of a single case is the plain operation. */
class SelectBlockingTest {
    private static void assertParksForEver(Goroutine<?> select) throws Exception {
        Goroutine.assertStillParked(select);
        select.interrupt();
        assertThat(select.failure()).isInstanceOf(InterruptedException.class);
    }

    /** SEL-012: without a default it waits until a receive can proceed. */
    @Test
    void select_withoutAReadyCase_waitsForASender() throws Exception {
        Chan<Integer> first = Chan.unbuffered();
        Chan<Integer> second = Chan.unbuffered();
        var select =
                Goroutine.call(() -> select(receive(first, v -> "first " + v), receive(second, v -> "second " + v)));
        Goroutine.assertStillParked(select);

        second.send(2);

        assertThat(select.result()).isEqualTo("second 2");
    }

    /** SEL-012: and until a send can proceed, on a full buffer too. */
    @Capacities
    void select_ofSendsWithoutRoom_waitsForAReceiver(int capacity) throws Exception {
        Chan<Integer> full = Chan.buffered(capacity);
        for (int i = 0; i < capacity; i++) {
            full.send(i);
        }
        var select = Goroutine.call(() -> select(send(Chan.nil(), 0, () -> 0), send(full, capacity, () -> 1)));
        Goroutine.assertStillParked(select);

        for (int i = 0; i <= capacity; i++) {
            assertThat(full.receive()).isEqualTo(i);
        }

        assertThat(select.result()).isEqualTo(1);
    }

    /** SEL-013: a select without cases waits for ever. */
    @Test
    void select_withoutCases_waitsForEver() throws Exception {
        assertParksForEver(Goroutine.go(() -> select()));
    }

    /** SEL-014: a select of nil channels only waits for ever. */
    @Test
    void select_ofNilChannels_waitsForEver() throws Exception {
        Chan<Integer> nil = Chan.nil();
        assertParksForEver(Goroutine.call(() -> select(receive(nil, v -> 1), send(nil, 1, () -> 2))));
    }

    /** SEL-014: with a default it takes that. */
    @Test
    void select_ofNilChannelsAndOtherwise_takesOtherwise() throws Exception {
        Chan<Integer> nil = Chan.nil();

        int chosen = select(receive(nil, v -> 1), send(nil, 1, () -> 2), otherwise(() -> 3));

        assertThat(chosen).isEqualTo(3);
    }

    /** SEL-015: a select of a default alone returns at once. */
    @Test
    void select_ofOtherwiseAlone_returnsAtOnce() throws Exception {
        int chosen = select(otherwise(() -> 3));

        assertThat(chosen).isEqualTo(3);
    }

    /** SEL-016: a select of one receive gets values in order, then the end, as receive does. */
    @Test
    void select_ofOneReceive_isAReceive() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);
        chan.send(2);
        chan.close();

        Integer first = select(receive(chan));
        Integer second = select(receive(chan));
        Integer end = select(receive(chan));

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(2);
        assertThat(end).isNull();
    }

    /** SEL-016: a select of one send waits for a receiver, as send does. */
    @Test
    void select_ofOneSend_isASend() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        var select = Goroutine.call(() -> select(send(chan, 5, () -> "sent")));
        Goroutine.assertStillParked(select);

        assertThat(chan.receive()).isEqualTo(5);
        assertThat(select.result()).isEqualTo("sent");
    }

    /** SEL-016: a select of one send on a closed channel throws what send throws. */
    @Test
    void select_ofOneSendOnClosed_throwsAsSend() {
        Chan<Integer> chan = Chan.unbuffered("orders");
        chan.close();

        assertThatThrownBy(() -> select(send(chan, 5, () -> "sent")))
                .isInstanceOf(ChanClosedException.class)
                .hasMessage("send on closed channel \"orders\"");
        assertThatThrownBy(() -> chan.send(5)).hasMessage("send on closed channel \"orders\"");
    }

    /** SEL-016: a select of one receive on nil waits for ever, as receive does. */
    @Test
    void select_ofOneNilReceive_waitsForEver() throws Exception {
        assertParksForEver(Goroutine.go(() -> select(receive(Chan.nil()))));
    }

    /** SEL-017: setting a channel to nil takes its case out of the next select: the merge of Go. */
    @Test
    void select_withAChannelSetToNil_mergesToTheEnd() throws Exception {
        Chan<Integer> low = filled(0, 50);
        Chan<Integer> high = filled(50, 100);
        List<Integer> merged = new ArrayList<>();
        boolean[] ended = new boolean[2];
        while (!low.isNil() || !high.isNil()) {
            select(
                    onReceive(low, value -> ended[0] = !keep(merged, value)),
                    onReceive(high, value -> ended[1] = !keep(merged, value)));
            low = ended[0] ? Chan.nil() : low;
            high = ended[1] ? Chan.nil() : high;
        }

        assertThat(merged).hasSize(100).doesNotHaveDuplicates();
    }

    private static boolean keep(List<Integer> list, Integer value) {
        return value != null && list.add(value);
    }

    private static Chan<Integer> filled(int from, int to) throws InterruptedException {
        Chan<Integer> chan = Chan.buffered(to - from);
        for (int i = from; i < to; i++) {
            chan.send(i);
        }
        chan.close();
        return chan;
    }

    /** A select parks on platform threads as on virtual ones. */
    @Test
    void select_onAPlatformThread_waitsForASender() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        int[] got = {0};
        var select = Goroutine.platform(() -> select(onReceive(chan, v -> got[0] = v), onReceive(Chan.nil(), v -> {})));
        Goroutine.assertStillParked(select);

        chan.send(3);
        select.result();

        assertThat(got[0]).isEqualTo(3);
    }
}
