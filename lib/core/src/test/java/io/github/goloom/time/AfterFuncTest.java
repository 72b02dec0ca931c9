package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A timer with a function: one call, once the time has come, in a goroutine of its own. */
@SuppressWarnings("CheckReturnValue")
class AfterFuncTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);

    private final Chan<Signal> calls = Chan.buffered(10);
    private final Chan<Signal> gate = Chan.unbuffered();

    private void call() {
        calls.trySend(Signal.SIGNAL);
    }

    /** Tells of the call, then waits at the gate. */
    private void callAndWait() {
        call();
        try {
            gate.receive();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns when everything that was set for the next 20 ms has fired. */
    private static void awaitLater() throws InterruptedException {
        ChanTimer.after(Duration.ofMillis(20)).receive();
    }

    private void assertNoCall() throws InterruptedException {
        assertThat(calls.tryReceive(Duration.ofMillis(20))).isInstanceOf(Received.Empty.class);
    }

    /** The function is called, and not before its time (TMR-018). */
    @Test
    void afterFunc_positiveDelay_isCalledNotBeforeItsTime() throws Exception {
        long begin = System.nanoTime();
        ChanTimer.afterFunc(Duration.ofMillis(20), this::call);
        calls.receive();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    /** It is called once (TMR-018). */
    @InAWorld
    @Test
    void afterFunc_called_isNotCalledAgain() throws Exception {
        ChanTimer.afterFunc(Duration.ZERO, this::call);
        calls.receive();
        Go.sleep(HOUR);

        assertNoCall();
    }

    /** It runs in a goroutine of its own: neither the caller's nor that of another (TMR-018). */
    @Test
    void afterFunc_ofEachTimer_runsInItsOwnGoroutine() throws Exception {
        Chan<Thread> threads = Chan.buffered(2);
        ChanTimer.afterFunc(Duration.ZERO, () -> threads.trySend(Thread.currentThread()));
        ChanTimer.afterFunc(Duration.ZERO, () -> threads.trySend(Thread.currentThread()));
        Thread first = threads.receive();
        Thread second = threads.receive();

        assertThat(first).isNotSameAs(second);
        assertThat(first.isVirtual() && second.isVirtual()).isTrue();
    }

    /** A function that waits delays no other timer (TMR-018). */
    @Test
    void afterFunc_waiting_delaysNoOtherTimer() throws Exception {
        ChanTimer.afterFunc(Duration.ZERO, this::callAndWait);
        calls.receive();

        assertThat(ChanTimer.after(SOON).receive()).isNotNull();
        gate.close();
    }

    /** The channel of a timer with a function is the nil channel (TMR-018). */
    @Test
    void chan_ofATimerWithAFunction_isNil() {
        ChanTimer timer = ChanTimer.afterFunc(HOUR, this::call);

        assertThat(timer.chan().isNil()).isTrue();
        timer.stop();
    }

    /** A stop in time prevents the call (TMR-019). */
    @InAWorld
    @Test
    void stop_beforeTheCall_returnsTrueAndPreventsIt() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ofMillis(200), this::call);

        assertThat(timer.stop()).isTrue();
        Go.sleep(HOUR);
        assertNoCall();
    }

    /** A second stop prevents nothing (TMR-019). */
    @Test
    void stop_stopped_returnsFalse() {
        ChanTimer timer = ChanTimer.afterFunc(HOUR, this::call);
        timer.stop();

        assertThat(timer.stop()).isFalse();
    }

    /** A stop after the start of the call prevents nothing, and does not wait for its end (TMR-019). */
    @Test
    void stop_whileTheFunctionRuns_returnsFalseAtOnce() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, this::callAndWait);
        calls.receive();

        assertThat(timer.stop()).isFalse();
        gate.send(Signal.SIGNAL);
    }

    /** A restart in time moves the call: there is one, not before the new time (TMR-020). */
    @InAWorld
    @Test
    void reset_beforeTheCall_returnsTrueAndMovesIt() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(HOUR, this::call);

        assertThat(timer.reset(Duration.ofMillis(20))).isTrue();
        calls.receive();
        assertThat(Clock.instant()).isEqualTo(World.START.plusMillis(20));
        Go.sleep(HOUR);
        assertNoCall();
    }

    /** A restart for later prevents the call at the earlier time (TMR-020). */
    @InAWorld
    @Test
    void reset_forLater_preventsTheEarlierCall() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ofMillis(200), this::call);
        timer.reset(HOUR);
        Go.sleep(HOUR.minusMillis(50));

        assertNoCall();
        assertThat(timer.stop()).isTrue();
    }

    /** After the call a restart leads to another one (TMR-020). */
    @Test
    void reset_afterTheCall_returnsFalseAndCallsAgain() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, this::call);
        calls.receive();

        assertThat(timer.reset(SOON)).isFalse();
        assertThat(calls.receive()).isNotNull();
    }

    /** Also while the first still runs: then two run at the same time (TMR-020). */
    @Test
    void reset_whileTheFunctionRuns_callsItBeside() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(Duration.ZERO, this::callAndWait);
        calls.receive();

        assertThat(timer.reset(Duration.ZERO)).isFalse();
        assertThat(calls.receive()).isNotNull();
        gate.send(Signal.SIGNAL);
        gate.send(Signal.SIGNAL);
    }

    /** A stopped timer can be started anew (TMR-020). */
    @Test
    void reset_stopped_returnsFalseAndCalls() throws Exception {
        ChanTimer timer = ChanTimer.afterFunc(HOUR, this::call);
        timer.stop();

        assertThat(timer.reset(Duration.ZERO)).isFalse();
        assertThat(calls.receive()).isNotNull();
    }

    /** A function may start its own timer again, time after time (TMR-021). */
    @Test
    void afterFunc_restartingItself_isCalledAgainAndAgain() throws Exception {
        AtomicInteger left = new AtomicInteger(1_000);
        ChanTimer[] timer = new ChanTimer[1];
        timer[0] = ChanTimer.afterFunc(HOUR, () -> {
            if (left.decrementAndGet() > 0) {
                timer[0].reset(Duration.ZERO);
            } else {
                call();
            }
        });
        timer[0].reset(Duration.ZERO);
        calls.receive();
        awaitLater();

        assertThat(left).hasValue(0);
    }

    /** A function may start further timers (TMR-021). */
    @Test
    void afterFunc_startingFurtherTimers_isFollowedByThem() throws Exception {
        AtomicInteger left = new AtomicInteger(1_000);
        next(left);
        calls.receive();

        assertThat(left).hasValue(0);
    }

    private void next(AtomicInteger left) {
        if (left.decrementAndGet() == 0) {
            call();
        } else {
            ChanTimer.afterFunc(Duration.ofNanos(left.get() % 3), () -> next(left));
        }
    }

    /** What was done before the start is seen by the function. */
    @Test
    void afterFunc_ofAnUnsafeField_seesWhatWasWrittenBefore() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            int[] box = {0};
            Chan<Integer> seen = Chan.buffered(1);
            box[0] = i;
            ChanTimer.afterFunc(Duration.ZERO, () -> seen.trySend(box[0]));
            assertThat(seen.receive()).isEqualTo(i);
        }
    }

    /** The description shows the function. */
    @Test
    void toString_ofATimerWithAFunction_showsIt() {
        Go.Task function = this::call;
        ChanTimer timer = ChanTimer.afterFunc(HOUR, function);

        assertThat(timer).hasToString("ChanTimer[" + function + "]");
        timer.stop();
    }

    /** Two goroutines that play ping-pong do not starve a function (TMR-022). */
    @Test
    void afterFunc_besidePingPong_isCalled() throws Exception {
        Chan<Signal> stop = Chan.unbuffered();
        Goroutine<Void> players = Goroutine.go(() -> playUntil(stop));
        ChanTimer.afterFunc(SOON, stop::close);

        assertThat(players.result()).isNull();
    }

    /** Two goroutines that hand a value to and fro. */
    private static void playUntil(Chan<Signal> stop) throws InterruptedException {
        Chan<Signal> ping = Chan.unbuffered();
        Chan<Signal> pong = Chan.unbuffered();
        Go.go(() -> ping.receiveEach(pong::send));
        while (!stop.isClosed()) {
            ping.send(Signal.SIGNAL);
            pong.receive();
        }
        ping.close();
    }
}
