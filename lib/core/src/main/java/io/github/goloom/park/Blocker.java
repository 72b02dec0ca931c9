package io.github.goloom.park;

/**
 * An object that a thread waits for, and that has something to do after the thread has joined its queue and before it
 * parks.
 */
public interface Blocker {
    /**
     * Called by the waiting thread, under no lock, after it has joined the queue. If this method throws an exception,
     * the wait ends with that exception, unless the waiter was claimed before.
     */
    void beforePark();
}
