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
 * A condition that threads wait for while they release a lock. Go's {@code sync.Cond}.
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
 * <p>This is a {@link Condition} for any {@link Lock}. {@code await} requires that the lock is held, and unlocks it
 * once, even if it is reentrant. Unlike in the JDK, there are no spurious wake-ups, and a thread may signal without
 * holding the lock. Waiters are signalled first in, first out, and a waiter that comes after a signal cannot steal it.
 * If a signal meets a waiter that is just then interrupted or out of time, it goes to the next. Wait in a loop: the
 * condition may be false again when {@code await} returns, since other threads may get the lock first.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before a {@code signal} or {@code broadcast}
 * <i>happen-before</i> the return of the {@code await} that it ends. The lock has its own effects.
 *
 * <p><b>Interruption, timeouts and cancellation</b> follow the
 * {@linkplain io.github.goloom.chan##waiting contract of waiting}. The lock is not released if an interrupt or a
 * cancellation ends the method on entry. Once it was released, it is locked again before the method returns or throws;
 * nothing ends the wait for it.
 *
 * @see <a href="https://pkg.go.dev/sync#Cond">Go: sync.Cond</a>
 */
@SuppressWarnings({"WaitNotInLoop", "JavaUtilDate"}) // the loop is the caller's; the date is that of Condition
public final class Cond implements Condition {
    private static final long RETRY_NANOS = 1_000_000;

    private final Lock lock;
    private final State state = new State(this);

    /**
     * Makes a condition on which no thread waits.
     *
     * @param lock the lock that {@code await} releases; either lock of an {@link RWMutex} is suitable
     * @throws NullPointerException if {@code lock} is null
     */
    public Cond(Lock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /**
     * Releases the lock, waits for a signal, and locks again.
     *
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     */
    @Override
    public void await() throws InterruptedException {
        awaitSignal(Clock.FOREVER, null);
    }

    /**
     * Waits as {@link #await()} does, unless the cancellation ends the wait.
     *
     * @param until the cancellation; if it is done on entry, the lock is not released
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; the lock is held
     */
    public void await(Cancellation until) throws InterruptedException {
        awaitSignal(Clock.FOREVER, Objects.requireNonNull(until, "until"));
    }

    /**
     * Waits as {@link #await()} does, unless the timeout ends first.
     *
     * @param timeout the maximum time to wait for a signal
     * @return false if the timeout ended; the lock is held
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code timeout} is null
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitSignal(Monitor.nanos(timeout), null);
    }

    /**
     * Waits as {@link #await(Duration)} does.
     *
     * @param time the maximum time to wait for a signal
     * @param unit the unit of {@code time}
     * @return false if the timeout ended; the lock is held
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code unit} is null
     */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return await(Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(time)));
    }

    /**
     * Waits as {@link #await(Duration)} does.
     *
     * @param nanosTimeout the maximum time to wait for a signal, in nanoseconds
     * @return the time that is left, in nanoseconds; zero or less if the timeout ended
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
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
     * Waits as {@link #await(Duration)} does.
     *
     * @param deadline the end of the wait, by the system's clock
     * @return false if the deadline came first; the lock is held
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
     * @throws InterruptedException if the current thread is interrupted; the lock is held
     * @throws NullPointerException if {@code deadline} is null
     */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return await(Duration.between(
                Clock.instant(),
                Instant.ofEpochMilli(
                        Objects.requireNonNull(deadline, "deadline").getTime())));
    }

    /**
     * Waits as {@link #await()} does. An interrupt does not end the wait, and the interrupted status stays set.
     *
     * @throws IllegalMonitorStateException if the lock throws it because it is not locked
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

    /** Locks again, even without memory; otherwise the caller would unlock a lock that another thread holds. */
    private void takeAgain() {
        try {
            lock.lock();
        } catch (OutOfMemoryError e) { // there is no memory for a waiter
            boolean interrupted = false;
            while (!isTaken()) {
                interrupted |= Thread.interrupted(); // an interrupted thread cannot park
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

    /** Joins the queue before it unlocks, so that a signal right after the unlock is not lost. */
    private void letGo(Waiter waiter) {
        state.join(waiter);
        try {
            lock.unlock();
        } catch (Throwable e) {
            if (!state.leave(waiter) && waiter.value != null) {
                signal(); // passes on the signal that this waiter got
            }
            throw e;
        }
    }

    /** Ends the wait of the first waiter, if there is one. The lock need not be held. */
    @Override
    public void signal() {
        state.signal();
    }

    /** Ends the wait of all threads that wait now. The lock need not be held. */
    public void broadcast() {
        state.broadcast();
    }

    /** Does what {@link #broadcast()} does. */
    @Override
    public void signalAll() {
        broadcast();
    }

    @Override
    public String toString() {
        return "Cond[" + lock + "]";
    }

    /**
     * The waiters. The node of a waiter that was signalled has a value; one that was claimed by a broadcast has none.
     * <b>Linearization point</b> of a signal: the claim, or finding the queue empty.
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
