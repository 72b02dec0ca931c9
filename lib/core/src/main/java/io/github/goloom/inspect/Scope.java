package io.github.goloom.inspect;

import io.github.goloom.park.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The goroutines that a thread has started since some instant, directly or through others. */
final class Scope {
    private final Set<Goroutine> alive = ConcurrentHashMap.newKeySet();

    /** Written before {@link #alive} is read, which a goroutine changes before it reads this. */
    private volatile @Nullable Thread waiting;

    void add(Goroutine record) {
        alive.add(record);
    }

    void remove(Goroutine record) {
        alive.remove(record);
        Thread waiter = waiting;
        if (waiter != null && alive.isEmpty()) {
            LockSupport.unpark(waiter);
        }
    }

    Set<Goroutine> alive() {
        return alive;
    }

    /** Waits until all have ended. {@return false if the time was over first} */
    boolean awaitEmpty(long until) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            for (long left = until - Clock.real(); !alive.isEmpty(); left = until - Clock.real()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                } else if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            waiting = null;
        }
    }
}
