package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Canary;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Names;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A lock for many readers or one writer. Go's {@code sync.RWMutex}: not owned, not reentrant; no upgrade and no
 * downgrade.
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
 * <p><b>Fairness.</b> Readers and writers take turns: a writer whose turn it is keeps new readers out, and when a
 * writer unlocks, all readers that wait at that time come before the next writer. Among writers the rule is that of a
 * {@link Mutex}: newcomers may barge, but no writer is overtaken for much longer than a millisecond. A reader that
 * locks again while it holds the lock may wait forever, behind a writer that waits for it.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it unlocks the write lock <i>happen-before</i> the
 * return of every later lock of either side. Actions in a thread before it unlocks the read lock <i>happen-before</i>
 * the return of every later lock of the write lock. Readers promise each other no edge, nor does a {@code tryLock} that
 * fails.
 *
 * <p><b>Interruption.</b> Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}.
 * {@code lock()} continues to wait if it is interrupted.
 *
 * @see <a href="https://pkg.go.dev/sync#RWMutex">Go: sync.RWMutex</a>
 */
public final class RWMutex implements ReadWriteLock {
    private final State state;

    /** Makes a lock that is not held. */
    public RWMutex() {
        state = new State(this, null);
    }

    /**
     * Makes a named lock that is not held.
     *
     * @param name the name, which appears in messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public RWMutex(String name) {
        state = new State(this, Objects.requireNonNull(name, "name"));
        Names.add(this);
    }

    /**
     * Returns the lock of the readers.
     *
     * @return the same lock at each call; its {@code unlock} throws {@link IllegalMonitorStateException} if no reader
     *     holds it
     */
    @Override
    public CancellableLock readLock() {
        return state.readers;
    }

    /**
     * Returns the lock of the writers.
     *
     * @return the same lock at each call; its {@code unlock} throws {@link IllegalMonitorStateException} if no writer
     *     holds it
     */
    @Override
    public CancellableLock writeLock() {
        return state.writers;
    }

    @Override
    public String toString() {
        return "RWMutex[" + state.text() + "]";
    }

    /**
     * The state, guarded by its lock. Writers compete as for a mutex. The writer that wins enters at once if no reader
     * is inside. Otherwise it is {@code announced}, which keeps further readers out until the last reader leaves.
     *
     * <p><b>Invariants</b>, whenever the lock is free and apart from waiters that have withdrawn: a reader waits only
     * if a writer is inside or announced; a writer is announced only while readers are inside and a writer waits. When
     * the last reader leaves, the first waiting writer enters. It need not be the writer that was announced, and it
     * enters even if that writer has given up. <b>Linearization points</b>: the changes of {@code reading} and
     * {@code writing}, and the claims that admit.
     */
    private static final class State extends BargingMonitor {
        final Side readers = new Readers(this);
        final Side writers = new Writers(this);
        final WaitQueue waitingReaders = new WaitQueue();

        final RWMutex mutex;

        /** The number of readers inside. */
        long reading;

        /** Whether a writer is inside. */
        boolean writing;

        /** Whether a writer waits for the readers inside to leave. */
        boolean announced;

        State(RWMutex mutex, @Nullable String name) {
            super(mutex, name);
            this.mutex = mutex;
        }

        /**
         * A writer waits for all threads inside. A reader waits for a writer that is inside, or for a writer that waits
         * for the readers inside.
         */
        @Override
        public boolean mayServe(Thread waiter, LongPredicate isStuck) {
            boolean isReader;
            boolean behindWriter;
            lock();
            try {
                isReader = waitingReaders.of(waiter) != null;
                if (!isReader && waiters.of(waiter) == null) {
                    return true;
                }
                behindWriter = writing || waiters.any(isStuck) != 0;
            } finally {
                unlock();
            }
            return heldBy(isStuck) == 0 || (isReader && !behindWriter);
        }

        @Override
        public void forEachHolder(@Nullable Thread waiter, LongConsumer action) {
            long writer = 0;
            lock();
            try {
                if (waiter != null && !writing && waitingReaders.of(waiter) != null) {
                    writer = waiters.any(id -> true);
                }
            } finally {
                unlock();
            }
            if (writer != 0) {
                action.accept(writer);
            } else {
                super.forEachHolder(waiter, action);
            }
        }

        @Override
        boolean isHeld() {
            return writing || announced;
        }

        @Override
        boolean tryTake() {
            lock();
            try {
                return reading == 0 && !writing && take();
            } finally {
                unlock();
            }
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
        void admitNext() {
            if (announced && waiters.isEmpty()) {
                admitWriter(); // no writer is left, so this admits the readers
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
        private final Monitor.Operation enter = (amount, waiter) -> enterOrJoin(waiter);

        Readers(State state) {
            super(state, "read");
        }

        private @Nullable Object enterOrJoin(@Nullable Waiter waiter) {
            state.lock();
            try {
                if (!state.writing && !state.announced) {
                    state.reading++;
                    return null;
                }
                if (waiter != null) {
                    state.waitingReaders.add(waiter);
                }
                return Monitor.NOT_YET;
            } finally {
                state.unlock();
            }
        }

        @Override
        boolean tryEnter() {
            return state.held(enterOrJoin(null) != Monitor.NOT_YET);
        }

        @Override
        boolean enter(long nanos, @Nullable Cancellation until) throws InterruptedException {
            return state.held(state.operate(enter, 0, state.waitingReaders, nanos, until) != Monitor.NOT_YET);
        }

        @Override
        void enterUninterruptibly() {
            state.operateUninterruptibly(enter, state.waitingReaders);
            state.hold(1);
        }

        @Override
        boolean leave() {
            state.lock();
            try {
                boolean held = state.reading > 0;
                if (held && --state.reading == 0 && state.announced) {
                    state.admitWriter();
                }
                return held;
            } finally {
                state.unlock();
            }
        }
    }

    private static final class Writers extends Side {
        Writers(State state) {
            super(state, "write");
        }

        @Override
        boolean tryEnter() {
            return state.held(state.tryTake());
        }

        @Override
        boolean enter(long nanos, @Nullable Cancellation until) throws InterruptedException {
            return state.acquire(nanos, until);
        }

        @Override
        void enterUninterruptibly() {
            state.acquireUninterruptibly();
        }

        @Override
        boolean leave() {
            state.lock();
            try {
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
            } finally {
                state.unlock();
            }
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

        /** Locks if that needs no wait. {@return whether it is locked} */
        abstract boolean tryEnter();

        /** Locks, and waits until that is possible. {@return false if the timeout ended} */
        abstract boolean enter(long nanos, @Nullable Cancellation until) throws InterruptedException;

        /** Locks, and waits until that is possible; keeps the interrupted status. */
        abstract void enterUninterruptibly();

        /** Unlocks. {@return false if it was not locked} */
        abstract boolean leave();

        @Override
        public final boolean tryLock() {
            Canary.polled();
            return tryEnter();
        }

        @Override
        public final void lock() {
            enterUninterruptibly();
        }

        @Override
        public final void lock(Cancellation until) throws InterruptedException {
            enter(Clock.FOREVER, Objects.requireNonNull(until, "until"));
        }

        @Override
        public final void lockInterruptibly() throws InterruptedException {
            enter(Clock.FOREVER, null);
        }

        @Override
        public final boolean tryLock(Duration timeout) throws InterruptedException {
            return enter(Monitor.nanos(timeout), null);
        }

        @Override
        public final void unlock() {
            state.unhold(1);
            if (!leave()) {
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
