package io.github.goloom.time;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import io.github.goloom.park.TimerControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A ticker: a value on a channel, again and again. Go's {@code time.Ticker}, by the rules of Go 1.23.
 *
 * {@snippet :
 * try (ChanTicker ticker = ChanTicker.every(Duration.ofSeconds(1))) {
 *     for (int i = 0; i < 3; i++) {
 *         System.out.println("tick at " + ticker.chan().receive());
 *     }
 * }
 * }
 *
 * <p>The first tick comes after one period. At most one tick waits to be received: a slow receiver loses those that
 * fall due meanwhile, and gets the first of them, with the time at which that was due. Later ticks stay in step with
 * the first. Each tick goes to one receiver. The channel looks unbuffered, and is never closed.
 *
 * <p>The time runs on the monotonic clock. A ticker need not be closed: one that nobody refers to is garbage.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it started or reset the ticker <i>happens-before</i>
 * the return of every receive that gets a tick.
 *
 * @see <a href="https://pkg.go.dev/time#Ticker">Go: time.Ticker</a>
 */
public final class ChanTicker implements AutoCloseable {
    private final TimerControl control = ChanTimer.newControl();

    private ChanTicker() {}

    /**
     * Starts a ticker. <b>Differs from Go</b>, where {@code time.Tick} takes a period that is not positive and gives
     * nil.
     *
     * @param period the time from one tick to the next; 146 years or more never comes
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
     * The channel.
     *
     * @return the channel on which the ticks come
     */
    public ReceiveChan<Instant> chan() {
        return ChanTimer.chanOf(control);
    }

    /**
     * Starts the ticker anew, also after {@link #close}: the next tick comes one new period from now. A tick that was
     * due and not received is taken back.
     *
     * @param period the time from one tick to the next; 146 years or more never comes
     * @throws IllegalArgumentException if {@code period} is zero or negative
     * @throws NullPointerException if {@code period} is null
     * @see <a href="https://pkg.go.dev/time#Ticker.Reset">Go: Ticker.Reset</a>
     */
    public void reset(Duration period) {
        long nanos = nanos(period);
        control.start(nanos, nanos);
    }

    /**
     * Stops the ticks, and takes back one that was due and not received; may be called again. The channel is not
     * closed: who waits on it waits on.
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
