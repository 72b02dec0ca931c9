package io.github.goloom.chan;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.Select.Case;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancellation that is done on entry always wins; one that ends later ends the wait; its {@code err()} comes out. */
class SelectCancellationTest {
    private record Until(Chan<Void> done, RuntimeException err) implements Cancellation {
        static Until open() {
            return new Until(Chan.unbuffered(), new IllegalCallerException("cancelled"));
        }

        static Until ended() {
            Until until = open();
            until.done.close();
            return until;
        }

        boolean isFollowed() {
            return !((SendableChan<?>) done).receivers.isEmpty();
        }
    }

    private final Chan<Integer> chan = Chan.unbuffered();
    private final Chan<Integer> room = Chan.buffered(1);

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    /** Done on entry it wins over a ready case, in every form of select, and nothing is communicated. */
    @Test
    void select_cancelledOnEntryWithAReadyCase_throwsErr() {
        Until until = Until.ended();
        Case<Integer, RuntimeException> ready = send(room, 1, () -> 0);
        Case<Integer, RuntimeException> other = receive(chan, v -> 1);

        assertThatThrownBy(() -> select(until, ready)).isSameAs(until.err());
        assertThatThrownBy(() -> select(until, ready, other)).isSameAs(until.err());
        assertThatThrownBy(() -> select(until, List.of(ready, other))).isSameAs(until.err());
        assertThatThrownBy(() -> selectInOrder(until, ready, other)).isSameAs(until.err());
        assertThatThrownBy(() -> selectInOrder(until, List.of(ready))).isSameAs(until.err());
        assertThat(room.size()).isZero();
    }

    /** Done on entry it wins if no case is ready. */
    @Test
    void select_cancelledOnEntryWithoutAReadyCase_throwsErr() {
        Until until = Until.ended();

        assertThatThrownBy(() -> select(until, receive(chan, v -> 1))).isSameAs(until.err());
        assertThatThrownBy(() -> select(until)).isSameAs(until.err());
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
    }

    /** Done on entry it wins over a default and over an expired time. */
    @Test
    void select_cancelledOnEntryWithOtherwise_throwsErr() {
        Until until = Until.ended();

        assertThatThrownBy(() -> select(until, receive(chan, v -> 1), otherwise(() -> 2)))
                .isSameAs(until.err());
        assertThatThrownBy(() -> select(until, send(room, 1, () -> 1), otherwise(() -> 2)))
                .isSameAs(until.err());
        assertThatThrownBy(() -> select(until, receive(chan, v -> 1), after(Duration.ZERO, () -> 2)))
                .isSameAs(until.err());
        assertThat(room.size()).isZero();
    }

    /** Done on entry it wins over an interrupt, whose status stays set. */
    @Test
    void select_cancelledAndInterruptedOnEntry_throwsErrAndKeepsTheStatus() {
        Until until = Until.ended();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> select(until, send(room, 1, () -> 0))).isSameAs(until.err());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(room.size()).isZero();
    }

    /** Done while the select is parked, it ends the wait, and the select leaves every queue. */
    @Test
    void select_cancelledWhileParked_throwsErrAndLeavesEveryQueue() throws Exception {
        Until until = Until.open();
        room.send(1);
        var select = Goroutine.call(
                () -> select(until, receive(chan, v -> 0), send(chan, 1, () -> 1), send(room, 2, () -> 2)));
        select.parked();

        until.done().close();

        assertThat(select.failure()).isSameAs(until.err());
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) chan).senders.isEmpty()).isTrue();
        assertThat(((SendableChan<?>) room).senders.isEmpty()).isTrue();
        assertThat(until.isFollowed()).isFalse();
    }

    /** The same in order, from a list, and without any case. */
    @Test
    void select_ofAnyFormCancelledWhileParked_throwsErr() throws Exception {
        Until until = Until.open();
        List<Case<Integer, RuntimeException>> cases = List.of(receive(chan, v -> 0), receive(room, v -> 1));
        List<Goroutine<?>> selects = List.of(
                Goroutine.call(() -> select(until, cases)),
                Goroutine.call(() -> selectInOrder(until, cases)),
                Goroutine.call(() -> selectInOrder(until, receive(chan, v -> 0))),
                Goroutine.go(() -> select(until)));
        selects.forEach(Goroutine::parked);

        until.done().close();

        for (Goroutine<?> each : selects) {
            assertThat(each.failure()).isSameAs(until.err());
        }
    }

    /** A case that becomes ready first wins, and the select no longer follows the cancellation. */
    @Test
    void select_servedBeforeTheCancellation_givesTheResult() throws Exception {
        Until until = Until.open();
        var select = Goroutine.call(() -> select(until, receive(chan, v -> v), receive(room, v -> v)));
        select.parked();
        assertThat(until.isFollowed()).isTrue();

        chan.send(6);

        assertThat(select.result()).isEqualTo(6);
        assertThat(until.isFollowed()).isFalse();
    }

    /** One that is not done changes nothing for a ready case, a default or a time. */
    @Test
    void select_withAnOpenCancellation_choosesAsWithout() throws Exception {
        Until until = Until.open();

        int ready = select(until, send(room, 1, () -> 0), receive(chan, v -> 1));
        int none = select(until, receive(chan, v -> 1), otherwise(() -> 2));
        int late = select(until, receive(chan, v -> 1), after(Duration.ofMillis(1), () -> 3));

        assertThat(List.of(ready, none, late)).containsExactly(0, 2, 3);
        assertThat(until.isFollowed()).isFalse();
    }

    /** An interrupt while parked ends the wait as without a cancellation. */
    @Test
    void select_interruptedWhileParked_stopsFollowing() throws Exception {
        Until until = Until.open();
        var select = Goroutine.call(() -> select(until, receive(chan, v -> v), receive(room, v -> v)));
        select.parked();

        select.interrupt();

        assertThat(select.failure()).isInstanceOf(InterruptedException.class);
        assertThat(until.isFollowed()).isFalse();
    }

    /** A cancellation whose done channel is nil never cancels. */
    @Test
    void select_withANilDoneChannel_waitsForItsCases() throws Exception {
        Until never = new Until(Chan.nil(), new IllegalCallerException("never"));
        var select = Goroutine.call(() -> select(never, receive(chan, v -> v), receive(room, v -> v)));
        Goroutine.assertStillParked(select);

        chan.send(2);

        assertThat(select.result()).isEqualTo(2);
    }

    /** One that is done but has no error is broken: that is said, on entry and while parked. */
    @Test
    void select_doneWithoutErr_throwsIllegalState() throws Exception {
        Until broken = new Until(Chan.unbuffered(), null);
        var select = Goroutine.call(() -> select(broken, receive(chan, v -> v), receive(room, v -> v)));
        select.parked();

        broken.done().close();

        assertThat(select.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("err()");
        assertThatThrownBy(() -> select(broken, send(room, 1, () -> 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("err()");
        assertThat(room.size()).isZero();
    }

    /** One cancellation ends a thousand selects at once. */
    @Test
    void select_ofAThousandCancelled_allEnd() throws Exception {
        Until until = Until.open();
        List<Goroutine<Integer>> selects = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            selects.add(Goroutine.call(() -> select(until, receive(chan, v -> v), receive(room, v -> v))));
        }
        selects.forEach(Goroutine::parked);

        until.done().close();

        for (Goroutine<Integer> each : selects) {
            assertThat(each.failure()).isSameAs(until.err());
        }
        assertThat(until.isFollowed()).isFalse();
        assertThat(((SendableChan<?>) chan).receivers.isEmpty()).isTrue();
    }

    /** SEL-033: 100,000 selects that follow one cancellation leave nothing on its channel. */
    @Test
    void select_repeatedWithOneCancellation_doesNotGrow() throws Exception {
        Until until = Until.open();
        var receiver = Goroutine.call(() -> {
            var cases = List.of(receive(chan, v -> v), receive(room, v -> v));
            int last = 0;
            for (int i = 0; i < 100_000; i++) {
                last = select(until, cases);
            }
            return last;
        });
        for (int i = 0; i < 100_000; i++) {
            chan.send(i);
            if (i % 1_000 == 0) {
                assertThat(((SendableChan<?>) until.done()).receivers.count(9)).isLessThanOrEqualTo(1);
            }
        }

        assertThat(receiver.result()).isEqualTo(99_999);
        assertThat(until.isFollowed()).isFalse();
    }
}
