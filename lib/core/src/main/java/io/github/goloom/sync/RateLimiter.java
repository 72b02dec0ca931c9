package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often something happens: a bucket of permits, which is filled at a rate and holds at most a burst. Go's
 * {@code x/time/rate.Limiter}.
 *
 * {@snippet :
 * RateLimiter limiter = RateLimiter.perSecond(100, 20);
 * for (String url : urls) {
 *     limiter.acquire(ctx);
 *     fetch(ctx, url);
 * }
 * }
 *
 * <p>The bucket is full at first. {@link #allow} takes permits if they are there, {@link #acquire} waits for them, and
 * {@link #reserve} takes them in advance and tells when they may be used. Permits are never given back.
 *
 * <p><b>Order.</b> Permits are given first in, first out: each request takes the next ones, also those that are not in
 * the bucket yet, and thereby knows its time. A request that is cancelled gives its permits back to those that come
 * later; requests that wait already keep their times, also when the rate or the burst changes.
 *
 * <p><b>Time</b> is measured by the monotonic clock. A rate of zero gives the permits of the first burst only.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> There are none: a limiter is no lock.
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/time/rate">Go: x/time/rate</a>
 */
public final class RateLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Each operation replaces the state as a whole, which is the instant at which it takes effect. */
    private final AtomicReference<State> state;

    /**
     * The bucket at a time.
     *
     * @param rate how many permits come per second
     * @param burst how many the bucket holds
     * @param permits how many there are; negative if some were taken in advance
     * @param at the time
     * @param last the time at which the last permit that was taken may be used
     */
    private record State(double rate, int burst, double permits, long at, long last) {
        /** {@return the bucket at a later time} A clock that another thread has read later counts. */
        State after(long time) {
            long later = Math.max(time, at);
            return with(rate, burst, permits + permitsIn(rate, later - at), later, last);
        }

        static State with(double rate, int burst, double permits, long at, long last) {
            return new State(rate, burst, Math.min(permits, burst), at, last);
        }

        boolean isUnlimited() {
            return rate == Double.POSITIVE_INFINITY;
        }
    }

    private RateLimiter(double rate, int burst) {
        checkRate(rate);
        checkBurst(burst);
        long now = Clock.now();
        state = new AtomicReference<>(new State(rate, burst, burst, now, now));
    }

    /**
     * Makes a limiter by the number of permits per second.
     *
     * @param rate the permits per second; zero for the first burst only, {@link Double#POSITIVE_INFINITY} for no limit
     * @param burst the maximum number of permits at once
     * @return a new limiter, whose bucket is full
     * @throws IllegalArgumentException if {@code rate} or {@code burst} is negative, or {@code rate} is no number
     */
    public static RateLimiter perSecond(double rate, int burst) {
        return new RateLimiter(rate, burst);
    }

    /**
     * Makes a limiter by the time from one permit to the next.
     *
     * @param interval the time
     * @param burst the maximum number of permits at once
     * @return a new limiter, whose bucket is full
     * @throws IllegalArgumentException if {@code interval} is zero or negative, or {@code burst} is negative
     * @throws NullPointerException if {@code interval} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Every">Go: rate.Every</a>
     */
    public static RateLimiter every(Duration interval, int burst) {
        if (Objects.requireNonNull(interval, "interval").isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        return new RateLimiter(NANOS_PER_SECOND / Clock.nanos(interval), burst);
    }

    private static void checkRate(double rate) {
        if (!(rate >= 0)) {
            throw new IllegalArgumentException("rate must be a number and not negative: " + rate);
        }
    }

    private static void checkBurst(int burst) {
        if (burst < 0) {
            throw new IllegalArgumentException("burst must not be negative: " + burst);
        }
    }

    private static double permitsIn(double rate, long nanos) {
        return rate == Double.POSITIVE_INFINITY ? rate : rate * nanos / NANOS_PER_SECOND;
    }

    /** {@return the time in which the missing permits come; {@link Clock#FOREVER} if they never come} */
    private static long nanosFor(double rate, double missing) {
        if (missing <= 0 || rate == Double.POSITIVE_INFINITY) {
            return 0;
        }
        return Math.round(Math.min(missing / rate * NANOS_PER_SECOND, (double) Clock.FOREVER));
    }

    /**
     * Takes a permit if there is one. This method never waits.
     *
     * @return whether it was taken
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.Allow">Go: Limiter.Allow</a>
     */
    @CheckReturnValue
    public boolean allow() {
        return allow(1);
    }

    /**
     * Takes permits if all are there. This method never waits.
     *
     * @param permits how many
     * @return whether they were taken; false if they are more than the burst
     * @throws IllegalArgumentException if {@code permits} is negative
     */
    @CheckReturnValue
    public boolean allow(int permits) {
        checkPermits(permits);
        return take(permits, 0, false) != null;
    }

    /**
     * Takes a permit, and waits until it may be used.
     *
     * @throws IllegalArgumentException if the burst is zero
     * @throws InterruptedException if interrupted before or while waiting; the permit is given back
     */
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Takes permits, and waits until they may be used.
     *
     * @param permits how many
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst
     * @throws InterruptedException if interrupted before or while waiting; the permits are given back
     */
    public void acquire(int permits) throws InterruptedException {
        acquire(permits, Clock.FOREVER, null);
    }

    /**
     * Takes a permit as {@link #acquire()} does, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, nothing is taken
     * @throws DeadlineExceededException if {@code until} is a context whose deadline is before the time of the permit;
     *     this is known at once, and nothing is taken
     * @throws IllegalArgumentException if the burst is zero
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting; the permit is given back
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the permit is given
     *     back
     */
    public void acquire(Cancellation until) throws InterruptedException {
        acquire(1, until);
    }

    /**
     * Takes permits as {@link #acquire(int)} does, unless the cancellation ends the wait.
     *
     * @param permits how many
     * @param until the cancellation; if it is done on entry, nothing is taken
     * @throws DeadlineExceededException if {@code until} is a context whose deadline is before the time of the permits;
     *     this is known at once, and nothing is taken
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting; the permits are given back
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the permits are given
     *     back
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.WaitN">Go: Limiter.WaitN</a>
     */
    public void acquire(int permits, Cancellation until) throws InterruptedException {
        long limit = nanosUntilDeadline(Objects.requireNonNull(until, "until"));
        if (!acquire(permits, limit, until)) {
            throw new DeadlineExceededException(
                    "the deadline of the context comes before the permits of " + this, null);
        }
    }

    /**
     * Takes a permit if it may be used within a time, and waits until then.
     *
     * @param timeout the maximum time to wait; zero or less takes the permit only if it is there
     * @return false if the permit would come later; this is known at once, and nothing is taken
     * @throws IllegalArgumentException if the burst is zero
     * @throws InterruptedException if interrupted before or while waiting; the permit is given back
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return acquire(1, Clock.nanos(Objects.requireNonNull(timeout, "timeout")), null);
    }

    private static long nanosUntilDeadline(Cancellation until) {
        return until instanceof Context context
                ? context.deadline()
                        .map(deadline -> Clock.nanos(Duration.between(Clock.instant(), deadline)))
                        .orElse(Clock.FOREVER)
                : Clock.FOREVER;
    }

    private boolean acquire(int permits, long limit, @Nullable Cancellation until) throws InterruptedException {
        checkPermits(permits);
        Monitor.CHANS.enter(until);
        Reservation taken = take(permits, limit, true);
        if (taken == null) {
            return false;
        }
        long left = taken.nanosLeft();
        if (left > 0) {
            boolean waited = false;
            try {
                Monitor.CHANS.served(Monitor.CHANS.waiter(null, until).await(this, left), until);
                waited = true;
            } finally {
                if (!waited) {
                    taken.cancel();
                }
            }
        }
        return true;
    }

    /**
     * Takes permits in advance. The caller must not use them before the reservation's {@linkplain Reservation#delay()
     * delay} is over.
     *
     * @param permits how many
     * @return the reservation
     * @throws IllegalArgumentException if {@code permits} is negative or more than the burst
     * @see <a href="https://pkg.go.dev/golang.org/x/time/rate#Limiter.ReserveN">Go: Limiter.ReserveN</a>
     */
    @CheckReturnValue
    public Reservation reserve(int permits) {
        checkPermits(permits);
        return Objects.requireNonNull(take(permits, Clock.FOREVER, true));
    }

    private static void checkPermits(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits must not be negative: " + permits);
        }
    }

    /**
     * Takes permits.
     *
     * @param limit the time within which they must come
     * @param strict whether more than the burst is an error
     * @return null if they do not come within that time
     */
    private @Nullable Reservation take(int permits, long limit, boolean strict) {
        while (true) {
            State before = state.get();
            State now = before.after(Clock.now());
            if (now.isUnlimited()) {
                return new Reservation(this, 0, now.rate, now.at);
            }
            double left = now.permits - permits;
            long wait = nanosFor(now.rate, -left);
            if (permits > now.burst && strict) {
                throw new IllegalArgumentException(permits + " permits are more than the burst of " + this);
            } else if (permits > now.burst || wait > limit) {
                return null;
            }
            Reservation taken = new Reservation(this, permits, now.rate, Clock.after(now.at, wait));
            if (state.compareAndSet(before, new State(now.rate, now.burst, left, now.at, taken.time))) {
                return taken;
            }
        }
    }

    /** Permits that were taken in advance. */
    public static final class Reservation {
        private final RateLimiter limiter;
        private final int permits;
        private final double rate;
        private final long time;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        private Reservation(RateLimiter limiter, int permits, double rate, long time) {
            this.limiter = limiter;
            this.permits = permits;
            this.rate = rate;
            this.time = time;
        }

        private long nanosLeft() {
            return Math.max(0, time - Clock.now());
        }

        /** {@return the time until the permits may be used; zero if they may be used now} */
        public Duration delay() {
            return Duration.ofNanos(nanosLeft());
        }

        /**
         * Gives the permits back, as far as later requests do not count on them already. Afterwards they must not be
         * used. This method has no effect when their time has come, or when it is called again.
         */
        public void cancel() {
            if (!cancelled.getAndSet(true)) {
                limiter.giveBack(permits, rate, time);
            }
        }

        @Override
        public String toString() {
            return "Reservation[in " + delay() + " of " + limiter + "]";
        }
    }

    private void giveBack(int permits, double rate, long time) {
        State before;
        State after;
        do {
            before = state.get();
            State now = before.after(Clock.now());
            double unused = permits - permitsIn(rate, before.last - time);
            if (time <= now.at || unused <= 0) {
                return;
            }
            long earlier = time - nanosFor(rate, permits);
            long last = time == now.last && earlier >= now.at ? earlier : now.last;
            after = State.with(now.rate, now.burst, now.permits + unused, now.at, last);
        } while (!state.compareAndSet(before, after));
    }

    /** {@return the permits per second} */
    public double rate() {
        return state.get().rate;
    }

    /** {@return the maximum number of permits at once} */
    public int burst() {
        return state.get().burst;
    }

    /** {@return the number of permits in the bucket; negative if some were taken in advance} */
    public double available() {
        return state.get().after(Clock.now()).permits;
    }

    /**
     * Changes the rate from now on.
     *
     * @param rate the permits per second; zero for none, {@link Double#POSITIVE_INFINITY} for no limit
     * @throws IllegalArgumentException if {@code rate} is negative or no number
     */
    public void setRate(double rate) {
        checkRate(rate);
        state.updateAndGet(before -> {
            State now = before.after(Clock.now());
            return State.with(rate, now.burst, now.permits, now.at, now.last);
        });
    }

    /**
     * Changes the burst from now on.
     *
     * @param burst the maximum number of permits at once
     * @throws IllegalArgumentException if {@code burst} is negative
     */
    public void setBurst(int burst) {
        checkBurst(burst);
        state.updateAndGet(before -> {
            State now = before.after(Clock.now());
            return State.with(now.rate, burst, now.permits, now.at, now.last);
        });
    }

    @Override
    public String toString() {
        State now = state.get().after(Clock.now());
        return String.format(
                Locale.ROOT, "RateLimiter[%s per second, %.1f of %d available]", now.rate, now.permits, now.burst);
    }
}
