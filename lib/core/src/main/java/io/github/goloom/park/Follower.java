package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * A place in the queue of a {@link DoneSignal} that is not a thread's: it is told when the signal has ended, by the thread that
 * ended it.
 */
public abstract non-sealed class Follower extends Node {
    /** For subclasses. */
    protected Follower() {}

    /**
     * {@return whether {@link #onEnd} may run foreign code, which may wait} The timer thread then leaves it to a goroutine.
     */
    protected boolean mayWait() {
        return false;
    }

    /**
     * Called once the signal has ended, under no lock. A follower that was withdrawn meanwhile may still be called.
     *
     * @return what this has claimed in its turn, for the caller to wake: a long line of followers is a loop, not a recursion
     */
    protected abstract @Nullable Node onEnd();
}
