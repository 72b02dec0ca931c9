package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A lock whose waits can be cancelled. It is not owned (any thread may unlock it) and not reentrant (a thread that
 * locks it twice waits for itself). See {@linkplain io.github.goloom.chan##waiting Waiting}.
 */
public interface CancellableLock extends Lock {
    /**
     * Locks, unless the cancellation ends the wait for the lock.
     *
     * @param until the cancellation; if it is done on entry, nothing is locked, even if the lock is free
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted; nothing was locked
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done; nothing was locked
     */
    void lock(Cancellation until) throws InterruptedException;

    /**
     * Locks, unless the timeout ends first.
     *
     * @param timeout the maximum time to wait; with zero or less the method tries once
     * @return whether this call locked
     * @throws InterruptedException if the current thread is interrupted; nothing was locked
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    boolean tryLock(Duration timeout) throws InterruptedException;

    /**
     * Locks as {@link #tryLock(Duration)} does.
     *
     * @param time the maximum time to wait; with zero or less the method tries once
     * @param unit the unit of {@code time}
     * @return whether this call locked
     * @throws InterruptedException if the current thread is interrupted; nothing was locked
     * @throws NullPointerException if {@code unit} is null
     */
    @Override
    default boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return tryLock(Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(time)));
    }

    /**
     * Makes a condition of this lock.
     *
     * @return a new {@link Cond}
     */
    @Override
    default Cond newCondition() {
        return new Cond(this);
    }
}
