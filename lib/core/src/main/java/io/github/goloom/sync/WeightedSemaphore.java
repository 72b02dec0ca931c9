package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Names;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongPredicate;
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
 * <p>Strictly first in, first out: a request that would fit waits behind one that does not, so that a large one is not
 * starved by small ones. A request for more than the whole can never be granted: it waits for its end, and holds up
 * nobody. Nobody owns what was acquired: any thread may release it, in other portions.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before a {@code release} <i>happens-before</i> the return of
 * every later {@code acquire} or successful {@code tryAcquire}.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if
 * the current thread has its interrupted status set on entry, or is interrupted while waiting. It has then acquired
 * nothing.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/semaphore">Go: x/sync/semaphore</a>
 */
public final class WeightedSemaphore {
    private final State state;

    /**
     * Makes a semaphore of which nothing is held.
     *
     * @param size the whole weight
     * @throws IllegalArgumentException if {@code size} is negative
     */
    public WeightedSemaphore(long size) {
        state = new State(this, checkNotNegative("size", size), null);
    }

    /**
     * Makes a semaphore of which nothing is held, with a name.
     *
     * @param size the whole weight
     * @param name its name, for messages and dumps
     * @throws IllegalArgumentException if {@code size} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public WeightedSemaphore(long size, String name) {
        state = new State(this, checkNotNegative("size", size), Objects.requireNonNull(name, "name"));
        Names.add(this);
    }

    private static long checkNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    private static long checkWeight(long weight) {
        return checkNotNegative("weight", weight);
    }

    /**
     * Acquires a weight; waits until it is free.
     *
     * @param weight how much
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws InterruptedException if the current thread is interrupted: nothing is acquired
     */
    public void acquire(long weight) throws InterruptedException {
        state.acquire(checkWeight(weight), Clock.FOREVER, null);
    }

    /**
     * Acquires a weight, unless the cancellation comes first; also if that comes when the weight was just granted: it
     * is then given back.
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
        state.acquire(checkWeight(weight), Clock.FOREVER, until);
    }

    /**
     * Acquires a weight if it is free and nobody waits. Ignores the interrupt status.
     *
     * @param weight how much
     * @return whether it was acquired
     * @throws IllegalArgumentException if {@code weight} is negative
     */
    @CheckReturnValue
    public boolean tryAcquire(long weight) {
        Canary.polled();
        boolean acquired = state.tryAcquire(checkWeight(weight));
        if (acquired) {
            state.hold(weight);
        }
        return acquired;
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
    @CheckReturnValue
    public boolean tryAcquire(long weight, Duration timeout) throws InterruptedException {
        return state.acquire(checkWeight(weight), Monitor.nanos(timeout), null);
    }

    /**
     * Releases a weight, and grants it to those who wait, in their order, until the first for whom it is not enough.
     *
     * @param weight how much
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws IllegalStateException if less is held: nothing is released. <b>Differs from Go</b>, where the semaphore
     *     is left with a negative weight.
     */
    public void release(long weight) {
        state.release(checkWeight(weight));
    }

    @Override
    public String toString() {
        return "WeightedSemaphore[" + state.text() + "]";
    }

    /**
     * The state. Whoever waits has a node whose value is the weight.
     *
     * <p>While {@code QUEUED} is not set nobody waits, and anybody changes what is held by a compare-and-set. Who
     * cannot be served so takes the lock and sets it; from then on what is held changes under the lock alone, until an
     * acquire that finds nobody waiting clears it, with the last write of its critical section (decision 9). A release
     * does not: so the next operation takes the lock, and wakes whom this one could not for lack of stack.
     *
     * <p><b>Invariants</b>, whenever the lock is free: if somebody waits, {@code QUEUED} is set, and what the first,
     * unless it has withdrawn, wants is not free. <b>Linearization points</b>: if {@code QUEUED} is not set, the
     * compare-and-set, or the read that found too little; if it is, a point under the lock, for a critical section that
     * is not over may have granted something to who asks.
     */
    private static final class State extends Monitor {
        private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), "state", VarHandle.class, State.class, long.class);

        /** Somebody may wait, so what is held is guarded by the lock. The sign, for what is held is never negative. */
        private static final long QUEUED = Long.MIN_VALUE;

        private final long size;
        private final WaitQueue waiters = new WaitQueue();

        /** Those that want more than the whole, which nobody serves. */
        private final WaitQueue hopeless = new WaitQueue();

        /** What is held, from 0 to size, and {@link #QUEUED}. */
        private volatile long state;

        private final Operation acquire = this::acquireOrJoin;

        State(WeightedSemaphore blocker, long size, @Nullable String name) {
            super(blocker, name);
            this.size = size;
        }

        private boolean change(long before, long after) {
            return STATE.compareAndSet(this, before, after);
        }

        /** Sets {@code QUEUED}; under the lock. {@return what is held} */
        private long seize() {
            return (long) STATE.getAndBitwiseOr(this, QUEUED) & ~QUEUED;
        }

        /** A waiter is served after those before it, from what is not held by threads that never act again. */
        @Override
        public boolean mayServe(Thread waiter, LongPredicate isStuck) {
            long most = size - heldBy(isStuck);
            lock();
            try {
                Node own = waiters.of(waiter);
                if (own == null) {
                    return hopeless.of(waiter) == null;
                }
                return weightOf(own) <= most && !waiters.anyBefore(own, isStuck, node -> weightOf(node) > most);
            } finally {
                unlock();
            }
        }

        @Override
        protected void describe(StringBuilder text) {
            text.append(state & ~QUEUED).append('/').append(size);
            waiters.addTo(text, "thread", "");
            Node next = waiters.first();
            if (next != null) {
                text.append(", next waits for ").append(weightOf(next));
            }
            hopeless.addTo(text, "thread", " for more than there is");
        }

        boolean tryAcquire(long weight) {
            for (long held = state; held >= 0; held = state) {
                if (weight > size - held) {
                    return false;
                }
                if (change(held, held + weight)) {
                    return true;
                }
            }
            return takeOrJoin(weight, null);
        }

        boolean acquire(long weight, long nanos, @Nullable Cancellation until) throws InterruptedException {
            WaitQueue queue = weight > size ? hopeless : waiters;
            boolean acquired = operate(acquire, weight, queue, nanos, until) != NOT_YET;
            if (acquired) {
                hold(weight);
            }
            if (acquired && until != null) {
                giveBackIfDone(weight, until);
            }
            return acquired;
        }

        private @Nullable Object acquireOrJoin(long weight, @Nullable Waiter waiter) {
            boolean acquired = waiter == null ? tryAcquire(weight) : takeOrJoin(weight, waiter);
            return acquired ? null : NOT_YET;
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
                throw CHANS.errorOf(until);
            }
        }

        /**
         * Takes the weight if it is free and nobody waits; otherwise the waiter, if any, joins those that wait. A
         * request for more than the whole waits apart, for its end.
         */
        private boolean takeOrJoin(long weight, @Nullable Waiter waiter) {
            lock();
            try {
                long held = seize();
                boolean queued = !waiters.isEmpty();
                boolean taken = !queued && weight <= size - held;
                if (!taken && waiter != null && weight <= size) {
                    waiters.add(waiter);
                    queued = true;
                } else if (!taken && waiter != null) {
                    hopeless.add(waiter);
                }
                long after = taken ? held + weight : held;
                state = queued ? after | QUEUED : after;
                return taken;
            } finally {
                unlock();
            }
        }

        void release(long weight) {
            unhold(weight);
            long held = state;
            while (held >= weight && !change(held, held - weight)) {
                held = state;
            }
            if (held < 0) { // QUEUED
                lock();
                try {
                    held = seize();
                    if (held >= weight) {
                        state = (held - weight) | QUEUED;
                        admitNext();
                    }
                } finally {
                    unlock();
                }
            }
            if (held < weight) {
                throw new IllegalStateException("released " + weight + ", but only " + held + " is held");
            }
        }

        /** Grants to those who wait what is free. If there are any, {@code QUEUED} is set. */
        @Override
        void admitNext() {
            long held = state & ~QUEUED;
            Node first = waiters.first();
            while (first != null && weightOf(first) <= size - held) {
                long after = held + weightOf(first);
                if (claim(waiters, first)) {
                    held = after;
                    state = after | QUEUED;
                }
                first = waiters.first();
            }
        }

        private static long weightOf(Node node) {
            return (long) Objects.requireNonNull(node.value);
        }
    }
}
