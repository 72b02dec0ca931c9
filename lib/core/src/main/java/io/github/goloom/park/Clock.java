package io.github.goloom.park;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The library's time: the one place that reads the monotonic clock and parks a thread.
 *
 * <p>Lengths of time are nanoseconds. {@link #FOREVER} is no limit; every length of half the clock's range (146 years)
 * or more becomes it, so that a deadline never wraps into the past.
 */
public final class Clock {
    /** No limit, in nanoseconds. */
    public static final long FOREVER = Long.MAX_VALUE;

    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** What the clock showed when this class was loaded: so that times are positive, and can be compared. */
    private static final long START = System.nanoTime();

    private Clock() {}

    /** {@return the length in nanoseconds, saturated: a huge one is {@link #FOREVER}, a negative one is 0} */
    public static long nanos(Duration length) {
        if (length.isNegative()) {
            return 0;
        }
        return length.toSeconds() >= LONGEST / 1_000_000_000 ? FOREVER : length.toNanos();
    }

    /** {@return the monotonic time in nanoseconds, since about the start of the library; never {@link #FOREVER}} */
    public static long now() {
        return System.nanoTime() - START;
    }

    /** {@return the time {@code nanos} after {@code time}, but before {@link #FOREVER}; neither is negative} */
    public static long after(long time, long nanos) {
        return nanos >= FOREVER - 1 - time ? FOREVER - 1 : time + nanos;
    }

    /** Parks the current thread until it is unparked, interrupted, or for no reason. */
    static void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /** As {@link #park(Object)}, for {@code nanos} at most; {@link #FOREVER} is no limit. */
    public static void park(Object blocker, long nanos) {
        if (nanos == FOREVER) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, nanos);
        }
    }

    /** Waits for {@code nanos}, or until the current thread is interrupted. */
    public static void sleep(Object blocker, long nanos) throws InterruptedException {
        if (new Waiter(null, null).await(blocker, nanos) == Withdrawal.INTERRUPTED) {
            throw Waiter.interrupted();
        }
    }
}
