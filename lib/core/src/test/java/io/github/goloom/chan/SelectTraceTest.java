package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.WaitQueue;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of a select that were not chosen leave no trace: no value is taken, no place in a queue is kept. */
class SelectTraceTest {
    private static final int ROUNDS = 100_000;

    private static WaitQueue receivers(Chan<?> chan) {
        return ((SendableChan<?>) chan).receivers;
    }

    private static WaitQueue senders(Chan<?> chan) {
        return ((SendableChan<?>) chan).senders;
    }

    private static void assertNobodyWaits(Chan<?>... chans) {
        for (Chan<?> chan : chans) {
            assertThat(receivers(chan).isEmpty())
                    .as("no receiver waits on %s", chan)
                    .isTrue();
            assertThat(senders(chan).isEmpty())
                    .as("no sender waits on %s", chan)
                    .isTrue();
        }
    }

    /** SEL-029: the value of a ready case that was not chosen stays. */
    @Test
    void select_withALosingReadyCase_leavesItsValue() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Chan<Integer> first = Chan.buffered(1);
            Chan<Integer> second = Chan.buffered(1);
            first.send(1);
            second.send(2);

            int got = select(receive(first, v -> v), receive(second, v -> v));

            assertThat(got == 1 ? second.receive() : first.receive()).isEqualTo(3 - got);
            assertThat(first.size() + second.size()).isZero();
        }
    }

    /** SEL-029: once a select that waited is over, it stands in no queue any more. */
    @Test
    void select_servedAfterAWait_leavesEveryQueue() throws Exception {
        Chan<Integer> served = Chan.unbuffered();
        Chan<Integer> lost = Chan.unbuffered();
        Chan<Integer> full = Chan.buffered(1);
        full.send(0);
        var select = Goroutine.call(() ->
                select(receive(lost, v -> 0), send(lost, 1, () -> 1), send(full, 2, () -> 2), receive(served, v -> v)));
        select.parked();
        assertThat(receivers(lost).count(9)).isEqualTo(1);
        assertThat(senders(full).count(9)).isEqualTo(1);

        served.send(7);

        assertThat(select.result()).isEqualTo(7);
        assertNobodyWaits(served, lost, full);
        assertThat(full.size()).isEqualTo(1);
    }

    /** SEL-029: a receiver that waits behind a select which lost its case is woken by the next value. */
    @Test
    void receiver_behindASelectThatWasServedElsewhere_isServed() throws Exception {
        Chan<Integer> lost = Chan.unbuffered();
        Chan<Integer> served = Chan.unbuffered();
        var select = Goroutine.call(() -> select(receive(lost, v -> v), receive(served, v -> v)));
        select.parked();
        var behind = Goroutine.call(lost::receive);
        behind.parkedOn(lost);

        served.send(1);
        lost.send(2);

        assertThat(select.result()).isEqualTo(1);
        assertThat(behind.result()).isEqualTo(2);
    }

    /** SEL-029: the same for a sender behind a select that wanted to send. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void sender_behindASelectThatWasServedElsewhere_isServed(int capacity) throws Exception {
        Chan<Integer> lost = Chan.buffered(capacity);
        if (capacity == 1) {
            lost.send(2);
        }
        Chan<Integer> served = Chan.unbuffered();
        var select = Goroutine.call(() -> select(send(lost, -1, () -> -1), receive(served, v -> v)));
        select.parked();
        var behind = Goroutine.go(() -> lost.send(3));
        behind.parkedOn(lost);

        served.send(1);

        for (int value = 3 - capacity; value <= 3; value++) {
            assertThat(lost.receive()).isEqualTo(value);
        }
        assertThat(select.result()).isEqualTo(1);
        behind.result();
    }

    /** SEL-033: 100,000 selects that wait on a busy and on a quiet channel keep one place at most in the quiet one. */
    @Test
    void select_repeatedOnAQuietChannel_doesNotGrow() throws Exception {
        Chan<Integer> busy = Chan.unbuffered();
        Chan<Integer> quiet = Chan.unbuffered();
        var receiver = Goroutine.call(() -> {
            var cases = List.of(receive(busy, v -> v), receive(quiet, v -> v));
            long sum = 0;
            for (int i = 0; i < ROUNDS; i++) {
                sum += select(cases);
            }
            return sum;
        });
        for (int i = 0; i < ROUNDS; i++) {
            busy.send(i);
            if (i % 1_000 == 0) {
                assertThat(receivers(quiet).count(9)).isLessThanOrEqualTo(1);
            }
        }

        assertThat(receiver.result()).isEqualTo((ROUNDS - 1L) * ROUNDS / 2);
        assertNobodyWaits(busy, quiet);
    }

    /** SEL-033: the same for selects that end by their default or by their time. */
    @Test
    void select_repeatedWithoutPartner_doesNotGrow() throws Exception {
        Chan<Integer> quiet = Chan.unbuffered();
        var byDefault = List.of(receive(quiet, v -> v), send(quiet, 1, () -> 1), otherwise(() -> 0));
        var byTime = List.of(receive(quiet, v -> v), send(quiet, 1, () -> 1), after(Duration.ofNanos(1), () -> 0));
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(select(i % 2 == 0 ? byDefault : byTime)).isZero();
        }

        assertNobodyWaits(quiet);
    }

    /** SEL-033: selects that wait and are woken by a close leave nothing on their other channels. */
    @Test
    void select_wokenByClose_doesNotGrow() throws Exception {
        Chan<Integer> quiet = Chan.unbuffered();
        Chan<Chan<Integer>> closing = Chan.unbuffered();
        var selecting = Goroutine.go(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Chan<Integer> next = Chan.unbuffered();
                closing.send(next);
                assertThat(select(receive(next, v -> v, () -> 0), receive(quiet, v -> v), send(quiet, 1, () -> 1)))
                        .isZero();
            }
            closing.close();
        });
        closing.receiveEach(Chan::close);
        selecting.result();

        assertNobodyWaits(quiet, closing);
    }
}
