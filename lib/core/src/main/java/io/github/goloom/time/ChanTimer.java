package io.github.goloom.time;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.Clock;
import io.github.goloom.park.TimerControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A timer: after a time, one value on a channel, or one call of a function. Go's {@code time.Timer}, by the rules of Go
 * 1.23.
 *
 * {@snippet :
 * ChanTimer idle = ChanTimer.start(Duration.ofSeconds(30));
 * boolean open = true;
 * while (open) {
 *     open = select(
 *             receive(orders, order -> {
 *                 idle.reset(Duration.ofSeconds(30));
 *                 return true;
 *             }),
 *             receive(idle.chan(), at -> false));
 * }
 * }
 *
 * <p>The channel looks unbuffered, and is never closed. The value is the time at which the timer was due, by the
 * system's clock, however late it is received. After {@link #stop} or {@link #reset} there is no stale value. If
 * several wait, one gets it.
 *
 * <p>The time runs on the monotonic clock. Zero or less is due at once; 146 years or more never comes. A timer need not
 * be stopped: one that nobody refers to is garbage, unless it has a function that is still to be called. All timers
 * together use one daemon thread, which starts with the first; functions run in goroutines of their own.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it started or reset the timer <i>happens-before</i>
 * the first action of its function, and the return of the receive that gets its value.
 *
 * @see <a href="https://pkg.go.dev/time#Timer">Go: time.Timer</a>
 */
public final class ChanTimer {
    private static final ChanAccess<?> CHANS = ChanAccess.of(Chan.nil());

    private final ReceiveChan<Instant> chan;
    private final TimerControl control;

    private ChanTimer(ReceiveChan<Instant> chan, TimerControl control) {
        this.chan = chan;
        this.control = control;
    }

    /**
     * A channel with one value after the delay: the channel of {@link #start}, for a timer that is never stopped.
     *
     * @param delay how long; zero or less is due at once
     * @return the channel
     * @throws NullPointerException if {@code delay} is null
     * @see <a href="https://pkg.go.dev/time#After">Go: time.After</a>
     */
    public static ReceiveChan<Instant> after(Duration delay) {
        return start(delay).chan();
    }

    /**
     * Starts a timer with a channel.
     *
     * @param delay how long; zero or less is due at once
     * @return the timer
     * @throws NullPointerException if {@code delay} is null
     * @see <a href="https://pkg.go.dev/time#NewTimer">Go: time.NewTimer</a>
     */
    public static ChanTimer start(Duration delay) {
        long nanos = nanos(delay);
        TimerControl control = newControl();
        return started(new ChanTimer(chanOf(control), control), nanos);
    }

    /**
     * Starts a timer that calls a function, in a goroutine of its own. What the function throws reaches that thread's
     * uncaught-exception handler.
     *
     * @param delay how long; zero or less is due at once
     * @param function what to call
     * @return the timer, whose channel is the nil channel
     * @throws NullPointerException if {@code delay} or {@code function} is null
     * @see <a href="https://pkg.go.dev/time#AfterFunc">Go: time.AfterFunc</a>
     */
    public static ChanTimer afterFunc(Duration delay, Go.Task function) {
        long nanos = nanos(delay);
        TimerControl call = new DelayedCall(Objects.requireNonNull(function, "function"));
        return started(new ChanTimer(Chan.nil(), call), nanos);
    }

    /** {@return the control of a new channel} */
    static TimerControl newControl() {
        return CHANS.newTimer();
    }

    @SuppressWarnings("unchecked") // what counts down is the channel
    static ReceiveChan<Instant> chanOf(TimerControl control) {
        return (ReceiveChan<Instant>) control;
    }

    private static long nanos(Duration delay) {
        return Clock.nanos(Objects.requireNonNull(delay, "delay"));
    }

    private static ChanTimer started(ChanTimer timer, long nanos) {
        timer.control.start(nanos, 0);
        return timer;
    }

    /**
     * The channel.
     *
     * @return the channel on which the value comes; the nil channel if this timer has a function
     */
    public ReceiveChan<Instant> chan() {
        return chan;
    }

    /**
     * Stops the timer, and takes back a value that was due and not received. Who waits on the channel waits on.
     *
     * @return true if this has prevented the value or the call; false if the value was received, the function was
     *     started, or the timer was stopped before. It never waits for the function.
     * @see <a href="https://pkg.go.dev/time#Timer.Stop">Go: Timer.Stop</a>
     */
    public boolean stop() {
        return control.stop();
    }

    /**
     * Starts the timer anew from now, and takes back a value that was due and not received. If the function was started
     * before, it is called again, maybe while it still runs.
     *
     * @param delay how long; zero or less is due at once
     * @return true if this has prevented the earlier value or call; false if the value was received, the function was
     *     started, or the timer was stopped before
     * @throws NullPointerException if {@code delay} is null
     * @see <a href="https://pkg.go.dev/time#Timer.Reset">Go: Timer.Reset</a>
     */
    public boolean reset(Duration delay) {
        return control.start(nanos(delay), 0);
    }

    @Override
    public String toString() {
        return "ChanTimer[" + (chan.isNil() ? control : chan) + "]";
    }
}
