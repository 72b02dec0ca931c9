package io.github.goloom.testing;

import io.github.goloom.Go;
import io.github.goloom.chan.Action;
import io.github.goloom.park.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test in a bubble: its goroutines have a clock of their own, which starts at midnight UTC on 2000-01-01 and
 * moves only while all of them wait in goloom, straight to the next timer. Such a test takes no time, and is exact to
 * the nanosecond. For JUnit there is {@link Bubbled}. Go's {@code testing/synctest}.
 *
 * {@snippet :
 * Bubble.run(() -> {
 *     try (CancellableContext ctx = Context.background().withTimeout(Duration.ofSeconds(5))) {
 *         Bubble.sleep(Duration.ofSeconds(5).minusNanos(1));
 *         assertThat(ctx.isDone()).isFalse();
 *         Bubble.sleep(Duration.ofNanos(1));
 *         assertThat(ctx.isDone()).isTrue();
 *     }
 * });
 * }
 *
 * <p><b>Members.</b> The body and all goroutines that a member starts are members: by {@link Go}, groups, flights,
 * functions of contexts and timers, and {@link #threadFactory()}. Another thread that a member starts may not use
 * goloom.
 *
 * <p><b>Time.</b> A member that waits in goloom waits durably: for a channel, a {@code select}, a lock, a semaphore, a
 * condition, a group, a flight, a context, or for time to pass. When all members do, the first of these happens: the
 * timers that are due ring, in random order; the member in {@link #settle()} goes on; the time moves to the next timer.
 * A member that waits elsewhere, in {@link Thread#sleep}, {@code synchronized}, {@code java.util.concurrent} or I/O,
 * keeps the time from moving.
 *
 * <p><b>End.</b> When the body has ended, the time stands still. The bubble waits until its goroutines have ended, too.
 * It fails with an {@link AssertionError} that shows each goroutine, its place, what it waits for and where it was
 * started,
 *
 * <ul>
 *   <li>if all members wait and there is no timer: they wait for each other forever,
 *   <li>if the body has ended, and others wait,
 *   <li>if nothing moves for some {@linkplain Options#withPatience time}, while members wait elsewhere.
 * </ul>
 *
 * <p>It fails with the exception of a goroutine that has nobody else to give it to, and with an {@link
 * IllegalStateException} if a thread that is not a member wakes one, or uses a timer of the bubble, or the other way
 * round.
 *
 * <p>Goroutines that are left when the bubble fails are interrupted.
 *
 * <p>Things made outside may be used inside, except timers and tickers, which are refused, and contexts with a
 * deadline, whose end fails the bubble. Bubbles may run in parallel, but not in one another. If goroutines are not
 * tracked, the first bubble begins to track them, with the places of their starts and the holders of locks.
 *
 * <p><b>Memory consistency effects.</b> Actions of the members before they wait or end <i>happen-before</i> the return
 * of {@link #settle()}, and of {@link #run(Action)}.
 *
 * @see <a href="https://pkg.go.dev/testing/synctest">Go: testing/synctest</a>
 */
public final class Bubble {
    private Bubble() {}

    /**
     * Options of a bubble.
     *
     * @param patience the real time after which a bubble fails that does not move
     * @param seed decides everything that goloom and the scheduler leave to chance; null if chance decides
     */
    public record Options(Duration patience, @Nullable Long seed) {
        /** Checks the options. */
        public Options {
            Objects.requireNonNull(patience, "patience");
            if (patience.isNegative() || patience.isZero()) {
                throw new IllegalArgumentException("the patience must be positive: " + patience);
            }
        }

        /**
         * Returns these options, with another patience.
         *
         * @param patience the real time after which a bubble fails if no member computes, and one waits outside goloom
         * @return the options
         * @throws IllegalArgumentException if {@code patience} is zero or negative
         * @throws NullPointerException if {@code patience} is null
         */
        public Options withPatience(Duration patience) {
            return new Options(patience, seed);
        }

        /**
         * Returns these options, with a seed. The goroutines of the bubble then run one at a time. The seed decides
         * which one runs next, where it pauses in favour of others, which case of a {@code select} is chosen, and in
         * which order timers ring. The same seed gives the same course, if the program itself has nothing else that
         * changes.
         *
         * @param seed the seed
         * @return the options
         */
        public Options withSeed(long seed) {
            return new Options(patience, seed);
        }
    }

    /** {@return the options of {@link #run(Action)}: a patience of five seconds, and no seed} */
    public static Options options() {
        return new Options(Duration.ofSeconds(5), null);
    }

    /**
     * Runs a body in a bubble, in a goroutine of its own, and waits until all goroutines of the bubble have ended.
     *
     * @param body the body
     * @param <X> the type of the exceptions that the body may throw
     * @throws AssertionError if the bubble is stuck or leaves goroutines; see the description of the class
     * @throws IllegalStateException if the current thread is in a bubble, or if one of its goroutines is woken from
     *     outside
     * @throws InterruptedException if the current thread is interrupted, after all goroutines were, or if the body
     *     throws it
     * @throws NullPointerException if {@code body} is null
     * @throws X if the body throws it; if the bubble fails, too, that is suppressed by it
     */
    public static <X extends Exception> void run(Action<? extends X> body) throws X, InterruptedException {
        run(options(), body);
    }

    /**
     * As {@link #run(Action)}, with options.
     *
     * @param options the options
     * @param body the body
     * @param <X> the type of the exceptions that the body may throw
     * @throws AssertionError if the bubble fails
     * @throws IllegalStateException if the current thread is in a bubble, or if there is a seed and the JDK or an
     *     option of the JVM does not allow that; the message says what is missing
     * @throws InterruptedException if the current thread is interrupted, or if the body throws it
     * @throws NullPointerException if {@code options} or {@code body} is null
     * @throws X if the body throws it
     */
    public static <X extends Exception> void run(Options options, Action<? extends X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        if (World.current() != null) {
            throw new IllegalStateException("this thread is in a bubble, and bubbles cannot be nested");
        }
        if (options.seed() == null) {
            new BubbleRun<X>(options, body).run();
        } else {
            BubbleRun.<X>runOnCarrier(options, body);
        }
    }

    /**
     * Waits until all other members of the bubble have ended or wait in goloom, and no timer is due. Go's
     * {@code synctest.Wait}.
     *
     * @throws IllegalStateException if the current thread is not in a bubble, or if another member is settling
     * @throws InterruptedException if the current thread is interrupted
     */
    public static void settle() throws InterruptedException {
        current("settle").settle();
    }

    /**
     * Sleeps for a time of the bubble, and then {@linkplain #settle settles}. Go's {@code synctest.Sleep}.
     *
     * @param duration the time
     * @throws IllegalArgumentException if {@code duration} is negative
     * @throws IllegalStateException if the current thread is not in a bubble, or if another member is settling
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code duration} is null
     */
    public static void sleep(Duration duration) throws InterruptedException {
        World world = current("sleep");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the time of a bubble does not go back: " + duration);
        }
        Go.sleep(duration);
        world.settle();
    }

    /**
     * Returns the clock of the bubble of the current thread. It may be used anywhere.
     *
     * @return the clock, in UTC
     * @throws IllegalStateException if the current thread is not in a bubble
     */
    public static Clock clock() {
        return new BubbleClock(current("clock"), ZoneOffset.UTC);
    }

    /**
     * Returns a factory of virtual threads that are members of the bubble of the current thread. Each thread must be
     * started, since it counts as one that runs from the time when it is made.
     *
     * @return the factory
     * @throws IllegalStateException if the current thread is not in a bubble
     */
    public static ThreadFactory threadFactory() {
        World world = current("threadFactory");
        return world::newThread;
    }

    private static World current(String method) {
        World world = World.current();
        if (world == null) {
            throw new IllegalStateException("Bubble." + method + " was called outside a bubble; annotate the test with"
                    + " @Bubbled, or call it in the body of Bubble.run");
        }
        return world;
    }

    /** The clock of a world. */
    private static final class BubbleClock extends Clock {
        private final World world;
        private final ZoneId zone;

        BubbleClock(World world, ZoneId zone) {
            this.world = world;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new BubbleClock(world, other);
        }

        @Override
        public Instant instant() {
            return world.instant();
        }
    }
}
