package io.github.goloom.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.chan.SendChan;
import io.github.goloom.park.World;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timer with a channel: one value, once the time has come. */
class TimerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** The value comes, and not before its time (TMR-003). */
    @Test
    void start_positiveDelay_isReceivedNotBeforeItsTime() throws Exception {
        long begin = System.nanoTime();

        assertThat(ChanTimer.start(Duration.ofMillis(20)).chan().receive()).isNotNull();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    /** After is the channel of a timer: its value comes, and not before its time (TMR-003). */
    @Test
    void after_positiveDelay_isReceivedNotBeforeItsTime() throws Exception {
        long begin = System.nanoTime();

        assertThat(ChanTimer.after(Duration.ofMillis(20)).receive()).isNotNull();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    /** There is exactly one value (TMR-003). */
    @InAWorld
    @Test
    void after_received_hasNoSecondValue() throws Exception {
        ReceiveChan<Instant> chan = ChanTimer.after(Duration.ofMillis(1));

        chan.receive();

        assertThat(chan.tryReceive(HOUR)).isInstanceOf(Received.Empty.class);
    }

    /** The channel is not closed before, at or after its value (TMR-003). */
    @Test
    void after_beforeAtAndAfterItsValue_isNotClosed() throws Exception {
        ReceiveChan<Instant> far = ChanTimer.after(HOUR);
        ReceiveChan<Instant> due = ChanTimer.after(Duration.ZERO);
        ReceiveChan<Instant> received = ChanTimer.after(Duration.ZERO);
        received.receive();

        assertThat(List.of(far, due, received)).noneMatch(ReceiveChan::isClosed);
    }

    /** The value is the time at which the timer was due, however late it is received (TMR-005). */
    @InAWorld
    @Test
    void receive_longAfterItWasDue_givesTheTimeAtWhichItWasDue() throws Exception {
        ReceiveChan<Instant> chan = ChanTimer.after(Duration.ofMillis(10));

        Go.sleep(HOUR);

        assertThat(chan.receive()).isEqualTo(World.START.plusMillis(10));
    }

    /** One who waits for it gets the time at which it was due as well (TMR-005). */
    @Test
    void receive_waiting_givesTheTimeAtWhichItWasDue() throws Exception {
        Instant before = Instant.now();

        Instant value = ChanTimer.after(Duration.ofMillis(20)).receive();

        assertThat(value).isBetween(before.plusMillis(19), Instant.now().plusMillis(1));
    }

    /** The time of a later start is that at which the timer is due then (TMR-005). */
    @InAWorld
    @Test
    void receive_afterReset_givesTheTimeAtWhichItWasDueThen() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ZERO);
        Go.sleep(Duration.ofMillis(50));

        timer.reset(Duration.ofMillis(5));

        assertThat(timer.chan().receive()).isEqualTo(World.START.plusMillis(55));
    }

    /** An expired timer is receivable although nobody sends (TMR-006). */
    @Test
    void tryReceive_expired_takesTheValue() {
        assertThat(ChanTimer.start(Duration.ZERO).chan().tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** One that is not due is not receivable (TMR-006). */
    @Test
    void tryReceive_notDue_isEmpty() {
        assertThat(ChanTimer.start(HOUR).chan().tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** Zero and negative delays are due at once (TMR-004). */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000_000L, Long.MIN_VALUE})
    void start_zeroOrNegative_isDueAtOnce(long nanos) {
        assertThat(ChanTimer.start(Duration.ofNanos(nanos)).chan().tryReceive()).isInstanceOf(Received.Value.class);
    }

    /** The channel looks unbuffered, whether the value is there or not (TMR-006, CHAN-048). */
    @Test
    void chan_beforeAtAndAfterItsValue_hasSizeAndCapacityZero() throws Exception {
        ReceiveChan<Instant> far = ChanTimer.after(HOUR);
        ReceiveChan<Instant> due = ChanTimer.after(Duration.ZERO);
        ReceiveChan<Instant> received = ChanTimer.after(Duration.ZERO);
        received.receive();

        assertThat(List.of(far, due, received)).allMatch(chan -> chan.size() == 0 && chan.capacity() == 0);
    }

    /** The channel looks unbuffered also while somebody waits on it (CHAN-048). */
    @Test
    void chan_withAReceiverParked_hasSizeAndCapacityZero() throws Exception {
        ReceiveChan<Instant> chan = ChanTimer.after(HOUR);
        Goroutine<Instant> receiver = Goroutine.call(chan::receive).parkedOn(chan);

        assertThat(chan.size() + chan.capacity()).isZero();
        assertThat(receiver.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    /** Nobody can send on the channel or close it, not even by a cast. */
    @Test
    void chan_castToASendingHalf_isImpossible() {
        assertThat((Object) ChanTimer.after(HOUR)).isNotInstanceOfAny(Chan.class, SendChan.class);
    }

    /** The channel of a timer is one and the same, and not the nil channel. */
    @Test
    void chan_ofATimer_isAlwaysTheSame() {
        ChanTimer timer = ChanTimer.start(HOUR);
        ReceiveChan<Instant> chan = timer.chan();

        timer.reset(Duration.ZERO);

        assertThat(timer.chan()).isSameAs(chan);
        assertThat(chan.isNil()).isFalse();
    }

    /** The description shows what the timer feeds. */
    @Test
    void toString_ofATimer_showsItsChannel() {
        ChanTimer timer = ChanTimer.start(HOUR);

        assertThat(timer).hasToString("ChanTimer[" + timer.chan() + "]");
        assertThat(timer.chan().toString()).startsWith("TimerChan[#");
    }

    /** Timers with different deadlines are received in the order of these, however they were started (TMR-023). */
    @InAWorld
    @Test
    void timers_startedInAnyOrder_fireInTheOrderOfTheirDeadlines() throws Exception {
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            delays.add(20 + 10 * i);
        }
        List<Integer> expected = List.copyOf(delays);
        Collections.shuffle(delays, new Random(23));
        List<ReceiveChan<Instant>> chans = new ArrayList<>(Collections.nCopies(10, null));
        for (int delay : delays) {
            chans.set(expected.indexOf(delay), ChanTimer.after(Duration.ofMillis(delay)));
        }
        // in order, so that of two that are due the select takes the earlier one
        List<Select.Case<Integer, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int delay = expected.get(i);
            cases.add(Select.receive(chans.get(i), at -> delay));
        }
        List<Integer> fired = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            fired.add(Select.selectInOrder(cases));
        }

        assertThat(fired).isEqualTo(expected);
    }

    /**
     * Only the time that a value shows comes from the wall clock, so its steps move no timer: nothing else below timers
     * and channels reads it (TMR-025).
     */
    @Test
    void wallClock_belowTimers_isReadForTheValueOnly() throws IOException {
        List<String> readers = new ArrayList<>();
        for (Path file : sources()) {
            for (String line : Files.readAllLines(file)) {
                if (line.matches(
                        ".*(Instant\\.now|Clock\\.instant\\(|currentTimeMillis|DateTime\\.now|Clock\\.system).*")) {
                    readers.add(line.strip());
                }
            }
        }

        assertThat(readers)
                .containsExactlyInAnyOrder(
                        "wall = Clock.instant();", "return world == null ? Instant.now() : world.instant();");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("park", "chan", "time")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/goloom", folder))) {
                files.forEach(sources::add);
            }
        }
        return sources;
    }
}
