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
 * A lock that one thread at a time may hold. Go's {@code sync.Mutex}: not owned, not reentrant.
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
 * <p><b>Fairness.</b> As in Go. In normal mode, which is fast, a woken waiter competes with newcomers, and waits again
 * as the first if it loses. Once a waiter loses after waiting for more than a millisecond, the lock is handed from
 * waiter to waiter, in their order, until a waiter gets it that waited for less, or none is left.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before an {@code unlock} <i>happen-before</i> the return of
 * every later {@code lock} or successful {@code tryLock}. A {@code tryLock} that fails promises no edge.
 *
 * <p><b>Interruption.</b> Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}.
 * {@link #lock()} continues to wait if it is interrupted.
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
     * Makes a named mutex that is not locked.
     *
     * @param name the name, which appears in messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public Mutex(String name) {
        state = new State(this, Objects.requireNonNull(name, "name"));
        Names.add(this);
    }

    /** Locks the mutex, and waits until that is possible; keeps the interrupted status. */
    @Override
    public void lock() {
        state.acquireUninterruptibly();
    }

    @Override
    public void lock(Cancellation until) throws InterruptedException {
        state.acquire(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Locks the mutex, and waits until that is possible or the thread is interrupted.
     *
     * @throws InterruptedException if the current thread is interrupted; nothing was locked
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        state.acquire(Clock.FOREVER, null);
    }

    /**
     * Locks the mutex if it is free. This method never waits and ignores the interrupted status.
     *
     * @return true if this call locked the mutex
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
     * Unlocks the mutex. Any thread may do so.
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
     * The state, guarded by its lock, which is held only briefly. <b>Linearization points</b>: the changes of
     * {@code held}, and the claim that hands it over.
     */
    private static final class State extends BargingMonitor {
        private boolean held;

        State(Mutex blocker, @Nullable String name) {
            super(blocker, name);
        }

        @Override
        public boolean mayServe(Thread waiter, LongPredicate isStuck) {
            return mayServe(waiters, waiter, isStuck);
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

        /** Unlocks. {@return false if it was not locked} */
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
