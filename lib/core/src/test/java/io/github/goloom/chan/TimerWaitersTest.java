package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.park.Waiter;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several that wait for one timer: one that leaves takes the alarm of none with it, and one tick is one tick. */
@SuppressWarnings("CheckReturnValue")
class TimerWaitersTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** One of two that wait is interrupted: the other gets the value in time. */
    @Test
    void receive_anotherLeaves_getsTheValue() throws Exception {
        ChanTimer timer = ChanTimer.start(Duration.ofMillis(300));
        Goroutine<Instant> leaving =
                Goroutine.call(() -> timer.chan().receive()).parkedOn(timer.chan());
        Goroutine<Instant> staying =
                Goroutine.call(() -> timer.chan().receive()).parkedOn(timer.chan());

        leaving.interrupt();

        assertThat(leaving.failure()).isInstanceOf(InterruptedException.class);
        assertThat(staying.result()).isNotNull();
    }

    /** One of two that wait on a ticker times out: the other gets tick after tick. */
    @Test
    void receive_anotherTimesOut_getsTicks() throws Exception {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofMillis(20))) {
            Goroutine<Integer> staying = Goroutine.call(() -> {
                int n = 0;
                while (n < 10) {
                    ticker.chan().receive();
                    n++;
                }
                return n;
            });
            while (!staying.isDone()) {
                ticker.chan().tryReceive(Duration.ofMillis(1));
            }
            assertThat(staying.result()).isEqualTo(10);
        }
    }

    /**
     * A tick that is due and is handed on to one that waits, by a receive or a batch that comes later, is not there a
     * second time.
     */
    @Test
    void take_tickIsHandedOn_isOnlyOne() {
        for (boolean batch : List.of(false, true)) {
            TimerChan ticker = new TimerChan();
            ticker.start(0, HOUR.toNanos());
            Waiter waiter = new Waiter(null, null);
            Object[] values = new Object[4];
            ticker.lock();
            try {
                ticker.receivers.add(waiter);
                if (batch) {
                    assertThat(ticker.pollInto(values, 0)).isZero();
                } else {
                    assertThat(ticker.poll()).isEqualTo(Refusal.NOT_READY);
                }
                assertThat(waiter.value).isInstanceOf(Instant.class);
                assertThat(ticker.poll()).isEqualTo(Refusal.NOT_READY);
            } finally {
                ticker.unlock();
            }
            assertThat(ticker.tryReceive()).isInstanceOf(Received.Empty.class);
        }
    }
}
