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
 * Sends one value on a channel, or calls a function once, after a delay. Go's {@code time.Timer}, by the rules of Go
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
 * <p>The channel looks unbuffered and is never closed. The value is the time at which the timer was due, by the
 * system's clock, even if it is received later. One receiver gets it. After {@link #stop} or {@link #reset} there is no
 * stale value.
 *
 * <p>The monotonic clock measures the delay. A timer with a delay of zero or less is due at once; one with 146 years or
 * more is never due. A timer need not be stopped; the garbage collector removes a timer to which nothing refers, unless
 * it has a function that is still to be called. All timers use one daemon thread. Functions run in goroutines of their
 * own.
 *
 * <p><b>Thread safety.</b> Any thread may call any method; none of them waits.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it starts or resets the timer <i>happen-before</i>
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
     * Returns the channel of a new timer, which is never stopped.
     *
     * @param delay the delay; zero or less is due at once
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
     * @param delay the delay; zero or less is due at once
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
     * Starts a timer that calls a function in a goroutine of its own. An exception that the function throws goes to
     * that thread's uncaught-exception handler, as with {@link Go#go(Go.Task)}.
     *
     * @param delay the delay; zero or less is due at once
     * @param function the function to call
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

    @SuppressWarnings("unchecked") // the control is the channel
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
     * Returns the channel of this timer.
     *
     * @return the channel on which the value is sent; the nil channel if this timer has a function
     */
    public ReceiveChan<Instant> chan() {
        return chan;
    }

    /**
     * Stops the timer, and discards a value that was due but not received. Threads that wait on the channel continue to
     * wait. This method never waits for the function.
     *
     * @return true if this call has prevented the value or the call of the function; false if the value was received,
     *     the function was started, or the timer was stopped before
     * @see <a href="https://pkg.go.dev/time#Timer.Stop">Go: Timer.Stop</a>
     */
    public boolean stop() {
        return control.stop();
    }

    /**
     * Starts the timer anew from now, and discards a value that was due but not received. If the function was started
     * before, it is called again, even while it still runs.
     *
     * @param delay the delay; zero or less is due at once
     * @return true if this call has prevented the earlier value or call; false if the value was received, the function
     *     was started, or the timer was stopped before
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
