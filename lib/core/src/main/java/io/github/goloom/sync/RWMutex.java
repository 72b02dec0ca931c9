package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Canary;
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
 * <p><b>Fairness.</b> Phases: a writer whose turn it is keeps new readers out, and when a writer is done, all readers that wait then come
 * before the next writer. Whose turn it is among the writers is decided as by a {@link Mutex}: newcomers may overtake, but nobody
 * for much longer than a millisecond. A reader that locks again while it holds the lock may wait for ever, behind a writer that waits for it.
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
    private final @Nullable String name;
    private final State state = new State(this);

    /** Makes a lock that nobody holds. */
    public RWMutex() {
        name = null;
    }

    /**
     * Makes a lock that nobody holds, with a name.
     *
     * @param name its name, for messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public RWMutex(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

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
        return "RWMutex[" + Gate.label(name) + state.description() + "]";
    }

    /**
     * The state, guarded by the lock of the gate. Writers compete as for a mutex, and the one that gets it goes in at once if no reader is inside, or else
     * keeps further readers out, which is {@code announced}, until the last one leaves.
     *
     * <p><b>Invariants</b>, whenever the lock is free, waiters that have withdrawn not counted: a reader waits only if a writer
     * is inside or announced; a writer is announced only while readers are inside and a writer waits. Whichever of those that wait is
     * the first goes in when the last reader leaves: it may be another than the one that announced, and it does so, too, if that one gives up.
     * <b>Linearization points</b>: the changes of {@code reading} and {@code writing}, and the claims that admit.
     */
    private static final class State extends BargingGate {
        final Side readers = new Readers(this);
        final Side writers = new Writers(this);
        final WaitQueue waitingReaders = new WaitQueue();

        final RWMutex mutex;

        /** How many readers are inside. */
        long reading;

        /** Whether a writer is inside. */
        boolean writing;

        /** Whether a writer waits for the readers inside. */
        boolean announced;

        State(RWMutex mutex) {
            super(mutex);
            this.mutex = mutex;
        }

        @Override
        boolean isHeld() {
            return writing || announced;
        }

        @Override
        boolean take() {
            writing = reading == 0;
            announced = !writing;
            return writing;
        }

        void admitReaders() {
            while (giveTo(waitingReaders, null)) {
                reading++;
            }
        }

        void admitWriter() {
            announced = false;
            writing = handOver();
            if (!writing) {
                admitReaders();
            }
        }

        @Override
        void left() {
            if (announced && waiters.isEmpty()) {
                admitWriter(); // there is none
            }
        }

        @Override
        protected void describe(StringBuilder text) {
            text.append(writing ? "write-locked" : reading + (reading == 1 ? " reader" : " readers"));
            waitingReaders.addTo(text, "reader", "");
            waiters.addTo(text, "writer", "");
        }
    }

    private static final class Readers extends Side {
        Readers(State state) {
            super(state, "read");
        }

        @Override
        boolean move(boolean in) {
            if (in) {
                boolean free = !state.writing && !state.announced;
                if (free) {
                    state.reading++;
                }
                return free;
            }
            boolean held = state.reading > 0;
            if (held && --state.reading == 0 && state.announced) {
                state.admitWriter();
            }
            return held;
        }

        private boolean takeOrJoin(Waiter waiter) {
            state.lock();
            try {
                boolean taken = move(true);
                if (!taken) {
                    state.waitingReaders.add(waiter);
                }
                return taken;
            } finally {
                state.unlock();
            }
        }

        @Override
        boolean waitToGoIn(long nanos, @Nullable Cancellation until) throws InterruptedException {
            Waiter waiter = Waits.waiter(null, until);
            return takeOrJoin(waiter) || state.await(state.waitingReaders, waiter, nanos, until) != null;
        }

        @Override
        void waitToGoIn() {
            Waiter waiter = new Waiter(null, null);
            if (!takeOrJoin(waiter)) {
                state.awaitUninterruptibly(state.waitingReaders, waiter);
            }
        }
    }

    private static final class Writers extends Side {
        Writers(State state) {
            super(state, "write");
        }

        @Override
        boolean move(boolean in) {
            if (in) {
                return state.reading == 0 && !state.writing && state.take();
            }
            boolean held = state.writing;
            if (held) {
                state.writing = false;
                state.admitReaders();
                if (state.reading > 0 && state.isStarving()) {
                    state.announced = true;
                } else {
                    state.writing = state.handOverOrWake();
                }
            }
            return held;
        }

        @Override
        boolean waitToGoIn(long nanos, @Nullable Cancellation until) throws InterruptedException {
            return state.waitToTake(nanos, until);
        }

        @Override
        void waitToGoIn() {
            state.waitToTake();
        }
    }

    /** One of the two locks. */
    private abstract static sealed class Side implements CancellableLock {
        final State state;
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
            Canary.polled();
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

        /** Goes in as soon as it can. {@return false if the time ran out} */
        abstract boolean waitToGoIn(long nanos, @Nullable Cancellation until) throws InterruptedException;

        /** Goes in as soon as it can; keeps the interrupt status. */
        abstract void waitToGoIn();

        private boolean lock(long nanos, @Nullable Cancellation until) throws InterruptedException {
            Waits.enter(until);
            return change(true) || (nanos != 0 && waitToGoIn(nanos, until));
        }

        @Override
        public final void lock() {
            if (!change(true)) {
                waitToGoIn();
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
                        "unlock of a " + name + " lock that is not locked: " + state.mutex);
            }
        }

        @Override
        public final String toString() {
            return name + " lock of " + state.mutex;
        }
    }
}
