package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stopping and restarting a timer with a channel: what they return, and what becomes of the value and of who waits for
 * it.
 */
class TimerStopTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);

    /** Returns when everything that was set for the next 20 ms has fired. */
    private static void awaitLater() throws InterruptedException {
        ChanTimer.after(Duration.ofMillis(20)).receive();
    }

    private static Goroutine<Instant> receiverOf(ChanTimer timer) {
        return Goroutine.call(timer.chan()::receive).parkedOn(timer.chan());
    }

    private static void assertNothingReceived(Goroutine<?> receiver) throws Exception {
        Goroutine.assertStillParked(receiver);
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** Stopping a running timer prevents its value (TMR-008). */
    @Test
    void stop_running_returnsTrue() {
        assertThat(ChanTimer.start(HOUR).stop()).isTrue();
    }

    /** A second stop prevents nothing (TMR-008). */
    @Test
    void stop_stopped_returnsFalse() {
        ChanTimer timer = ChanTimer.start(HOUR);
        timer.stop();

        assertThat(timer.stop()).isFalse();
    }

    /** Nor does a stop after the value was received (TMR-008). */
    @Test
    void stop_received_returnsFalse() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.chan().receive();

        assertThat(timer.stop()).isFalse();
    }

    /** Nor does a stop after the value was handed to one who waited (TMR-008). */
    @Test
    void stop_receivedByAWaiter_returnsFalse() throws Exception {
        ChanTimer timer = ChanTimer.start(SOON);
        timer.chan().receive();

        assertThat(timer.stop()).isFalse();
    }

    /** A stop prevents a value that was due and not received (TMR-009). */
    @Test
    void stop_expiredAndNotReceived_returnsTrue() {
        assertThat(ChanTimer.start(Duration.ZERO).stop()).isTrue();
    }

    /** A stop takes back a value that was due and not received (TMR-009, TMR-010). */
    @Test
    void stop_expiredAndNotReceived_discardsTheValue() {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.stop();

        assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** After a stop nothing comes, also when the time has come (TMR-010). */
    @Test
    void receive_afterStop_waits() throws Exception {
        ChanTimer timer = ChanTimer.start(SOON);
        timer.stop();
        Goroutine<Instant> receiver = receiverOf(timer);

        awaitLater();

        assertNothingReceived(receiver);
    }

    /** Who waits on a timer that is stopped waits on: neither a value comes nor the end (TMR-011). */
    @Test
    void stop_withReceiversParked_leavesThemParked() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        List<Goroutine<Instant>> receivers = List.of(receiverOf(timer), receiverOf(timer));

        timer.reset(Duration.ofMillis(200));
        assertThat(timer.stop()).isTrue();
        ChanTimer.after(Duration.ofMillis(250)).receive();

        assertThat(timer.chan().isClosed()).isFalse();
        for (Goroutine<Instant> receiver : receivers) {
            assertNothingReceived(receiver);
        }
    }

    /** Who waits on a stopped timer gets the value of its next start (TMR-011, TMR-014). */
    @Test
    void reset_stoppedWithAReceiverParked_wakesIt() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> receiver = receiverOf(timer);
        timer.stop();

        assertThat(timer.reset(SOON)).isFalse();

        assertThat(receiver.result()).isNotNull();
    }

    /** Restarting a running timer prevents the earlier value (TMR-012). */
    @Test
    void reset_running_returnsTrue() {
        assertThat(ChanTimer.start(HOUR).reset(HOUR)).isTrue();
    }

    /** Also one that was due and not received (TMR-012). */
    @Test
    void reset_expiredAndNotReceived_returnsTrue() {
        assertThat(ChanTimer.start(Duration.ZERO).reset(HOUR)).isTrue();
    }

    /** There is nothing to prevent after a stop (TMR-012). */
    @Test
    void reset_stopped_returnsFalse() {
        ChanTimer timer = ChanTimer.start(HOUR);
        timer.stop();

        assertThat(timer.reset(HOUR)).isFalse();
    }

    /** Nor after the value was received (TMR-012). */
    @Test
    void reset_received_returnsFalse() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.chan().receive();

        assertThat(timer.reset(HOUR)).isFalse();
    }

    /** A restart takes back a value that was due and not received (TMR-012). */
    @Test
    void reset_expiredAndNotReceived_discardsTheValue() {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.reset(HOUR);

        assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** The time of a restart runs from then on (TMR-012). */
    @Test
    void reset_running_comesNotBeforeTheNewTime() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ofMillis(1));
        long begin = System.nanoTime();
        timer.reset(Duration.ofMillis(30));

        timer.chan().receive();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(30_000_000);
    }

    /** A restart gives one value more, and no second one (TMR-012). */
    @Test
    void reset_received_givesOneMoreValue() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        timer.chan().receive();
        timer.reset(Duration.ZERO);

        assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Value.class);
        assertThat(timer.chan().tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** A timer that was restarted runs: a stop prevents its value (TMR-008, TMR-012). */
    @Test
    void stop_afterReset_returnsTrue() {
        ChanTimer timer = ChanTimer.start(HOUR);
        timer.stop();
        timer.reset(HOUR);

        assertThat(timer.stop()).isTrue();
    }

    /** Who waits sees a restart for later: it waits on when the first time has come (TMR-014). */
    @Test
    void reset_forLaterWithAReceiverParked_leavesItParked() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> receiver = receiverOf(timer);

        timer.reset(Duration.ofMillis(200));
        assertThat(timer.reset(HOUR)).isTrue();
        ChanTimer.after(Duration.ofMillis(250)).receive();

        assertNothingReceived(receiver);
    }

    /** Who waits sees a restart for sooner: it is woken (TMR-014). */
    @Test
    void reset_forSoonerWithAReceiverParked_wakesIt() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> receiver = receiverOf(timer);

        assertThat(timer.reset(SOON)).isTrue();

        assertThat(receiver.result()).isNotNull();
    }

    /** Who waits sees a restart for now: it is woken (TMR-014). */
    @Test
    void reset_forNowWithAReceiverParked_wakesIt() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> receiver = receiverOf(timer);

        timer.reset(Duration.ZERO);

        assertThat(receiver.result()).isNotNull();
    }

    /** Of several that wait one gets the value, and the others wait on (TMR-015). */
    @Test
    void value_withSeveralReceiversParked_goesToOne() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        Goroutine<Instant> first = receiverOf(timer);
        Goroutine<Instant> second = receiverOf(timer);
        Goroutine<Instant> third = receiverOf(timer);

        timer.reset(SOON);
        first.result();
        awaitLater();

        assertNothingReceived(second);
        assertNothingReceived(third);
    }

    /** The value is for who has waited longest: in the order in which they came, one for each start (TMR-015). */
    @Test
    void values_withSeveralReceiversParked_goToThemInTheirOrder() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        List<Goroutine<Instant>> receivers =
                List.of(receiverOf(timer), receiverOf(timer), receiverOf(timer), receiverOf(timer));
        for (int i = 0; i < receivers.size(); i++) {
            timer.reset(Duration.ZERO);
            receivers.get(i).result();
            Goroutine.assertStillParked(
                    receivers.subList(i + 1, receivers.size()).toArray(Goroutine<?>[]::new));
        }

        assertThat(timer.stop()).isFalse();
    }

    /** Nobody overtakes who waits: a value that is due is for that one, even if another looks first (TMR-015). */
    @Test
    void tryReceive_dueWithAReceiverParked_doesNotOvertake() throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        ReceiveChan<Instant> chan = timer.chan();
        for (int i = 0; i < 300; i++) {
            Goroutine<Instant> receiver = receiverOf(timer);
            timer.reset(Duration.ZERO);

            assertThat(chan.tryReceive()).isInstanceOf(Received.Empty.class);
            assertThat(receiver.result()).isNotNull();
        }
    }
}
