package io.github.goloom.sync;

import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.World;
import io.github.goloom.sync.RateLimiter.Reservation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The books of a {@link RateLimiter}: a bucket of permits, which is filled at a rate and holds at most a burst.
 *
 * <p>A request takes its permits at once, also those that are still to come: the {@link #balance} is then negative, and
 * the time at which it will be zero is the time of the request. So the order in which requests take the lock is the
 * order of their permits. A request that waits sleeps until its time; it is in no queue, and no other request wakes it.
 *
 * <p><b>Giving back.</b> Permits are numbered in the order in which they are taken. {@link #total} is the number of the
 * last one, and each reservation has the number of its last one. A reservation that is cancelled before its time, as
 * the last one, leaves the books as if it had never been. If others were taken after it, those keep their times, and a
 * part of its permits is lost: without it the bucket would have been filled earlier, and what came after that would
 * have been lost, up to the number of permits taken later. Therefore it gives back its permits, or the burst if that is
 * less by now, minus the number of permits taken later.
 *
 * <p>A reservation that was made before the rate was raised gives nothing back. Its permits then come before its time,
 * the bucket may be filled in between, and later requests may have taken the same permits.
 *
 * <p><b>Invariant.</b> While rate and burst stay the same, the permits with a time in any span, without those of
 * cancelled reservations, are at most the burst and what comes in that span.
 *
 * <p><b>Linearization points</b> are under the lock. The time is read before the lock is taken; if another thread has
 * read a later one meanwhile, that counts. Nothing is allocated under the lock, so giving back needs no memory.
 *
 * <p>The class follows Go's {@code x/time/rate/rate.go}.
 */
final class TokenBucket extends Guarded {
    static final double NANOS_PER_SECOND = 1e9;

    /** The part of a nanosecond that counts as none, since it may come of rounding. */
    private static final double ROUNDING = 1e-3;

    private final RateLimiter limiter;

    /** The world whose clock measures the time; null outside of worlds. */
    private final @Nullable World world = World.current();

    /** The permits that come per second. This field and those below are guarded by the lock. */
    private double rate;

    /** The maximum number of permits in the bucket. */
    private int burst;

    /** The permits that are there at the time {@link #at}; negative if more were taken than had come. */
    private double balance;

    private long at = Clock.now();

    /** The number of the last permit that was taken. Only differences are used, so it may overflow. */
    private long total;

    /** Makes a bucket that is full. */
    TokenBucket(RateLimiter limiter, double rate, int burst) {
        this.limiter = limiter;
        this.rate = rate;
        this.burst = burst;
        balance = burst;
    }

    @Override
    public Object blocker() {
        return limiter;
    }

    /**
     * {@return the time}
     *
     * @throws IllegalStateException if this was made in another world than that of the current thread
     */
    long now() {
        World.check(world, true, "a rate limiter");
        return Clock.now();
    }

    /**
     * Takes the permits of a reservation, and sets its time.
     *
     * @param latest the latest time that they may have if they are not there; {@link Clock#FOREVER} for any
     * @param strict whether more than the burst is an error
     * @return false if they come later, or are more than the burst; nothing was taken
     * @throws IllegalArgumentException if they are more than the burst, and {@code strict} is true
     */
    boolean take(Reservation of, long latest, boolean strict) {
        long now = now();
        int most;
        lock();
        try {
            most = burst;
            if (rate == Double.POSITIVE_INFINITY) {
                of.time = now;
                return true;
            } else if (of.permits <= most) {
                return place(of, Math.max(now, at), latest);
            }
        } finally {
            unlock();
        }
        if (strict) {
            throw new IllegalArgumentException(of.permits + " permits are more than the burst of " + most);
        }
        return false;
    }

    private boolean place(Reservation of, long now, long latest) {
        double left = balanceAt(now) - of.permits;
        long wait = nanosFor(-left);
        long time = wait == Clock.FOREVER ? Clock.FOREVER : Clock.after(now, wait);
        if (wait > 0 && time > latest) {
            return false;
        }
        balance = left;
        at = now;
        total += of.permits;
        of.time = time;
        of.end = total;
        return true;
    }

    private double balanceAt(long now) {
        if (rate == Double.POSITIVE_INFINITY) {
            return burst;
        }
        return Math.min(burst, balance + rate * Math.max(0, now - at) / NANOS_PER_SECOND);
    }

    /** {@return the time in which missing permits come; {@link Clock#FOREVER} if that is 146 years or more} */
    private long nanosFor(double missing) {
        double nanos = missing <= 0 ? 0 : missing * NANOS_PER_SECOND / rate;
        return nanos < Clock.FOREVER / 2.0 ? (long) Math.ceil(nanos - ROUNDING) : Clock.FOREVER;
    }

    /**
     * Cancels a reservation, and takes back what the overview says.
     *
     * @return false if its time had come or it had been cancelled before; nothing has changed
     */
    boolean giveBack(Reservation of) {
        long now = Clock.now();
        lock();
        try {
            if (of.time <= now || of.cancelled) {
                return false;
            }
            long later = total - of.end;
            int unused = later == 0 ? of.permits : Math.clamp(Math.min(of.permits, burst) - later, 0, of.permits);
            double after = Math.min(burst, balanceAt(now) + unused);
            at = Math.max(now, at);
            balance = after;
            total -= later == 0 ? of.permits : 0;
            of.cancelled = true;
            return true;
        } finally {
            unlock();
        }
    }

    private void advance(long now) {
        double after = balanceAt(now);
        at = Math.max(now, at);
        balance = after;
    }

    /** {@return the nanoseconds until the time of a reservation; {@link Clock#FOREVER} if that never comes} */
    long left(Reservation of) {
        long now = now();
        lock();
        try {
            return of.time == Clock.FOREVER ? Clock.FOREVER : Math.max(0, of.time - now);
        } finally {
            unlock();
        }
    }

    void setRate(double next) {
        long now = now();
        lock();
        try {
            advance(now);
            if (next > rate) {
                total += Integer.MAX_VALUE; // no reservation of before gives anything back
            }
            rate = next;
        } finally {
            unlock();
        }
    }

    void setBurst(int next) {
        long now = now();
        lock();
        try {
            advance(now);
            burst = next;
            balance = Math.min(balance, next);
        } finally {
            unlock();
        }
    }

    double rate() {
        lock();
        try {
            return rate;
        } finally {
            unlock();
        }
    }

    int burst() {
        lock();
        try {
            return burst;
        } finally {
            unlock();
        }
    }

    double available() {
        long now = now();
        lock();
        try {
            return balanceAt(now);
        } finally {
            unlock();
        }
    }

    /** Shows the permits that are there now; in another world, those at the last change. */
    @Override
    protected void describe(StringBuilder text) {
        double now = World.current() == world ? balanceAt(Clock.now()) : balance;
        text.append(String.format(Locale.ROOT, "%s per second, %.1f of %d available", rate, now, burst));
    }
}
