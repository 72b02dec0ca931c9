package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Names;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A lock for one at a time. Go's {@code sync.Mutex}: not owned, not reentrant.
 *
 * {@snippet :
 * mutex.lock();
 * try {
 *     balance += amount;
 * } finally {
 *     mutex.unlock();
 * }
 * }
 *
 * <p><b>Fairness.</b> As in Go. In normal mode a waiter that is woken competes with newcomers, which is fast; if it
 * loses it waits on as the first. Once one has lost after waiting for more than a millisecond, the lock is handed from
 * one waiter to the next, in their order, until one gets it that waited for less, or none is left.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before an {@code unlock} <i>happens-before</i> the return of
 * every later {@code lock} or successful {@code tryLock}. A {@code tryLock} that fails promises no edge.
 *
 * <p><b>Interruption.</b> {@link #lock()} waits on, and keeps the interrupt status. A method that declares {@link
 * InterruptedException} throws it, after clearing the status, if the current thread has its interrupted status set on
 * entry, or is interrupted while waiting. It has then not locked.
 *
 * @see <a href="https://pkg.go.dev/sync#Mutex">Go: sync.Mutex</a>
 */
public final class Mutex implements CancellableLock {
    private final State state;

    /** Makes a mutex that is not locked. */
    public Mutex() {
        state = new State(this, null);
    }

    /**
     * Makes a mutex that is not locked, with a name.
     *
     * @param name its name, for messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public Mutex(String name) {
        state = new State(this, Objects.requireNonNull(name, "name"));
        Names.add(this);
    }

    /** Locks; waits until it can. Keeps the interrupt status. */
    @Override
    public void lock() {
        state.acquireUninterruptibly();
    }

    @Override
    public void lock(Cancellation until) throws InterruptedException {
        state.acquire(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Locks; waits until it can, or the thread is interrupted.
     *
     * @throws InterruptedException if the current thread is interrupted: nothing is locked
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        state.acquire(Clock.FOREVER, null);
    }

    /**
     * Locks if that needs no wait. Ignores the interrupt status.
     *
     * @return whether it was locked
     */
    @CheckReturnValue
    @Override
    public boolean tryLock() {
        Canary.polled();
        return state.held(state.tryTake());
    }

    @CheckReturnValue
    @Override
    public boolean tryLock(Duration timeout) throws InterruptedException {
        return state.acquire(Monitor.nanos(timeout), null);
    }

    /**
     * Unlocks; any thread may.
     *
     * @throws IllegalMonitorStateException if it is not locked. <b>Differs from Go</b>, where that ends the process.
     */
    @Override
    public void unlock() {
        if (!state.giveUp()) {
            throw new IllegalMonitorStateException("unlock of unlocked mutex");
        }
    }

    @Override
    public String toString() {
        return "Mutex[" + state.text() + "]";
    }

    /**
     * The state, guarded by its lock, which is held for a moment only. <b>Linearization points</b>: the
     * changes of {@code held}, and the claim that hands it over.
     */
    private static final class State extends BargingMonitor {
        private boolean held;

        State(Mutex blocker, @Nullable String name) {
            super(blocker, name);
        }

        @Override
        public boolean mayServe(Thread waiter, LongPredicate isStuck) {
            return !isIn(waiters, waiter) || heldBy(isStuck) == 0;
        }

        @Override
        protected void describe(StringBuilder text) {
            text.append(held ? "locked" : "unlocked");
            waiters.addTo(text, "thread", "");
        }

        @Override
        boolean isHeld() {
            return held;
        }

        @Override
        boolean take() {
            held = true;
            return true;
        }

        @Override
        boolean tryTake() {
            lock();
            try {
                boolean free = !held;
                held = true;
                return free;
            } finally {
                unlock();
            }
        }

        /** {@return false if it was not locked} */
        boolean giveUp() {
            unhold(1);
            lock();
            try {
                boolean was = held;
                held = was && handOverOrWake();
                return was;
            } finally {
                unlock();
            }
        }
    }
}
