package io.github.goloom.chan;

import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases on closed channels, and channels closed under a select that waits. */
class SelectClosedTest {
    /** SEL-018: a closed channel gives its buffered values first, then its end for ever. */
    @Test
    void receive_fromClosed_givesTheBufferThenTheEnd() throws Exception {
        Chan<Integer> chan = Chan.buffered(2);
        chan.send(1);
        chan.send(2);
        chan.close();

        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            seen.append(select(receive(chan, value -> "v" + value, () -> "end"), otherwise(() -> "none")));
        }

        assertThat(seen).hasToString("v1v2endend");
    }

    /** SEL-018: the end competes at random with another ready case. */
    @Test
    void receive_fromClosed_competesWithAReadyCase() throws Exception {
        Chan<Integer> closed = Chan.unbuffered();
        closed.close();
        Chan<Integer> ready = Chan.buffered(1_000);
        int ends = 0;
        for (int i = 0; i < 1_000; i++) {
            ends += select(receive(closed, v -> 1), send(ready, 1, () -> 0));
        }

        assertThat(ends).isBetween(300, 700);
        assertThat(ready.size()).isEqualTo(1_000 - ends);
    }

    /** SEL-019: a send on a closed channel counts as ready, and throws only when it is the one chosen. */
    @Test
    void send_onClosedWithAnotherReadyCase_throwsSometimes() throws Exception {
        Chan<Integer> closed = Chan.buffered(1, "closed one");
        closed.close();
        Chan<Integer> ready = Chan.buffered(1_000);
        int[] functions = {0};
        int thrown = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                select(send(closed, 1, () -> functions[0]++), send(ready, 1, () -> 0));
            } catch (ChanClosedException e) {
                assertThat(e).hasMessageContaining("closed one");
                thrown++;
            }
        }

        assertThat(thrown).isBetween(300, 700);
        assertThat(ready.size()).isEqualTo(1_000 - thrown);
        assertThat(functions[0]).isZero();
    }

    /** SEL-020: a default does not protect from the exception of a send on a closed channel. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void send_onClosedWithOtherwise_throws(int capacity) {
        Chan<Integer> closed = Chan.buffered(capacity);
        closed.close();

        assertThatThrownBy(() -> select(send(closed, 1, () -> 0), otherwise(() -> 1)))
                .isInstanceOf(ChanClosedException.class);
    }

    /** SEL-020: nor does it if there is a second case, which makes the select take all its locks. */
    @Test
    void send_onClosedWithOtherwiseAndAnotherCase_throws() {
        Chan<Integer> closed = Chan.unbuffered();
        closed.close();

        assertThatThrownBy(() -> select(
                        send(closed, 1, () -> 0), receive(Chan.<Integer>unbuffered(), v -> 2), otherwise(() -> 1)))
                .isInstanceOf(ChanClosedException.class);
    }

    /**
     * SEL-021: a select that waits on a send throws when that channel is closed, and its other cases leave no trace.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void send_parkedWhenItsChannelIsClosed_throws(int capacity) throws Exception {
        Chan<Integer> chan = Chan.buffered(capacity, "orders");
        for (int i = 0; i < capacity; i++) {
            chan.send(-1);
        }
        Chan<Integer> other = Chan.unbuffered();
        var select = Goroutine.call(() -> select(receive(other, v -> 0), send(chan, 1, () -> 1)));
        select.parked();

        chan.close();

        assertThat(select.failure())
                .isInstanceOf(ChanClosedException.class)
                .hasMessage("send on closed channel \"orders\"");
        assertThat(((SendableChan<?>) other).receivers.isEmpty()).isTrue();
        assertThat(chan.size()).isEqualTo(capacity);
    }

    /** SEL-022: a select that waits on a receive resumes with the end when that channel is closed. */
    @Test
    void receive_parkedWhenItsChannelIsClosed_givesTheEnd() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        Chan<Integer> other = Chan.unbuffered();
        var select =
                Goroutine.call(() -> select(receive(other, v -> "other"), receive(chan, v -> "value", () -> "end")));
        select.parked();

        chan.close();

        assertThat(select.result()).isEqualTo("end");
    }

    /** SEL-022: close decides: a case that becomes ready just after it is too late, and its partner is not served. */
    @Test
    void receive_closedJustBeforeAnotherCaseIsReady_givesTheEnd() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Chan<Integer> chan = Chan.unbuffered();
            Chan<Integer> other = Chan.unbuffered();
            var select =
                    Goroutine.call(() -> select(receive(other, v -> "other"), receive(chan, v -> "v", () -> "end")));
            Goroutine.until(() -> !((SendableChan<?>) chan).receivers.isEmpty());

            chan.close();
            boolean served = other.trySend(1);

            assertThat(served).isFalse();
            assertThat(select.result()).isEqualTo("end");
        }
    }
}
