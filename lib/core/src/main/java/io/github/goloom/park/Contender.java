package io.github.goloom.park;

import java.util.concurrent.locks.LockSupport;

/** A thread that waits for the lock of a {@link Guarded}, as a node of the lock's stack of contenders. */
final class Contender extends Node {
    private final Thread thread = Thread.currentThread();

    /** Written by the thread that removed this contender from the stack. */
    private volatile boolean woken;

    boolean isWoken() {
        return woken;
    }

    /**
     * Parks once, for at most {@code nanos}, unless this contender is off the stack. The interrupted status of the
     * current thread is preserved.
     */
    void await(Object blocker, long nanos) {
        boolean interrupted = Thread.interrupted(); // an interrupted thread would not park
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
