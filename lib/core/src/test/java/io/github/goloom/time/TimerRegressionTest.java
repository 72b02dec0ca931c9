package io.github.goloom.time;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.selectInOrder;
import static io.github.goloom.chan.Select.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What went wrong once with timers. */
@Tag("proof")
class TimerRegressionTest {
    private static final int ROUNDS = 2_000;
    private static final Duration HOUR = Duration.ofHours(1);

    /** A select that hands a due value on to who waited before it, and then serves another, wakes both. */
    @Test
    void selectInOrder_handsATickOnAndSends_wakesBoth() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            ChanTimer timer = ChanTimer.start(HOUR);
            Chan<Integer> chan = Chan.unbuffered();
            Goroutine<Instant> waitsForTick =
                    Goroutine.call(() -> timer.chan().receive()).parkedOn(timer.chan());
            Goroutine<Integer> waitsForValue =
                    Goroutine.call(() -> chan.receive()).parkedOn(chan);
            timer.reset(Duration.ZERO);
            String done = selectInOrder(receive(timer.chan(), at -> "tick"), send(chan, i, () -> "sent"));
            assertThat(done).isEqualTo("sent");
            assertThat(waitsForTick.result()).isNotNull();
            assertThat(waitsForValue.result()).isEqualTo(i);
        }
    }

    /** A select that hands two due values on wakes both who waited for them. */
    @Test
    void selectInOrder_handsTwoTicksOn_wakesBoth() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            List<ChanTimer> timers = List.of(ChanTimer.start(HOUR), ChanTimer.start(HOUR));
            List<Goroutine<Instant>> waiting = timers.stream()
                    .map(each -> Goroutine.call(() -> each.chan().receive()).parkedOn(each.chan()))
                    .toList();
            Chan<Integer> ready = Chan.buffered(1);
            ready.send(i);
            timers.forEach(each -> each.reset(Duration.ZERO));
            int got = selectInOrder(
                    receive(timers.get(0).chan(), at -> -1),
                    receive(timers.get(1).chan(), at -> -1),
                    receive(ready, value -> value));
            assertThat(got).isEqualTo(i);
            for (Goroutine<Instant> each : waiting) {
                assertThat(each.result()).isNotNull();
            }
        }
    }
}
