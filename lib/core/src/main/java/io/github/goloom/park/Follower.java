package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * A node in the queue of a {@link DoneSignal} that belongs to no waiting thread. It is told of the end of the signal by
 * the thread that ended it.
 */
public abstract non-sealed class Follower extends Node {
    /** For subclasses. */
    protected Follower() {}

    /**
     * {@return whether {@link #onEnd} may run foreign code, which may wait} The timer thread then calls it in a
     * goroutine.
     */
    protected boolean mayWait() {
        return false;
    }

    /**
     * Called after the signal has ended, under no lock. A follower that was unregistered meanwhile may still be called.
     *
     * @return the nodes that this follower claimed, for the caller to wake; a long chain of followers is thus a loop,
     *     not a recursion
     */
    protected abstract @Nullable Node onEnd();
}
