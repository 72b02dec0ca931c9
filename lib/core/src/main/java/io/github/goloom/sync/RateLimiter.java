package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Due;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Withdrawal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often something happens, by a bucket of permits that is filled at a rate and holds at most a burst. Go's
 * {@code x/time/rate.Limiter}.
 *
 * {@snippet :
 * RateLimiter limiter = RateLimiter.perSecond(100, 20);
 * for (String each : urls) {
 *     limiter.acquire(ctx);
 *     fetch(ctx, each);
 * }
 * }
 *
 * <p>The bucket is full at first. {@link #allow()} takes a permit if it is there, {@link #acquire()} waits for it, and
 * {@link #reserve} takes permits in advance and tells when they may be used. In any span of time, the permits that come
 * into use are at most the burst and what comes in that span, unless the rate or the burst is changed.
 *
 * <p><b>Order.</b> Permits are given first in, first out. Each request takes the next ones, also those that have not
 * come yet, and so has its time at once. A request for no permits waits for those of the requests before it. A later
 * request can be earlier only in place of one that was cancelled, or after the rate was raised.
 *
 * <p><b>Giving back.</b> Used permits are never given back. A reservation that is {@linkplain Reservation#cancel()
 * cancelled} before its time, and a wait that ends early, give their permits back to later requests. Requests that were
 * made in between keep their times, and as many permits as these have taken are lost. Nothing is given back that was
 * taken before the rate was raised.
 *
 * <p><b>Changes.</b> A change of the rate or the burst holds from then on. Permits that have come stay, up to the new
 * burst. Requests that wait keep their times.
 *
 * <p><b>Rates.</b> With a rate of zero, the permits of the first burst are all there are: a wait for others does not
 * end by itself, not even after a change of the rate. While the rate is infinite, everything is allowed at once, also
 * more than the burst, and the bucket stays full.
 *
 * <p>The monotonic clock measures the time. In a bubble of goloom-testing, a limiter must be made where it is used.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> There are none: a limiter hands nothing over.
 *
 * <p><b>Interruption, timeouts and cancellation</b> follow the
 * {@linkplain io.github.goloom.chan##waiting contract of waiting}. The time of the permits decides as a hand-over does:
 * if it has come, the method returns normally.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/time/rate">Go: x/time/rate</a>
 */
public final class RateLimiter {
    /** A latest time for requests that do not wait. */
    private static final long NO_WAIT = 0;

    private final TokenBucket bucket;

    private RateLimiter(double rate, int burst) {
        bucket = new TokenBucket(this, checkRate(rate), checkNotNegative("burst", burst));
    }

    /**
     * Makes a limiter by the number of permits per second.
     *
     * @param rate the permits per second; zero for the first burst only, {@link Double#POSITIVE_INFINITY} for no limit
     * @param burst the maximum number of permits at once
     * @return a new limiter, whose bucket is full
     * @throws IllegalArgumentException if {@code rate} is negative or not a number
     * @throws IllegalArgumentException if {@code burst} is negative
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#NewLimiter">Go: rate.NewLimiter</a>
     */
    public static RateLimiter perSecond(double rate, int burst) {
        return new RateLimiter(rate, burst);
    }

    /**
     * Makes a limiter by the time from one permit to the next. <b>Differs from Go</b>, where an interval that is not
     * positive means no limit.
     *
     * @param interval the time
     * @param burst the maximum number of permits at once
     * @return a new limiter, whose bucket is full
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws IllegalArgumentException if {@code burst} is negative
     * @throws NullPointerException if {@code interval} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Every">Go: rate.Every</a>
     */
    public static RateLimiter every(Duration interval, int burst) {
        long nanos = Clock.nanos(Objects.requireNonNull(interval, "interval"));
        if (nanos == 0) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        return new RateLimiter(TokenBucket.NANOS_PER_SECOND / nanos, burst);
    }

    /** {@return the rate, without the sign of a negative zero} */
    private static double checkRate(double rate) {
        if (!(rate >= 0)) {
            throw new IllegalArgumentException("rate must be a number that is not negative: " + rate);
        }
        return rate + 0.0;
    }

    private static int checkNotNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    private Reservation request(int permits) {
        return new Reservation(bucket, checkNotNegative("permits", permits));
    }

    /**
     * Takes a permit if it is there. This method never waits and ignores the interrupted status.
     *
     * @return whether it was taken
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.Allow">Go: Limiter.Allow</a>
     */
    @CheckReturnValue
    public boolean allow() {
        return allow(1);
    }

    /**
     * Takes permits if all are there. This method never waits and ignores the interrupted status.
     *
     * @param permits how many
     * @return whether they were taken; false if they are more than the burst
     * @throws IllegalArgumentException if {@code permits} is negative
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.AllowN">Go: Limiter.AllowN</a>
     */
    @CheckReturnValue
    public boolean allow(int permits) {
        return bucket.take(request(permits), NO_WAIT, false);
    }

    /**
     * Takes a permit, and waits until it may be used.
     *
     * @throws IllegalArgumentException if the burst is zero; nothing was taken
     * @throws InterruptedException if the current thread is interrupted; the permit was given back
     */
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Takes permits, and waits until they may be used.
     *
     * @param permits how many
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst; nothing was taken
     * @throws InterruptedException if the current thread is interrupted; the permits were given back
     */
    public void acquire(int permits) throws InterruptedException {
        boolean unused = acquire(permits, Clock.FOREVER, true, null);
    }

    /**
     * Takes a permit as {@link #acquire()} does, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, nothing is taken, even if the permit is there
     * @throws DeadlineExceededException if {@code until} is a context whose deadline is before the time of the permit;
     *     this is known at once, and nothing was taken
     * @throws IllegalArgumentException if the burst is zero; nothing was taken
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; the permit was given back
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the permit was given
     *     back
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.Wait">Go: Limiter.Wait</a>
     */
    public void acquire(Cancellation until) throws InterruptedException {
        acquire(1, until);
    }

    /**
     * Takes permits as {@link #acquire(int)} does, unless the cancellation ends the wait.
     *
     * @param permits how many
     * @param until the cancellation; if it is done on entry, nothing is taken, even if the permits are there
     * @throws DeadlineExceededException if {@code until} is a context whose deadline is before the time of the permits;
     *     this is known at once, and nothing was taken
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst; nothing was taken
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; the permits were given back
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the permits were given
     *     back
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.WaitN">Go: Limiter.WaitN</a>
     */
    public void acquire(int permits, Cancellation until) throws InterruptedException {
        if (!acquire(permits, due(Objects.requireNonNull(until, "until")), true, until)) {
            throw new DeadlineExceededException("the deadline of the context is before the time of the permits", null);
        }
    }

    private static long due(Cancellation until) {
        if (until instanceof Due own) {
            return own.due();
        }
        return until instanceof Context foreign
                ? foreign.deadline().map(Clock::due).orElse(Clock.FOREVER)
                : Clock.FOREVER;
    }

    /**
     * Takes permits if they may be used within a time, and waits until then.
     *
     * @param permits how many
     * @param timeout the maximum time to wait; with zero or less the method tries once
     * @return whether they were taken; false if they would come later or are more than the burst, which is known at
     *     once
     * @throws IllegalArgumentException if {@code permits} is negative
     * @throws InterruptedException if the current thread is interrupted; the permits were given back
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    public boolean tryAcquire(int permits, Duration timeout) throws InterruptedException {
        return acquire(permits, Clock.after(bucket.now(), Monitor.nanos(timeout)), false, null);
    }

    private boolean acquire(int permits, long latest, boolean strict, @Nullable Cancellation until)
            throws InterruptedException {
        Reservation taken = request(permits);
        Monitor.CHANS.enter(until);
        if (!bucket.take(taken, latest, strict)) {
            return false;
        }
        long left = bucket.left(taken);
        if (left > 0) {
            await(taken, left, until);
        }
        return true;
    }

    /** Waits until the time of the reservation. A wait that ends before does not count if the time has come by then. */
    private void await(Reservation taken, long left, @Nullable Cancellation until) throws InterruptedException {
        Outcome outcome = Withdrawal.FAILED;
        boolean early;
        try {
            outcome = Monitor.CHANS.waiter(null, until).await(this, left);
        } finally {
            early = outcome != Withdrawal.TIMED_OUT && bucket.giveBack(taken);
        }
        if (early) {
            Monitor.CHANS.served(outcome, until);
        }
    }

    /**
     * Takes permits in advance. The caller must not use them before the {@linkplain Reservation#delay() delay} of the
     * reservation is over. This method never waits and ignores the interrupted status. <b>Differs from Go</b>, where a
     * reservation of more than the burst is one that is not OK.
     *
     * @param permits how many
     * @return the reservation
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst; nothing was taken
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.ReserveN">Go: Limiter.ReserveN</a>
     */
    @CheckReturnValue
    public Reservation reserve(int permits) {
        Reservation taken = request(permits);
        boolean unused = bucket.take(taken, Clock.FOREVER, true);
        return taken;
    }

    /**
     * Permits that were taken in advance.
     *
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Reservation">Go: rate.Reservation</a>
     */
    public static final class Reservation {
        private final TokenBucket bucket;
        final int permits;

        /** The time at which the permits may be used. This field and those below are guarded by the lock of the bucket. */
        long time;

        /** The number of the last permit. */
        long end;

        boolean cancelled;

        private Reservation(TokenBucket bucket, int permits) {
            this.bucket = bucket;
            this.permits = permits;
        }

        /**
         * Returns the time that is left until the permits may be used.
         *
         * @return the time; zero if they may be used now, 146 years or more if that time never comes
         * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Reservation.Delay">Go: Reservation.Delay</a>
         */
        public Duration delay() {
            return Duration.ofNanos(bucket.left(this));
        }

        /**
         * Gives the permits back, as far as that is possible; see {@linkplain RateLimiter Giving back}. Afterwards they
         * must not be used. This method has no effect if their time has come, or if it was called before.
         *
         * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Reservation.Cancel">Go: Reservation.Cancel</a>
         */
        public void cancel() {
            bucket.now(); // refuses the use in another bubble
            bucket.giveBack(this);
        }

        @Override
        public String toString() {
            return "Reservation[" + permits + " of " + bucket.blocker() + "]";
        }
    }

    /** {@return the permits per second} */
    public double rate() {
        return bucket.rate();
    }

    /** {@return the maximum number of permits at once} */
    public int burst() {
        return bucket.burst();
    }

    /**
     * {@return the number of permits that are there; negative if some were taken that have not come yet}
     *
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.Tokens">Go: Limiter.Tokens</a>
     */
    public double available() {
        return bucket.available();
    }

    /**
     * Changes the rate from now on.
     *
     * @param rate the permits per second; zero for none, {@link Double#POSITIVE_INFINITY} for no limit
     * @throws IllegalArgumentException if {@code rate} is negative or not a number
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.SetLimit">Go: Limiter.SetLimit</a>
     */
    public void setRate(double rate) {
        bucket.setRate(checkRate(rate));
    }

    /**
     * Changes the burst from now on. Permits that are more than a smaller burst are lost; a larger one is filled at the
     * rate.
     *
     * @param burst the maximum number of permits at once
     * @throws IllegalArgumentException if {@code burst} is negative
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.SetBurst">Go: Limiter.SetBurst</a>
     */
    public void setBurst(int burst) {
        bucket.setBurst(checkNotNegative("burst", burst));
    }

    @Override
    public String toString() {
        return "RateLimiter[" + bucket.description() + "]";
    }
}
