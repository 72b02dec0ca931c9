package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code selectInOrder} prefers the earlier of the cases ready on arrival; once parked, the first to become ready. */
@SuppressWarnings("CheckReturnValue")
class SelectInOrderTest {
    /** Whatever is ready, the earliest of the ready is chosen, at every one of 1,000 times. */
    @Test
    void selectInOrder_ofReadyCases_takesTheEarliest() throws Exception {
        int n = 6;
        for (int ready = 1; ready < 1 << n; ready++) {
            List<Case<Integer, RuntimeException>> cases = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int index = i;
                Chan<Integer> chan = Chan.unbuffered();
                if ((ready >> i & 1) != 0) {
                    chan.close();
                }
                cases.add(receive(chan, v -> index));
            }
            for (int repeat = 0; repeat < 16; repeat++) {
                assertThat(selectInOrder(cases)).isEqualTo(Integer.numberOfTrailingZeros(ready));
            }
        }
    }

    /** It empties the earlier channel before it looks at the later. */
    @Test
    void selectInOrder_ofTwoBuffers_drainsTheFirstFirst() throws Exception {
        Chan<Integer> urgent = Chan.buffered(3);
        Chan<Integer> other = Chan.buffered(3);
        for (int i = 0; i < 3; i++) {
            urgent.send(i);
            other.send(10 + i);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.add(selectInOrder(receive(urgent), receive(other)));
        }

        assertThat(order).containsExactly(0, 1, 2, 10, 11, 12);
    }

    /** A default is taken if nothing is ready, even if it stands first; not if something is. */
    @Test
    void selectInOrder_withOtherwiseFirst_takesItOnlyIfNothingIsReady() throws Exception {
        Chan<Integer> chan = Chan.buffered(1);

        int empty = selectInOrder(otherwise(() -> -1), receive(chan, v -> v), receive(Chan.<Integer>nil(), v -> -2));
        chan.send(5);
        int full = selectInOrder(otherwise(() -> -1), receive(chan, v -> v), receive(Chan.<Integer>nil(), v -> -2));

        assertThat(empty).isEqualTo(-1);
        assertThat(full).isEqualTo(5);
    }

    /** An {@code after} that stands first does not keep a ready case from being chosen. */
    @Test
    void selectInOrder_withAfterFirst_takesTheReadyCase() throws Exception {
        Chan<Integer> room = Chan.buffered(1);

        int chosen = selectInOrder(after(Duration.ZERO, () -> -1), send(room, 1, () -> 1));

        assertThat(chosen).isEqualTo(1);
    }

    /** Once parked, it takes the first case that becomes ready, though it is the last of the list. */
    @Test
    void selectInOrder_parked_takesTheFirstToBecomeReady() throws Exception {
        Chan<Integer> first = Chan.unbuffered();
        Chan<Integer> last = Chan.unbuffered();
        var select = Goroutine.call(() -> selectInOrder(receive(first, v -> "first"), receive(last, v -> "last")));
        select.parked();

        boolean served = last.trySend(1);
        boolean servedToo = first.trySend(2);

        assertThat(served).isTrue();
        assertThat(servedToo).isFalse();
        assertThat(select.result()).isEqualTo("last");
    }

    /** A parked one that has a channel twice serves the earlier of the two cases. */
    @Test
    void selectInOrder_parkedOnOneChannelTwice_takesTheEarlier() throws Exception {
        for (int i = 0; i < 100; i++) {
            Chan<Integer> chan = Chan.unbuffered();
            var select =
                    Goroutine.call(() -> selectInOrder(receive(chan, v -> "earlier"), receive(chan, v -> "later")));
            select.parked();
            chan.send(1);

            assertThat(select.result()).isEqualTo("earlier");
        }
    }

    /** The round whose select is about to look. */
    private volatile int looking;

    /**
     * The earlier case is never passed over: if the later channel got its value after the earlier, it is not chosen.
     */
    @Test
    void selectInOrder_raceWithBothBecomingReady_doesNotTakeTheLater() throws Exception {
        Case<Integer, RuntimeException> quiet = receive(Chan.<Integer>unbuffered(), v -> 3);
        for (int i = 1; i <= 100_000; i++) {
            int round = i;
            Chan<Integer> earlier = Chan.buffered(1);
            Chan<Integer> later = Chan.buffered(1);
            List<Case<Integer, RuntimeException>> cases = new ArrayList<>(Collections.nCopies(100, quiet));
            cases.set(0, receive(earlier, v -> 1));
            cases.set(98, receive(later, v -> 2));
            cases.set(99, otherwise(() -> 0));
            var select = Goroutine.call(() -> {
                looking = round;
                return selectInOrder(cases);
            });
            for (int spins = 0; looking != round && spins < 10_000; spins++) {
                Thread.onSpinWait();
            }
            earlier.trySend(1);
            later.trySend(1);

            assertThat(select.result()).as("round %d", i).isNotEqualTo(2);
        }
    }

    /** With a cancellation that is not done it chooses as without. */
    @Test
    void selectInOrder_withACancellation_takesTheEarliest() throws Exception {
        Chan<Integer> closed = Chan.unbuffered();
        closed.close();
        Cancellation never = new Cancellation() {
            @Override
            public ReceiveChan<Void> done() {
                return Chan.nil();
            }

            @Override
            public RuntimeException err() {
                return null;
            }
        };

        for (int i = 0; i < 100; i++) {
            int written = selectInOrder(never, receive(closed, v -> 1), receive(closed, v -> 2));
            int listed = selectInOrder(never, List.of(receive(closed, v -> 1), receive(closed, v -> 2)));

            assertThat(written).isEqualTo(1);
            assertThat(listed).isEqualTo(1);
        }
    }
}
