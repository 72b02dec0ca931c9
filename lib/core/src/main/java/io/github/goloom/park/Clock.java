package io.github.goloom.park;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The library's clock: the one place that reads the time and parks a thread.
 *
 * <p>Durations are in nanoseconds. {@link #FOREVER} means no limit. Every duration of half the clock's range (146
 * years) or more becomes {@code FOREVER}, so that a deadline never overflows.
 */
public final class Clock {
    /** No limit, in nanoseconds. */
    public static final long FOREVER = Long.MAX_VALUE;

    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** The time when this class was loaded, so that times are not negative and can be compared. */
    private static final long START = System.nanoTime();

    private Clock() {}

    /** {@return the duration in nanoseconds; 0 for a negative one and {@link #FOREVER} for one of 146 years or more} */
    public static long nanos(Duration length) {
        if (length.isNegative()) {
            return 0;
        }
        return length.toSeconds() >= LONGEST / 1_000_000_000 ? FOREVER : length.toNanos();
    }

    /**
     * {@return the monotonic time in nanoseconds since this class was loaded, or that of the current {@link World};
     * never {@link #FOREVER}}
     */
    public static long now() {
        World world = World.current();
        return world == null ? real() : world.now();
    }

    /** {@return the monotonic time in nanoseconds since this class was loaded, in any world} */
    public static long real() {
        return System.nanoTime() - START;
    }

    /** {@return the time of the system's clock} */
    public static Instant instant() {
        World world = World.current();
        return world == null ? Instant.now() : world.instant();
    }

    /**
     * {@return the time {@code nanos} after {@code time}, but less than {@link #FOREVER}} Neither argument is negative.
     */
    public static long after(long time, long nanos) {
        return nanos >= FOREVER - 1 - time ? FOREVER - 1 : time + nanos;
    }

    /** {@return the time of an instant of {@link #instant()}} It is not early, since the system's clock is read first. */
    public static long due(Instant time) {
        long left = nanos(Duration.between(instant(), time));
        return after(now(), left);
    }

    /** Parks the current thread until it is unparked or interrupted, or returns spuriously. */
    static void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /** As {@link #park(Object)}, for at most {@code nanos}; {@link #FOREVER} is no limit. */
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
