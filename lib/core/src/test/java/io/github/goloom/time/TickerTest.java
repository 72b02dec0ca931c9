package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.SendChan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.World;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ticker: a value again and again, at most one of which waits. */
class TickerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration TINY = Duration.ofNanos(1);

    private static Instant now() {
        return Clock.instant();
    }

    /** The first tick comes after one full period (TMR-027). */
    @InAWorld
    @Test
    void every_firstTick_comesAfterOnePeriod() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(PERIOD)) {
            assertThat(ticker.chan().receive()).isEqualTo(now()).isEqualTo(World.START.plus(PERIOD));
        }
    }

    /** Before that there is none (TMR-027). */
    @Test
    void tryReceive_withinTheFirstPeriod_isEmpty() {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            assertThat(ticker.chan().tryReceive()).isInstanceOf(Received.Empty.class);
        }
    }

    /** Ticks go on, none before its time (TMR-027, TMR-029). */
    @Test
    void receive_againAndAgain_comesNotBeforeItsTime() throws Exception {
        long begin = System.nanoTime();
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(5))) {
            for (int i = 1; i <= 10; i++) {
                ticker.chan().receive();
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(i * 5_000_000L);
            }
        }
    }

    /**
     * A batch is never larger than what was asked for, also if a tick falls due right after the one that was waited
     * for.
     */
    @Test
    void receiveUpTo_one_isOne() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofNanos(5_000))) {
            for (int i = 0; i < 3_000; i++) {
                assertThat(ticker.chan().receiveUpTo(1)).hasSize(1);
            }
        }
    }

    /** A slow receiver gets one tick late, with the time at which it was due (TMR-030). */
    @InAWorld
    @Test
    void receive_manyPeriodsLate_givesTheTimeOfTheFirstMissedTick() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(PERIOD)) {
            Go.sleep(PERIOD.multipliedBy(10));

            assertThat(ticker.chan().receive()).isEqualTo(World.START.plus(PERIOD));
        }
    }

    /** Those between are lost: what comes next was due after that (TMR-028). */
    @InAWorld
    @Test
    void receive_afterALateTick_givesOneThatWasDueLater() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(PERIOD)) {
            Go.sleep(PERIOD.multipliedBy(10).plus(TINY));
            ticker.chan().receive();

            assertThat(ticker.chan().receive()).isEqualTo(World.START.plus(PERIOD.multipliedBy(11)));
        }
    }

    /** However late, ticks stay in step with the first (TMR-029). */
    @InAWorld
    @Test
    void receive_alwaysLate_givesTicksInStepWithTheFirst() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(PERIOD)) {
            for (int i = 0; i < 1_000; i++) {
                Go.sleep(PERIOD.multipliedBy(3).dividedBy(2));
                Duration sinceTheStart =
                        Duration.between(World.START, ticker.chan().receive());
                assertThat(sinceTheStart.toNanos() % PERIOD.toNanos()).isZero();
            }
        }
    }

    /** A ticker that is due often has one tick to give, not all that were missed (TMR-028). */
    @InAWorld
    @Test
    void drainTo_manyPeriodsLate_takesOneTick() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(200))) {
            Go.sleep(Duration.ofMillis(700));

            assertThat(ticker.chan().drainTo(new ArrayList<>(), 10)).isEqualTo(1);
        }
    }

    /** Each tick goes to one receiver: many together do not get ticks faster than they are due (TMR-034). */
    @Test
    void ticks_withManyReceivers_goToOneEach() throws Exception {
        long begin = System.nanoTime();
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(2))) {
            List<Goroutine<Void>> receivers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                receivers.add(Goroutine.go(() -> {
                    for (int n = 0; n < 5; n++) {
                        ticker.chan().receive();
                    }
                }));
            }
            for (Goroutine<Void> each : receivers) {
                each.result();
            }
        }

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10 * 5 * 2_000_000L);
    }

    /** The channel looks unbuffered, whether a tick is there or not (CHAN-048). */
    @Test
    void chan_withAndWithoutATick_hasSizeAndCapacityZero() {
        try (ChanTicker far = ChanTicker.every(HOUR);
                ChanTicker due = ChanTicker.every(TINY)) {
            assertThat(List.of(far.chan(), due.chan())).allMatch(chan -> chan.size() == 0 && chan.capacity() == 0);
        }
    }

    /** Nobody can send on the channel or close it, not even by a cast. */
    @Test
    void chan_castToASendingHalf_isImpossible() {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            assertThat((Object) ticker.chan()).isNotInstanceOfAny(Chan.class, SendChan.class);
        }
    }

    /** After close no tick comes (TMR-031). */
    @InAWorld
    @Test
    void receive_afterClose_waits() throws Exception {
        ChanTicker ticker = ChanTicker.every(Duration.ofMillis(5));
        ticker.chan().receive();
        ticker.close();

        assertThat(ticker.chan().tryReceive(HOUR)).isInstanceOf(Received.Empty.class);
    }

    /** Close takes back a tick that was due and not received (TMR-031). */
    @InAWorld
    @Test
    void close_withATickDue_discardsIt() throws Exception {
        ChanTicker ticker = ChanTicker.every(Duration.ofMillis(1));
        Go.sleep(Duration.ofMillis(2));
        ticker.close();

        assertThat(ticker.chan().tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** Close does not close the channel (TMR-031). */
    @Test
    void close_ofATicker_doesNotCloseTheChannel() {
        ChanTicker ticker = ChanTicker.every(HOUR);
        ticker.close();

        assertThat(ticker.chan().isClosed()).isFalse();
    }

    /** Close may be called again (TMR-031). */
    @Test
    void close_again_changesNothing() throws Exception {
        ChanTicker ticker = ChanTicker.every(TINY);
        ticker.close();
        ticker.close();

        assertThat(ticker.chan().tryReceive(Duration.ofMillis(1))).isInstanceOf(Received.Empty.class);
    }

    /** Who waits on a ticker that is closed waits on (TMR-031). */
    @Test
    void close_withAReceiverParked_leavesItParked() throws Exception {
        ChanTicker ticker = ChanTicker.every(HOUR);
        ReceiveChan<Instant> chan = ticker.chan();
        Goroutine<Instant> receiver = Goroutine.call(chan::receive).parkedOn(chan);

        ticker.reset(Duration.ofMillis(200));
        ticker.close();
        ChanTimer.after(Duration.ofMillis(250)).receive();

        Goroutine.assertStillParked(receiver);
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** A restart gives a new period, from now on (TMR-032). */
    @InAWorld
    @Test
    void reset_running_ticksInTheNewPeriodFromNow() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            Go.sleep(PERIOD);
            Instant begin = now();
            ticker.reset(Duration.ofMillis(10));
            for (int i = 1; i <= 3; i++) {
                assertThat(ticker.chan().receive()).isEqualTo(now()).isEqualTo(begin.plusMillis(10L * i));
            }
        }
    }

    /** A closed ticker can be started anew (TMR-032). */
    @Test
    void reset_closed_ticksAgain() throws Exception {
        ChanTicker ticker = ChanTicker.every(HOUR);
        ticker.close();
        ticker.reset(Duration.ofMillis(1));

        assertThat(ticker.chan().receive()).isNotNull();
        assertThat(ticker.chan().receive()).isNotNull();
        ticker.close();
    }

    /** A restart takes back a tick that was due and not received (TMR-032). */
    @InAWorld
    @Test
    void reset_withATickDue_discardsIt() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(1))) {
            Go.sleep(Duration.ofMillis(2));
            ticker.reset(HOUR);

            assertThat(ticker.chan().tryReceive()).isInstanceOf(Received.Empty.class);
        }
    }

    /** Who waits sees a restart (TMR-032). */
    @Test
    void reset_withAReceiverParked_wakesIt() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            Goroutine<Instant> receiver = Goroutine.call(ticker.chan()::receive).parkedOn(ticker.chan());

            ticker.reset(Duration.ofMillis(1));

            assertThat(receiver.result()).isNotNull();
        }
    }

    /** The description shows what the ticker feeds. */
    @Test
    void toString_ofATicker_showsItsChannel() {
        try (ChanTicker ticker = ChanTicker.every(HOUR)) {
            assertThat(ticker).hasToString("ChanTicker[" + ticker.chan() + "]");
        }
    }
}
