package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every way to receive works on the channel of a timer. */
@SuppressWarnings("CheckReturnValue")
class TimerChanTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);

    /** A receive with a limit gets a value that is due. */
    @Test
    void receiveTimeout_due_takesTheValue() throws Exception {
        assertThat(ChanTimer.after(Duration.ZERO).tryReceive(HOUR)).isInstanceOf(Received.Value.class);
    }

    /** A receive with a limit waits for a value that is due within it. */
    @Test
    void receiveTimeout_dueInTime_takesTheValue() throws Exception {
        assertThat(ChanTimer.after(SOON).tryReceive(HOUR)).isInstanceOf(Received.Value.class);
    }

    /** A receive with a limit ends with it. */
    @Test
    void receiveTimeout_notDueInTime_isEmpty() throws Exception {
        long begin = System.nanoTime();

        assertThat(ChanTimer.after(HOUR).tryReceive(Duration.ofMillis(10))).isInstanceOf(Received.Empty.class);

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
    }

    /** A receive that ran out of time has taken nothing: the timer still runs, and its value comes. */
    @Test
    void receiveTimeout_notDueInTime_leavesTheTimerRunning() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        timer.chan().tryReceive(Duration.ofMillis(1));

        assertThat(timer.reset(SOON)).isTrue();
        assertThat(timer.chan().receive()).isNotNull();
    }

    /** Of two that wait, the one that stays gets the value if the other's time runs out. */
    @Test
    void receiveTimeout_ranOutBesideAnother_leavesTheValueToThatOne() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> patient = Goroutine.call(timer.chan()::receive).parkedOn(timer.chan());
        assertThat(timer.chan().tryReceive(Duration.ofMillis(10))).isInstanceOf(Received.Empty.class);

        timer.reset(SOON);

        assertThat(patient.result()).isNotNull();
    }

    /** A receive under a context gets the value. */
    @Test
    void receiveUntil_due_takesTheValue() throws Exception {
        try (CancellableContext ctx = Context.background().withCancel()) {
            assertThat(ChanTimer.after(SOON).receive(ctx)).isNotNull();
        }
    }

    /** A receive under a context ends with that, and has taken nothing. */
    @Test
    void receiveUntil_cancelledWhileWaiting_throwsAndTakesNothing() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        try (CancellableContext ctx = Context.background().withCancel()) {
            Goroutine<Instant> receiver =
                    Goroutine.call(() -> timer.chan().receive(ctx)).parkedOn(timer.chan());

            ctx.cancel();

            assertThat(receiver.failure()).isInstanceOf(ContextCancelledException.class);
        }
        assertThat(timer.stop()).isTrue();
    }

    /** A context that is done wins against a value that is due, which stays. */
    @Test
    void receiveUntil_doneOnEntry_throwsAndTakesNothing() {
        ReceiveChan<Instant> chan = ChanTimer.after(Duration.ZERO);
        try (CancellableContext ctx = Context.background().withCancel()) {
            ctx.cancel();

            assertThatThrownBy(() -> chan.receive(ctx)).isInstanceOf(ContextCancelledException.class);
        }
        assertThat(chan.tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** A batch is the one value that is due. */
    @Test
    void receiveUpTo_due_isTheOneValue() throws Exception {
        assertThat(ChanTimer.after(Duration.ZERO).receiveUpTo(10)).hasSize(1);
    }

    /** A batch waits for its first value. */
    @Test
    void receiveUpTo_notDue_waitsForTheValue() throws Exception {
        assertThat(ChanTimer.after(SOON).receiveUpTo(10)).hasSize(1);
    }

    /** Draining takes the one value that is due. */
    @Test
    void drainTo_due_takesTheOneValue() {
        List<Instant> target = new ArrayList<>();

        assertThat(ChanTimer.after(Duration.ZERO).drainTo(target, 10)).isEqualTo(1);
        assertThat(target).hasSize(1).doesNotContainNull();
    }

    /** Draining does not wait. */
    @Test
    void drainTo_notDue_takesNothing() {
        assertThat(ChanTimer.after(HOUR).drainTo(new ArrayList<>(), 10)).isZero();
    }

    /** A loop over the channel has no end: after the value it waits on. */
    @Test
    void receiveEach_afterTheValue_waitsOn() throws Exception {
        ReceiveChan<Instant> chan = ChanTimer.after(Duration.ZERO);
        AtomicInteger received = new AtomicInteger();
        Goroutine<Void> loop = Goroutine.go(() -> chan.receiveEach(at -> received.incrementAndGet()))
                .parkedOn(chan);

        assertThat(received).hasValue(1);
        assertThat(loop.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** The iterator gives the value. */
    @Test
    void iterator_due_givesTheValue() {
        assertThat(ChanTimer.after(SOON).iterator().next()).isNotNull();
    }

    /** The stream gives the values, for as long as it is asked: those of a ticker without end. */
    @Test
    void stream_ofATicker_givesTheTicks() {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(1))) {
            assertThat(ticker.chan().stream().limit(3)).hasSize(3);
        }
    }

    /** A platform thread that waits gets the value. */
    @Test
    void receive_onAPlatformThread_getsTheValue() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Void> receiver = Goroutine.platform(timer.chan()::receive).parkedOn(timer.chan());

        timer.reset(SOON);

        assertThat(receiver.result()).isNull();
        assertThat(timer.stop()).isFalse();
    }

    /** An interrupt that came before wins against a value that is due, which stays. */
    @Test
    void receive_interruptedOnEntry_throwsAndTakesNothing() throws Exception {
        ReceiveChan<Instant> chan = ChanTimer.after(Duration.ZERO);
        Goroutine<Instant> receiver = Goroutine.call(() -> {
            Thread.currentThread().interrupt();
            return chan.receive();
        });

        assertThat(receiver.failure()).isInstanceOf(InterruptedException.class);
        assertThat(chan.tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** An interrupt ends the wait; nothing was taken, and the timer runs. */
    @Test
    void receive_interruptedWhileWaiting_throwsAndTakesNothing() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> receiver = Goroutine.call(timer.chan()::receive).parkedOn(timer.chan());

        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);

        assertThat(timer.stop()).isTrue();
    }

    /**
     * An interrupt that races with the value takes it or leaves it: it is received or there, never both, never neither.
     */
    @Test
    void receive_interruptRacingWithTheValue_takesItOrLeavesIt() throws Exception {
        int interrupted = 0;
        for (int i = 0; i < 500; i++) {
            ChanTimer timer = ChanTimer.start(HOUR);
            Goroutine<Boolean> receiver = Goroutine.call(() -> {
                        try {
                            return timer.chan().receive() != null;
                        } catch (InterruptedException e) {
                            return false;
                        }
                    })
                    .parkedOn(timer.chan());
            timer.reset(Duration.ZERO);
            receiver.interrupt();
            boolean received = receiver.result();

            assertThat(timer.chan().tryReceive() instanceof Received.Value).isNotEqualTo(received);
            interrupted += received ? 0 : 1;
        }
        System.out.println("interrupt against value: " + interrupted + " of 500 interrupted");
    }
}
