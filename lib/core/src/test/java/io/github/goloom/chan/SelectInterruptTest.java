package io.github.goloom.chan;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.testing.Goroutine;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interruption: on entry, while parked, and not at all with a default. Nothing is communicated by what throws. */
class SelectInterruptTest {
    private final Chan<Integer> chan = Chan.unbuffered();
    private final Chan<Integer> room = Chan.buffered(1);

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    /** On entry it throws although a case is ready, clears the status and communicates nothing. */
    @Test
    void select_interruptedOnEntryWithAReadyCase_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> select(send(room, 1, () -> 0), receive(chan, v -> 1)))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(room.size()).isZero();
    }

    /** So does one of a single ready case. */
    @Test
    void select_ofOneReadyCaseInterruptedOnEntry_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> select(send(room, 1, () -> 0))).isInstanceOf(InterruptedException.class);

        assertThat(room.size()).isZero();
    }

    /** And one that would choose in order. */
    @Test
    void selectInOrder_interruptedOnEntry_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> selectInOrder(send(room, 1, () -> 0))).isInstanceOf(InterruptedException.class);

        assertThat(room.size()).isZero();
    }

    /** On entry it throws if no case is ready, and joins no queue. */
    @Test
    void select_interruptedOnEntryWithoutAReadyCase_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> select(receive(chan, v -> 1), receive(room, v -> 2)))
                .isInstanceOf(InterruptedException.class);

        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
    }

    /** With a default it never waits: a ready case is chosen, and the status stays set. */
    @Test
    void select_interruptedWithOtherwiseAndAReadyCase_communicates() throws Exception {
        Thread.currentThread().interrupt();

        int chosen = select(send(room, 1, () -> 0), receive(chan, v -> 1), otherwise(() -> 2));

        assertThat(chosen).isZero();
        assertThat(room.size()).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** With a default and nothing ready the default is taken, and the status stays set. */
    @Test
    void select_interruptedWithOtherwise_takesIt() throws Exception {
        Thread.currentThread().interrupt();

        int one = select(receive(chan, v -> 1), otherwise(() -> 2));
        int two = select(receive(chan, v -> 1), receive(room, v -> 1), otherwise(() -> 2));

        assertThat(one).isEqualTo(2);
        assertThat(two).isEqualTo(2);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** While parked it throws, clears the status and leaves every queue. */
    @Test
    void select_interruptedWhileParked_throwsAndLeavesEveryQueue() throws Exception {
        room.send(1);
        var select = Goroutine.call(() -> {
            try {
                return select(receive(chan, v -> "received"), send(chan, 1, () -> "sent"), send(room, 2, () -> "sent"));
            } catch (InterruptedException e) {
                return "interrupted, status " + Thread.currentThread().isInterrupted();
            }
        });
        select.parked();

        select.interrupt();

        assertThat(select.result()).isEqualTo("interrupted, status false");
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) room).senders.isEmpty()).isTrue();
        assertThat(chan.trySend(3)).isFalse();
        assertThat(room.size()).isEqualTo(1);
    }

    /** The same on a platform thread. */
    @Test
    void select_interruptedWhileParkedOnAPlatformThread_throws() throws Exception {
        var select = Goroutine.platform(() -> select(onReceive(chan, v -> {}), onReceive(room, v -> {})));
        select.parked();

        select.interrupt();

        assertThat(select.failure()).isInstanceOf(InterruptedException.class);
    }

    /** If the hand-off came first, the select returns normally and the status stays set: no interrupt is swallowed. */
    @Test
    void select_interruptedJustAfterTheHandOff_returnsWithTheStatusSet() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            int value = i;
            var select = Goroutine.call(() -> select(
                    receive(chan, v -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            LockSupport.park(); // for ever, if the select had swallowed the interrupt
                        }
                        return v;
                    }),
                    receive(room, v -> -1)));
            chan.send(value);
            select.interrupt();

            assertThat(select.result()).isEqualTo(value);
        }
    }

    /** One of two selects that wait is interrupted: the other gets the value. */
    @Test
    void select_behindAnInterruptedOne_isServed() throws Exception {
        var first = Goroutine.call(() -> select(receive(chan, v -> v), receive(room, v -> v)));
        first.parked();
        var second = Goroutine.call(() -> select(receive(chan, v -> v), receive(room, v -> v)));
        second.parked();

        first.interrupt();
        assertThat(first.failure()).isInstanceOf(InterruptedException.class);
        chan.send(4);

        assertThat(second.result()).isEqualTo(4);
    }
}
