package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock for many readers or one writer. Go's {@code sync.RWMutex}: not owned, not reentrant; no upgrade and no downgrade.
 *
 * {@snippet :
 * RWMutex guard = new RWMutex();
 * guard.readLock().lock();
 * try {
 *     System.out.println(prices.get("tea"));
 * } finally {
 *     guard.readLock().unlock();
 * }
 * }
 *
 * <p><b>Fairness.</b> Phases: a writer that waits keeps new readers out, and when a writer is done, all readers that wait then come
 * before the next writer. Writers come first in, first out. A reader that locks again while it holds the lock may so wait for ever,
 * behind a writer that waits for it.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it unlocked the write lock <i>happens-before</i> the return of every
 * later lock of either side, and what it did before it unlocked the read lock, the return of every later lock of the write lock.
 * Readers promise each other no edge, nor does a {@code tryLock} that fails.
 *
 * <p><b>Interruption.</b> {@code lock()} waits on, and keeps the interrupt status. A method that declares {@link
 * InterruptedException} throws it, after clearing the status, if the current thread has its interrupted status set on entry, or
 * is interrupted while waiting. It has then not locked.
 *
 * @see <a href="https://pkg.go.dev/sync#RWMutex">Go: sync.RWMutex</a>
 */
public final class RWMutex implements ReadWriteLock {
    private final State state = new State(this);

    /** Makes a lock that nobody holds. */
    public RWMutex() {}

    /**
     * The side of the readers.
     *
     * @return always the same lock; its {@code unlock} throws {@link IllegalMonitorStateException} if no reader holds it
     */
    @Override
    public CancellableLock readLock() {
        return state.readers;
    }

    /**
     * The side of the writers.
     *
     * @return always the same lock; its {@code unlock} throws {@link IllegalMonitorStateException} if no writer holds it
     */
    @Override
    public CancellableLock writeLock() {
        return state.writers;
    }

    @Override
    public String toString() {
        return "RWMutex[" + state.describe() + "]";
    }

    /**
     * The state, guarded by the lock of the gate. <b>Invariants</b>, whenever that lock is free, waiters that have withdrawn not counted:
     * a reader waits only if there is a writer, inside or waiting; a writer waits only if somebody is inside. Whoever lets the last
     * one out, or takes the last writer out of the queue, admits who is next. <b>Linearization points</b>: the changes of {@code
     * reading} and {@code writing}, and the claims that admit.
     */
    private static final class State extends Gate {
        final Side readers = new Readers(this);
        final Side writers = new Writers(this);

        /** How many readers are inside. */
        int reading;

        /** Whether a writer is inside. */
        boolean writing;

        State(RWMutex blocker) {
            super(blocker);
        }

        void admitReaders() {
            while (giveTo(readers.waiters, null)) {
                reading++;
            }
        }

        void admitWriter() {
            writing = giveTo(writers.waiters, null);
        }

        @Override
        void left() {
            if (!writing && writers.waiters.isEmpty()) {
                admitReaders();
            }
        }

        String describe() {
            lock();
            try {
                return writing ? "write-locked" : reading + " readers";
            } finally {
                unlock();
            }
        }
    }

    private static final class Readers extends Side {
        Readers(State state) {
            super(state, "read");
        }

        @Override
        boolean move(boolean in) {
            if (in) {
                boolean free = !state.writing && state.writers.waiters.isEmpty();
                if (free) {
                    state.reading++;
                }
                return free;
            }
            boolean held = state.reading > 0;
            if (held && --state.reading == 0) {
                state.admitWriter();
                if (!state.writing) {
                    state.admitReaders();
                }
            }
            return held;
        }
    }

    private static final class Writers extends Side {
        Writers(State state) {
            super(state, "write");
        }

        @Override
        boolean move(boolean in) {
            if (in) {
                boolean free = !state.writing && state.reading == 0;
                if (free) {
                    state.writing = true;
                }
                return free;
            }
            boolean held = state.writing;
            if (held) {
                state.writing = false;
                state.admitReaders();
                if (state.reading == 0) {
                    state.admitWriter();
                }
            }
            return held;
        }
    }

    /** One of the two locks. */
    private abstract static sealed class Side implements CancellableLock {
        final State state;
        final WaitQueue waiters = new WaitQueue();
        private final String name;

        Side(State state, String name) {
            this.state = state;
            this.name = name;
        }

        /**
         * Goes in, if that needs no wait, or out, if somebody is inside; under the lock of the gate. One method, as {@link #change}, so that
         * who had the stack to go in has it to go out.
         *
         * @return whether it did
         */
        abstract boolean move(boolean in);

        @Override
        public final boolean tryLock() {
            return change(true);
        }

        private boolean change(boolean in) {
            state.lock();
            try {
                return move(in);
            } finally {
                state.unlock();
            }
        }

        private boolean takeOrJoin(Waiter waiter) {
            state.lock();
            try {
                boolean taken = move(true);
                if (!taken) {
                    waiters.add(waiter);
                }
                return taken;
            } finally {
                state.unlock();
            }
        }

        private boolean lock(long nanos, @Nullable Cancellation until) throws InterruptedException {
            Waits.enter(until);
            if (tryLock()) {
                return true;
            }
            if (nanos == 0) {
                return false;
            }
            Waiter waiter = Waits.waiter(null, until);
            return takeOrJoin(waiter) || state.await(waiters, waiter, nanos, until) != null;
        }

        @Override
        public final void lock() {
            if (!tryLock()) {
                Waiter waiter = new Waiter(null, null);
                if (!takeOrJoin(waiter)) {
                    state.awaitUninterruptibly(waiters, waiter);
                }
            }
        }

        @Override
        public final void lock(Cancellation until) throws InterruptedException {
            lock(Clock.FOREVER, Objects.requireNonNull(until, "until"));
        }

        @Override
        public final void lockInterruptibly() throws InterruptedException {
            lock(Clock.FOREVER, null);
        }

        @Override
        public final boolean tryLock(Duration timeout) throws InterruptedException {
            return lock(Gate.nanos(timeout), null);
        }

        @Override
        public final void unlock() {
            if (!change(false)) {
                throw new IllegalMonitorStateException(
                        "unlock of a " + name + " lock that is not locked: " + state.describe());
            }
        }

        @Override
        public final String toString() {
            return name + " lock of RWMutex[" + state.describe() + "]";
        }
    }
}
