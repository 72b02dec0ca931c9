package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
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
 * <p><b>Fairness.</b> As in Go. In normal mode a waiter that is woken competes with newcomers, which is fast; if it loses it waits
 * on as the first. Once one has lost after waiting for more than a millisecond, the lock is handed from one waiter to the next, in their
 * order, until one gets it that waited for less, or none is left.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before an {@code unlock} <i>happens-before</i> the return of every later
 * {@code lock} or successful {@code tryLock}. A {@code tryLock} that fails promises no edge.
 *
 * <p><b>Interruption.</b> {@link #lock()} waits on, and keeps the interrupt status. A method that declares {@link
 * InterruptedException} throws it, after clearing the status, if the current thread has its interrupted status set on entry, or
 * is interrupted while waiting. It has then not locked.
 *
 * @see <a href="https://pkg.go.dev/sync#Mutex">Go: sync.Mutex</a>
 */
public final class Mutex implements CancellableLock {
    private final State state = new State(this);

    /** Makes a mutex that is not locked. */
    public Mutex() {}

    /** Locks; waits until it can. Keeps the interrupt status. */
    @Override
    public void lock() {
        if (!state.tryLock()) {
            state.lockUninterruptibly();
        }
    }

    @Override
    public void lock(Cancellation until) throws InterruptedException {
        state.lock(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Locks; waits until it can, or the thread is interrupted.
     *
     * @throws InterruptedException if the current thread is interrupted: nothing is locked
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        state.lock(Clock.FOREVER, null);
    }

    /**
     * Locks if that needs no wait. Ignores the interrupt status.
     *
     * @return whether it was locked
     */
    @Override
    public boolean tryLock() {
        Canary.polled();
        return state.tryLock();
    }

    @Override
    public boolean tryLock(Duration timeout) throws InterruptedException {
        return state.lock(Gate.nanos(timeout), null);
    }

    /**
     * Unlocks; any thread may.
     *
     * @throws IllegalMonitorStateException if it is not locked. <b>Differs from Go</b>, where that ends the process.
     */
    @Override
    public void unlock() {
        state.unlockMutex();
    }

    @Override
    public String toString() {
        return "Mutex[" + (state.isHeld() ? "locked]" : "unlocked]");
    }

    /** How a waiter was served. */
    private enum Served {
        /** It may try once more. */
        WOKEN,
        /** The lock is its own. */
        HANDED_OVER
    }

    /**
     * The state, guarded by the lock of the gate, which is held for a moment only.
     *
     * <p><b>Invariant</b>, whenever that lock is free: if the mutex is not held and somebody waits who has not withdrawn, then one is
     * {@code waking}: served and on the way to try. So no wake-up is lost: who is woken tries before anything can end its wait,
     * and if it finds the mutex held, the holder's unlock wakes the next. <b>Linearization points</b>: the changes of {@code held},
     * and the claim that hands it over. The file it follows is Go's {@code internal/sync/mutex.go}.
     */
    private static final class State extends Gate {
        private static final long STARVING_NANOS = 1_000_000;

        private final WaitQueue waiters = new WaitQueue();
        private boolean held;
        private boolean waking;
        private boolean starving;

        State(Mutex blocker) {
            super(blocker);
        }

        boolean isHeld() {
            lock();
            try {
                return held;
            } finally {
                unlock();
            }
        }

        boolean tryLock() {
            return !change(true);
        }

        void unlockMutex() {
            if (!change(false)) {
                throw new IllegalMonitorStateException("unlock of unlocked mutex");
            }
        }

        /** Locks or unlocks: one method, so that who had the stack to lock has it to unlock. {@return whether it was locked} */
        private boolean change(boolean locking) {
            lock();
            try {
                boolean was = held;
                if (locking) {
                    held = true;
                } else if (was) {
                    held = starving && giveTo(waiters, Served.HANDED_OVER);
                    if (!held) {
                        starving = false;
                        waking = waking || giveTo(waiters, Served.WOKEN);
                    }
                }
                return was;
            } finally {
                unlock();
            }
        }

        void lockUninterruptibly() {
            long since = Clock.now();
            for (boolean woken = false; ; woken = true) {
                Waiter waiter = waiter(null, woken);
                if (takeOrJoin(waiter, woken, since)) {
                    return;
                }
                awaitUninterruptibly(waiters, waiter);
                if (isHandedOver(waiter, since)) {
                    return;
                }
            }
        }

        boolean lock(long nanos, @Nullable Cancellation until) throws InterruptedException {
            Waits.enter(until);
            if (tryLock()) {
                return true;
            }
            if (nanos == 0) {
                return false;
            }
            long since = Clock.now();
            long end = nanos == Clock.FOREVER ? Clock.FOREVER : Clock.after(since, nanos);
            for (boolean woken = false; ; woken = true) {
                Waiter waiter = waiter(until, woken);
                if (takeOrJoin(waiter, woken, since)) {
                    return true;
                }
                Node served = await(waiters, waiter, end == Clock.FOREVER ? end : end - Clock.now(), until);
                if (served == null) {
                    return false;
                }
                if (isHandedOver(waiter, since)) {
                    return true;
                }
            }
        }

        /** Makes a waiter; if that fails for one that was woken, another is woken in its place. */
        private Waiter waiter(@Nullable Cancellation until, boolean woken) {
            try {
                return Waits.waiter(null, until);
            } catch (Throwable e) {
                if (woken) {
                    lock();
                    waking = !held && giveTo(waiters, Served.WOKEN);
                    unlock();
                }
                throw e;
            }
        }

        /** Locks, or joins: who was woken, and lost, as the first. */
        private boolean takeOrJoin(Waiter waiter, boolean woken, long since) {
            boolean tooLong = woken && Clock.now() - since > STARVING_NANOS;
            lock();
            boolean free = !held;
            held = true;
            if (woken) {
                waking = false;
            }
            if (!free && woken) {
                starving |= tooLong;
                waiters.addFirst(waiter);
            } else if (!free) {
                waiters.add(waiter);
            }
            unlock();
            return free;
        }

        private boolean isHandedOver(Waiter served, long since) {
            if (served.value != Served.HANDED_OVER) {
                return false;
            }
            boolean waitedLittle = Clock.now() - since < STARVING_NANOS;
            lock();
            if (waitedLittle || waiters.isEmpty()) {
                starving = false;
            }
            unlock();
            return true;
        }
    }
}
