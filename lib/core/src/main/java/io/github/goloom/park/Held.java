package io.github.goloom.park;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Something that threads wait for, and that knows which other threads must act before they are served. */
public interface Held {
    /**
     * {@return whether a thread that waits for this may be served although certain threads never act again}
     *
     * @param waiter the thread; one that does not wait any more may be served
     * @param isStuck the identifiers of threads that never act again
     */
    boolean mayServe(Thread waiter, LongPredicate isStuck);

    /**
     * Calls the action with the identifier of each thread that must act, as far as they are known.
     *
     * @param waiter the thread that waits; null for any
     * @param action what is called
     */
    void forEachHolder(@Nullable Thread waiter, LongConsumer action);
}
