package io.github.goloom.time;

import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.otherwise;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The channel of a timer is a case of a select like any other. */
class TimerSelectTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Chan<Integer> quiet = Chan.unbuffered();

    /** A timer that is due is ready at once: the select never takes otherwise (SEL-034). */
    @Test
    void select_expiredTimerAndOtherwise_takesTheTimer() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            ChanTimer timer = ChanTimer.start(Duration.ZERO);

            assertThat(select(receive(timer.chan(), at -> 1), otherwise(() -> 0)))
                    .isEqualTo(1);
        }
    }

    /** So it is beside other channels, where all are looked at under their locks (SEL-034). */
    @Test
    void select_expiredTimerAmongOthersAndOtherwise_takesTheTimer() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            ChanTimer timer = ChanTimer.start(Duration.ZERO);

            int chosen = select(
                    receive(quiet, v -> 2),
                    receive(timer.chan(), at -> 1),
                    send(quiet, 1, () -> 3),
                    otherwise(() -> 0));

            assertThat(chosen).isEqualTo(1);
        }
    }

    /** So it is in a select in order (SEL-034). */
    @Test
    void selectInOrder_expiredTimerAndOtherwise_takesTheTimer() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);

        assertThat(selectInOrder(receive(quiet, v -> 2), receive(timer.chan(), at -> 1), otherwise(() -> 0)))
                .isEqualTo(1);
    }

    /** A timer that is not due is not ready. */
    @Test
    void select_runningTimerAndOtherwise_takesOtherwise() throws Exception {
        assertThat(select(receive(ChanTimer.after(HOUR), at -> 1), otherwise(() -> 0)))
                .isZero();
    }

    /** Nor is one that was due, and was stopped (TMR-010). */
    @Test
    void select_stoppedTimerAndOtherwise_takesOtherwise() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.stop();

        assertThat(select(receive(timer.chan(), at -> 1), otherwise(() -> 0))).isZero();
    }

    /** A select that waits takes the timer when that is due, with its value. */
    @Test
    void select_waitingForAValueOrATimer_takesTheTimer() throws Exception {
        Instant at = select(receive(quiet, v -> Instant.MAX), receive(ChanTimer.after(Duration.ofMillis(5)), t -> t));

        assertThat(at).isBefore(Instant.MAX);
    }

    /** Then it has left the other channels: who tries to send there finds nobody. */
    @Test
    void select_tookTheTimer_hasLeftTheOtherChannels() throws Exception {
        select(onReceive(quiet, v -> {}), onReceive(ChanTimer.after(Duration.ofMillis(1)), at -> {}));

        assertThat(quiet.trySend(1)).isFalse();
    }

    /** A select that waits takes another case that comes first, and has taken nothing from the timer. */
    @Test
    void select_waitingForAValueOrATimer_takesTheValue() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        var selecting = Goroutine.call(() -> select(receive(quiet, v -> v), receive(timer.chan(), at -> -1)));
        selecting.parked();

        quiet.send(7);

        assertThat(selecting.result()).isEqualTo(7);
        assertThat(timer.stop()).isTrue();
    }

    /** A select that waits sees a restart (TMR-014). */
    @Test
    void reset_withASelectParked_wakesIt() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        var selecting = Goroutine.call(() -> select(receive(quiet, v -> v), receive(timer.chan(), at -> -1)));
        selecting.parked();

        timer.reset(Duration.ofMillis(1));

        assertThat(selecting.result()).isEqualTo(-1);
    }

    /** Of the selects that wait on one timer one gets the value (TMR-015). */
    @Test
    void value_withSeveralSelectsParked_goesToOne() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Chan<Signal> end = Chan.unbuffered();
        List<Goroutine<Integer>> selects = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            selects.add(Goroutine.call(() -> select(receive(timer.chan(), at -> 1), receive(end, v -> 0)))
                    .parked());
        }
        timer.reset(Duration.ZERO);
        Goroutine.until(() -> selects.stream().anyMatch(Goroutine::isDone));
        ChanTimer.after(Duration.ofMillis(10)).receive();
        end.close();
        int served = 0;
        for (Goroutine<Integer> each : selects) {
            served += each.result();
        }

        assertThat(served).isEqualTo(1);
    }

    /** Two cases with one timer are one wait: the value comes once. */
    @Test
    void select_withOneTimerTwice_takesOneCase() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ofMillis(5));
        int[] taken = {0};

        select(onReceive(timer.chan(), at -> taken[0]++), onReceive(timer.chan(), at -> taken[0]++));

        assertThat(taken[0]).isEqualTo(1);
        assertThat(timer.stop()).isFalse();
    }

    /** Timers that are all due are chosen with the same chance. */
    @Test
    void select_severalExpiredTimers_takesAnyOfThem() throws Exception {
        int[] taken = new int[3];
        for (int i = 0; i < 3_000; i++) {
            ReceiveChan<Instant> first = ChanTimer.after(Duration.ZERO);
            ReceiveChan<Instant> second = ChanTimer.after(Duration.ZERO);
            ReceiveChan<Instant> third = ChanTimer.after(Duration.ZERO);
            taken[select(receive(first, at -> 0), receive(second, at -> 1), receive(third, at -> 2))]++;
        }

        assertThat(taken[0]).isBetween(800, 1_200);
        assertThat(taken[1]).isBetween(800, 1_200);
        assertThat(taken[2]).isBetween(800, 1_200);
    }

    /** Two selects that send without end do not starve the timer of a third that receives (SEL-035). */
    @Test
    void select_besideTwoBusyOnes_seesItsTimer() throws Exception {
        Chan<Integer> values = Chan.unbuffered();
        Chan<Signal> done = Chan.unbuffered();
        var busy = List.of(Goroutine.go(() -> sendUntil(values, done)), Goroutine.go(() -> sendUntil(values, done)));
        var third = Goroutine.go(() -> {
            ReceiveChan<Instant> timer = ChanTimer.after(Duration.ofMillis(20));
            boolean[] over = {false};
            while (!over[0]) {
                select(onReceive(values, v -> {}), onReceive(timer, at -> over[0] = true));
            }
            done.close();
        });

        third.result();
        busy.get(0).result();
        assertThat(busy.get(1).result()).isNull();
    }

    /** Nor do two selects that hand values to each other (SEL-035). */
    @Test
    void select_besideTwoThatPlayPingPong_seesItsTimer() throws Exception {
        Chan<Integer> ping = Chan.unbuffered();
        Chan<Signal> done = Chan.unbuffered();
        var sender = Goroutine.go(() -> sendUntil(ping, done));
        var receiver = Goroutine.go(() -> {
            boolean[] over = {false};
            while (!over[0]) {
                select(onReceive(ping, v -> {}), onReceive(done, end -> over[0] = true));
            }
        });
        var third = Goroutine.call(
                () -> select(receive(quiet, v -> false), receive(ChanTimer.after(Duration.ofMillis(20)), at -> true)));

        assertThat(third.result()).isTrue();
        done.close();
        sender.result();
        receiver.result();
    }

    private static void sendUntil(Chan<Integer> values, Chan<Signal> done) throws InterruptedException {
        boolean[] over = {false};
        while (!over[0]) {
            select(onSend(values, 1, () -> {}), onReceive(done, end -> over[0] = true));
        }
    }
}
