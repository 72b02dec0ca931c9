package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore whose holders take different weights of one whole. Go's {@code x/sync/semaphore.Weighted}.
 *
 * {@snippet :
 * WeightedSemaphore memory = new WeightedSemaphore(64 << 20);
 * memory.acquire(size, ctx);
 * try {
 *     load(url);
 * } finally {
 *     memory.release(size);
 * }
 * }
 *
 * <p>Strictly first in, first out: a request that would fit waits behind one that does not, so that a large one is not starved
 * by small ones. A request for more than the whole can never be granted: it waits for its end, and holds up nobody. Nobody
 * owns what was acquired: any thread may release it, in other portions.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before a {@code release} <i>happens-before</i> the return of every
 * later {@code acquire} or successful {@code tryAcquire}.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if the
 * current thread has its interrupted status set on entry, or is interrupted while waiting. It has then acquired nothing.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/semaphore">Go: x/sync/semaphore</a>
 */
public final class WeightedSemaphore {
    private final Permits permits;

    /**
     * Makes a semaphore of which nothing is held.
     *
     * @param size the whole weight
     * @throws IllegalArgumentException if {@code size} is negative
     */
    public WeightedSemaphore(long size) {
        permits = new Permits(this, checkPositive("size", size));
    }

    private static long checkPositive(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    private static long checkWeight(long weight) {
        return checkPositive("weight", weight);
    }

    /**
     * Acquires a weight; waits until it is free.
     *
     * @param weight how much
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws InterruptedException if the current thread is interrupted: nothing is acquired
     */
    public void acquire(long weight) throws InterruptedException {
        permits.acquire(checkWeight(weight), Clock.FOREVER, null);
    }

    /**
     * Acquires a weight, unless the cancellation comes first; also if that comes when the weight was just granted: it is then
     * given back.
     *
     * @param weight how much
     * @param until what ends the wait; if it is done on entry it wins, free or not
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing is acquired
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing is acquired
     */
    public void acquire(long weight, Cancellation until) throws InterruptedException {
        Objects.requireNonNull(until, "until");
        permits.acquire(checkWeight(weight), Clock.FOREVER, until);
    }

    /**
     * Acquires a weight if it is free and nobody waits. Ignores the interrupt status.
     *
     * @param weight how much
     * @return whether it was acquired
     * @throws IllegalArgumentException if {@code weight} is negative
     */
    public boolean tryAcquire(long weight) {
        return permits.tryAcquire(checkWeight(weight));
    }

    /**
     * Acquires a weight, unless the time runs out first.
     *
     * @param weight how much
     * @param timeout how long to wait; zero or negative tries once, 146 years or more has no end
     * @return whether it was acquired
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws InterruptedException if the current thread is interrupted: nothing is acquired
     * @throws NullPointerException if {@code timeout} is null
     */
    public boolean tryAcquire(long weight, Duration timeout) throws InterruptedException {
        return permits.acquire(checkWeight(weight), Gate.nanos(timeout), null);
    }

    /**
     * Releases a weight, and grants it to those who wait, in their order, until the first for whom it is not enough.
     *
     * @param weight how much
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws IllegalStateException if less is held: nothing is released. <b>Differs from Go</b>, where the semaphore is left
     *     with a negative weight.
     */
    public void release(long weight) {
        permits.release(checkWeight(weight));
    }

    @Override
    public String toString() {
        return "WeightedSemaphore[" + permits.held() + "/" + permits.size + " held]";
    }

    /**
     * The state. Whoever waits has a node whose value is the weight. <b>Invariant</b>, whenever the lock is free: what the first
     * waiter, unless it has withdrawn, wants is not free. <b>Linearization points</b>: the change of {@code held}, under the lock.
     */
    private static final class Permits extends Gate {
        private final long size;
        private final WaitQueue waiters = new WaitQueue();

        /** From 0 to size; guarded by the lock. */
        private long held;

        Permits(WeightedSemaphore blocker, long size) {
            super(blocker);
            this.size = size;
        }

        long held() {
            lock();
            try {
                return held;
            } finally {
                unlock();
            }
        }

        boolean tryAcquire(long weight) {
            lock();
            try {
                return take(weight);
            } finally {
                unlock();
            }
        }

        /** Takes the weight if it is free and nobody waits; under the lock. */
        private boolean take(long weight) {
            boolean free = waiters.isEmpty() && weight <= size - held;
            if (free) {
                held += weight;
            }
            return free;
        }

        boolean acquire(long weight, long nanos, @Nullable Cancellation until) throws InterruptedException {
            Waits.enter(until);
            boolean acquired = tryAcquire(weight) || (nanos != 0 && acquireOrWait(weight, nanos, until));
            if (acquired && until != null) {
                giveBackIfDone(weight, until);
            }
            return acquired;
        }

        private boolean acquireOrWait(long weight, long nanos, @Nullable Cancellation until)
                throws InterruptedException {
            Waiter waiter = Waits.waiter(weight, until);
            return takeOrJoin(waiter, weight) || await(waiters, waiter, nanos, until) != null;
        }

        /** The context may have ended since it was looked at, also if nothing was waited for. */
        private void giveBackIfDone(long weight, Cancellation until) {
            boolean done = true;
            try {
                done = until.isDone();
            } finally {
                if (done) {
                    release(weight);
                }
            }
            if (done) {
                throw Waits.errorOf(until);
            }
        }

        /** A request for more than the whole joins nothing: it waits for its end. */
        private boolean takeOrJoin(Waiter waiter, long weight) {
            lock();
            try {
                boolean taken = take(weight);
                if (!taken && weight <= size) {
                    waiters.add(waiter);
                }
                return taken;
            } finally {
                unlock();
            }
        }

        void release(long weight) {
            long before;
            lock();
            try {
                before = held;
                if (weight <= before) {
                    held = before - weight;
                    left();
                }
            } finally {
                unlock();
            }
            if (weight > before) {
                throw new IllegalStateException("released " + weight + ", but only " + before + " is held");
            }
        }

        /** Grants to those who wait what is free. */
        @Override
        void left() {
            for (Node first = waiters.first(); first != null; first = waiters.first()) {
                long weight = weightOf(first);
                if (weight > size - held) {
                    return;
                }
                if (claim(waiters, first)) {
                    held += weight;
                }
            }
        }

        private static long weightOf(Node node) {
            return (long) Objects.requireNonNull(node.value);
        }
    }
}
