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
 * <p>Requests are granted strictly first in, first out. A request that would fit waits behind one that does not, so
 * that small requests do not starve a large one. A request for more than the whole is never granted: it waits until it
 * is ended, and delays no other request. Weight is not owned: any thread may release it, in other portions.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before a {@code release} <i>happen-before</i> the return of
 * every later {@code acquire} or successful {@code tryAcquire}.
 *
 * <p><b>Interruption, timeouts and cancellation</b> follow the
 * {@linkplain io.github.goloom.chan##waiting contract of waiting}, except as {@link #acquire(long, Cancellation)} says.
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
     * Makes a named semaphore of which nothing is held.
     *
     * @param size the whole weight
     * @param name the name, which appears in messages and dumps
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
     * Acquires a weight, and waits until it is free.
     *
     * @param weight the weight
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws InterruptedException if the current thread is interrupted; nothing was acquired
     */
    public void acquire(long weight) throws InterruptedException {
        state.acquire(checkWeight(weight), Clock.FOREVER, null);
    }

    /**
     * Acquires a weight, unless the cancellation ends the wait. The cancellation is checked again after the weight was
     * granted; if it is done then, the weight is released and the method throws.
     *
     * @param weight the weight
     * @param until the cancellation; if it is done on entry, nothing is acquired, even if the weight is free
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was acquired
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; nothing was acquired
     */
    public void acquire(long weight, Cancellation until) throws InterruptedException {
        Objects.requireNonNull(until, "until");
        state.acquire(checkWeight(weight), Clock.FOREVER, until);
    }

    /**
     * Acquires a weight if it is free and no thread waits. This method never waits and ignores the interrupted status.
     *
     * @param weight the weight
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
     * Acquires a weight, unless the timeout ends first.
     *
     * @param weight the weight
     * @param timeout the maximum time to wait; with zero or less the method tries once
     * @return whether it was acquired
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws InterruptedException if the current thread is interrupted; nothing was acquired
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    public boolean tryAcquire(long weight, Duration timeout) throws InterruptedException {
        return state.acquire(checkWeight(weight), Monitor.nanos(timeout), null);
    }

    /**
     * Releases a weight, and grants it to the waiters in their order, up to the first whose weight is not free.
     *
     * @param weight the weight
     * @throws IllegalArgumentException if {@code weight} is negative
     * @throws IllegalStateException if less is held; nothing was released. <b>Differs from Go</b>, where the semaphore
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
     * The state. The value of a waiter's node is the weight that it wants.
     *
     * <p>While {@code QUEUED} is not set, no thread waits, and every thread changes the held weight by a
     * compare-and-set. A thread that cannot be served so takes the lock and sets {@code QUEUED}. From then on the held
     * weight changes under the lock only, until an acquire that finds no waiter clears {@code QUEUED}, with the last
     * write of its critical section (decision 9). A release leaves it set, so that the next operation takes the lock,
     * and wakes the waiters that the release could not wake for lack of stack.
     *
     * <p><b>Invariants</b>, whenever the lock is free: if a thread waits, {@code QUEUED} is set, and the weight that
     * the first waiter wants is not free, unless that waiter has withdrawn. <b>Linearization points</b>: if
     * {@code QUEUED} is not set, the compare-and-set, or the read that found too little. If it is set, a point under
     * the lock, since a critical section in progress may already have granted something to the thread that asks.
     */
    private static final class State extends Monitor {
        private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), "state", VarHandle.class, State.class, long.class);

        /** Set if a thread may wait; the lock then guards the held weight. The sign, since no weight is negative. */
        private static final long QUEUED = Long.MIN_VALUE;

        private final long size;
        private final WaitQueue waiters = new WaitQueue();

        /** The waiters that want more than the whole, which are never served. */
        private final WaitQueue hopeless = new WaitQueue();

        /** The held weight, from 0 to {@code size}, and {@link #QUEUED}. */
        private volatile long state;

        private final Operation acquire = this::acquireOrJoin;

        State(WeightedSemaphore blocker, long size, @Nullable String name) {
            super(blocker, name);
            this.size = size;
        }

        private boolean change(long before, long after) {
            return STATE.compareAndSet(this, before, after);
        }

        /** Sets {@code QUEUED}; under the lock. {@return the held weight} */
        private long seize() {
            return (long) STATE.getAndBitwiseOr(this, QUEUED) & ~QUEUED;
        }

        /** A waiter is served after those before it, from the weight not held by threads that never act again. */
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

        /** The cancellation may have been done since it was checked, even if the thread did not wait. */
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
         * Takes the weight if it is free and no thread waits. Otherwise the waiter, if any, joins the queue. A request
         * for more than the whole waits in a queue of its own until its wait is ended.
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

        /** Grants the free weight to the waiters. If there are any, {@code QUEUED} is set. */
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
