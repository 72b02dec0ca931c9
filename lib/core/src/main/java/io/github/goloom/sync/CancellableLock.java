package io.github.goloom.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.goloom.chan.Cancellation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A lock on which one can wait until a context ends. It is not owned (any thread may unlock it) and not reentrant (a
 * thread that locks it twice waits for itself).
 */
public interface CancellableLock extends Lock {
    /**
     * Locks, unless the cancellation comes first.
     *
     * @param until what ends the wait; if it is done on entry it wins, free or not
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted: nothing is locked
     * @throws NullPointerException if {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done: nothing is locked
     */
    void lock(Cancellation until) throws InterruptedException;

    /**
     * Locks, unless the time runs out first.
     *
     * @param timeout how long to wait; zero or negative tries once, 146 years or more has no end
     * @return whether it was locked
     * @throws InterruptedException if the current thread is interrupted: nothing is locked
     * @throws NullPointerException if {@code timeout} is null
     */
    @CheckReturnValue
    boolean tryLock(Duration timeout) throws InterruptedException;

    /**
     * Locks, unless the time runs out first.
     *
     * @param time how long to wait; zero or negative tries once, 146 years or more has no end
     * @param unit the unit of {@code time}
     * @return whether it was locked
     * @throws InterruptedException if the current thread is interrupted: nothing is locked
     * @throws NullPointerException if {@code unit} is null
     */
    @Override
    default boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return tryLock(Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(time)));
    }

    /**
     * A condition of this lock.
     *
     * @return a new {@link Cond}
     */
    @Override
    default Cond newCondition() {
        return new Cond(this);
    }
}
