package io.github.goloom.park;

/** What a thread waits for, if something must be done between joining its queue and parking. */
public interface Blocker {
    /**
     * Called by the waiting thread, under no lock, after it has joined. If this throws, the wait ends with it, unless the waiter
     * was claimed before.
     */
    void beforePark();
}
