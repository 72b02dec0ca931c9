package io.github.goloom.park;

import java.util.concurrent.locks.LockSupport;

/** A thread that waits for the lock of a {@link Guarded} to be freed, on the stack of its contenders. */
final class Contender extends Node {
    private final Thread thread = Thread.currentThread();

    /** Written by the thread that took this off the stack. */
    private volatile boolean woken;

    boolean isWoken() {
        return woken;
    }

    /** Waits until this is off the stack, for {@code nanos} at most. The interrupt status of the current thread stays as it is. */
    void await(Object blocker, long nanos) {
        boolean interrupted = Thread.interrupted(); // or it could not park
        try {
            if (!woken) {
                Clock.park(blocker, nanos);
            }
        } finally {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }
}
