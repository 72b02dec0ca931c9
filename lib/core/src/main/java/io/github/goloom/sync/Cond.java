package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A condition that threads wait for while they let go of a lock. Go's {@code sync.Cond}.
 *
 * {@snippet :
 * Cond notEmpty = new Cond(mutex);
 * mutex.lock();
 * try {
 *     while (queue.isEmpty()) {
 *         notEmpty.await();
 *     }
 *     handle(queue.remove());
 * } finally {
 *     mutex.unlock();
 * }
 * }
 *
 * <p>It is a {@link Condition} for any {@link Lock}. {@code await} unlocks it once, also if it is reentrant. Unlike
 * those of the JDK it has no spurious wake-ups, and one may signal without holding the lock; {@code await} needs it.
 * Waiters are signalled first in, first out, and one that comes after a signal cannot steal it. A signal that meets a
 * waiter which is interrupted or out of time at that moment goes to the next. The condition may be false again when
 * {@code await} returns, since others may get the lock first: so wait in a loop.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before a {@code signal} or {@code broadcast}
 * <i>happens-before</i> the return of the {@code await} that it ends. The lock has its own.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if
 * the current thread has its interrupted status set on entry (the lock is not let go then), or is interrupted while
 * waiting. If the signal came first, the method returns normally and the status stays set. Taking the lock again waits
 * on in any case.
 *
 * @see <a href="https://pkg.go.dev/sync#Cond">Go: sync.Cond</a>
 */
@SuppressWarnings({"WaitNotInLoop", "JavaUtilDate"}) // the loop is the caller's; the date is that of Condition
public final class Cond implements Condition {
    private static final long RETRY_NANOS = 1_000_000;

    private final Lock lock;
    private final State state = new State(this);

    /**
     * Makes a condition on which nobody waits.
     *
     * @param lock the lock that {@code await} lets go of; a side of an {@link RWMutex} will do
     * @throws NullPointerException if {@code lock} is null
     */
    public Cond(Lock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /**
     * Lets go of the lock, waits for a signal, and takes the lock again.
     *
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     */
    @Override
    public void await() throws InterruptedException {
        awaitSignal(Clock.FOREVER, null);
    }

    /**
     * As {@link #await()}, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, and the lock is not let go
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done; the lock is held
     */
    public void await(Cancellation until) throws InterruptedException {
        awaitSignal(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * As {@link #await()}, unless the time runs out first.
     *
     * @param timeout how long to wait for a signal; 146 years or more has no end
     * @return false if the time ran out; the lock is held
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code timeout} is null
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitSignal(Monitor.nanos(timeout), null);
    }

    /**
     * As {@link #await(Duration)}.
     *
     * @param time how long to wait for a signal
     * @param unit the unit of {@code time}
     * @return false if the time ran out; the lock is held
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code unit} is null
     */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return await(Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(time)));
    }

    /**
     * As {@link #await(Duration)}.
     *
     * @param nanosTimeout how long to wait for a signal, in nanoseconds
     * @return how much of it is left, in nanoseconds; zero or less if the time ran out
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     */
    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        long start = Clock.now();
        boolean signalled = await(Duration.ofNanos(nanosTimeout));
        long left = nanosTimeout - (Clock.now() - start);
        return signalled ? Math.max(left, 1) : Math.min(left, 0);
    }

    /**
     * As {@link #await(Duration)}.
     *
     * @param deadline when to stop waiting, by the system's clock
     * @return false if the time came; the lock is held
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code deadline} is null
     */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return await(Duration.between(
                Instant.now(),
                Instant.ofEpochMilli(
                        Objects.requireNonNull(deadline, "deadline").getTime())));
    }

    /**
     * As {@link #await()}; an interrupt does not end the wait, and the status stays set.
     *
     * @throws IllegalMonitorStateException if the lock says so, because it is not locked
     */
    @Override
    public void awaitUninterruptibly() {
        Waiter waiter = new Waiter(null, null);
        letGo(waiter);
        try {
            state.awaitUninterruptibly(state.queue, waiter);
        } finally {
            takeAgain();
        }
    }

    private boolean awaitSignal(long nanos, @Nullable Cancellation until) throws InterruptedException {
        Monitor.CHANS.enter(until);
        Waiter waiter = Monitor.CHANS.waiter(null, until);
        letGo(waiter);
        try {
            return state.await(state.queue, waiter, nanos, until) != null;
        } finally {
            takeAgain();
        }
    }

    /** Takes the lock, whatever happens: without it, the caller would unlock that of somebody else. */
    private void takeAgain() {
        try {
            lock.lock();
        } catch (OutOfMemoryError e) { // there is none for a waiter
            boolean interrupted = false;
            while (!isTaken()) {
                interrupted |= Thread.interrupted(); // or it could not park
                Clock.park(this, RETRY_NANOS);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isTaken() {
        try {
            return lock.tryLock();
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** Joins before it unlocks, so that a signal that comes right after is not lost. */
    private void letGo(Waiter waiter) {
        state.join(waiter);
        try {
            lock.unlock();
        } catch (Throwable e) {
            if (!state.leave(waiter) && waiter.value != null) {
                signal(); // the one it got is for another
            }
            throw e;
        }
    }

    /** Ends the wait of the first who waits, if anybody does. The lock need not be held. */
    @Override
    public void signal() {
        state.signal();
    }

    /** Ends the wait of all who wait now. The lock need not be held. */
    public void broadcast() {
        state.broadcast();
    }

    /** As {@link #broadcast()}. */
    @Override
    public void signalAll() {
        broadcast();
    }

    @Override
    public String toString() {
        return "Cond[" + lock + "]";
    }

    /**
     * Who waits; a node that was signalled has a value, one that a broadcast met has none. <b>Linearization point</b>
     * of a signal: the claim, or finding the queue empty.
     */
    private static final class State extends Monitor {
        final WaitQueue queue = new WaitQueue();

        State(Cond blocker) {
            super(blocker, null);
        }

        void join(Waiter waiter) {
            lock();
            queue.add(waiter);
            unlock();
        }

        /** {@return whether it was still in the queue} */
        boolean leave(Waiter waiter) {
            lock();
            boolean removed = queue.remove(waiter);
            unlock();
            return removed;
        }

        void signal() {
            lock();
            try {
                giveTo(queue, this);
            } finally {
                unlock();
            }
        }

        void broadcast() {
            lock();
            try {
                claimAll(queue);
            } finally {
                unlock();
            }
        }
    }
}
