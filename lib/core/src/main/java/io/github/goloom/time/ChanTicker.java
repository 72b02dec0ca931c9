package io.github.goloom.time;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.TimerControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Sends the time on a channel once per period. Go's {@code time.Ticker}, by the rules of Go 1.23.
 *
 * {@snippet :
 * try (ChanTicker ticker = ChanTicker.every(Duration.ofSeconds(1))) {
 *     for (int i = 0; i < 3; i++) {
 *         System.out.println("tick at " + ticker.chan().receive());
 *     }
 * }
 * }
 *
 * <p>The first tick is due after one period. At most one tick waits to be received. A slow receiver gets the first tick
 * that has become due meanwhile, with the time at which it was due, and loses the others. Later ticks stay in step with
 * the first one. Each tick goes to one receiver. The channel looks unbuffered and is never closed.
 *
 * <p>The monotonic clock measures the periods. A ticker need not be closed; the garbage collector removes a ticker to
 * which nothing refers.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it starts or resets the ticker <i>happen-before</i>
 * the return of each receive that gets a tick.
 *
 * @see <a href="https://pkg.go.dev/time#Ticker">Go: time.Ticker</a>
 */
public final class ChanTicker implements AutoCloseable {
    private final TimerControl control = ChanTimer.newControl();

    private ChanTicker() {}

    /**
     * Starts a ticker. <b>Differs from Go</b>, where {@code time.Tick} accepts a period that is not positive and
     * returns nil.
     *
     * @param period the time from one tick to the next; with 146 years or more there is never a tick
     * @return the ticker
     * @throws IllegalArgumentException if {@code period} is zero or negative
     * @throws NullPointerException if {@code period} is null
     * @see <a href="https://pkg.go.dev/time#NewTicker">Go: time.NewTicker</a>
     */
    public static ChanTicker every(Duration period) {
        long nanos = nanos(period);
        ChanTicker ticker = new ChanTicker();
        ticker.control.start(nanos, nanos);
        return ticker;
    }

    private static long nanos(Duration period) {
        long nanos = Clock.nanos(Objects.requireNonNull(period, "period"));
        if (nanos == 0) {
            throw new IllegalArgumentException("period must be positive: " + period);
        }
        return nanos;
    }

    /**
     * Returns the channel of this ticker.
     *
     * @return the channel on which the ticks are sent
     */
    public ReceiveChan<Instant> chan() {
        return ChanTimer.chanOf(control);
    }

    /**
     * Starts the ticker anew, even after {@link #close}. The next tick is due one new period from now. A tick that was
     * due but not received is discarded.
     *
     * @param period the time from one tick to the next; with 146 years or more there is never a tick
     * @throws IllegalArgumentException if {@code period} is zero or negative
     * @throws NullPointerException if {@code period} is null
     * @see <a href="https://pkg.go.dev/time#Ticker.Reset">Go: Ticker.Reset</a>
     */
    public void reset(Duration period) {
        long nanos = nanos(period);
        control.start(nanos, nanos);
    }

    /**
     * Stops the ticker, and discards a tick that was due but not received. Further calls have no effect. The channel is
     * not closed, and threads that wait on it continue to wait.
     *
     * @see <a href="https://pkg.go.dev/time#Ticker.Stop">Go: Ticker.Stop</a>
     */
    @Override
    public void close() {
        control.stop();
    }

    @Override
    public String toString() {
        return "ChanTicker[" + control + "]";
    }
}
