package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * An observer of goroutines and of waits; see {@link Seam}. Its methods are called under no lock of the library, by the
 * thread that acts. A watcher must not wait in the library.
 */
public interface Watcher {
    /** What is asked for a watcher when the first goroutine starts or waits; for {@link java.util.ServiceLoader}. */
    interface Provider {
        /** {@return the watcher of the flight recorder, from its provider; null from others} */
        @Nullable
        Watcher create();
    }

    /** {@return whether this watcher wants to see the wait that the current thread is about to begin} */
    default boolean isOn() {
        return true;
    }

    /**
     * Called by a thread that starts a goroutine, or that registers a function which is to run in a goroutine later.
     *
     * @return what the goroutine inherits, for {@link #start}
     */
    default @Nullable Object origin() {
        return null;
    }

    /**
     * Starts a virtual thread.
     *
     * @param name its name, or null
     * @param body what it runs
     * @param origin the result of {@link #origin}, or null if the current thread is the origin
     */
    default Thread start(@Nullable String name, Runnable body, @Nullable Object origin) {
        return Seam.plain(name, body);
    }

    /**
     * Called by a thread that has joined the queues of what it waits for, and is about to park. If this fails, the wait
     * is not seen; a change of the watcher's state has to be the last thing that it does.
     *
     * @param blocker what it waits for
     * @param endless whether neither a timeout nor a cancellation can end the wait
     * @return what {@link #waited} is to get
     */
    default @Nullable Object waits(Object blocker, boolean endless) {
        return null;
    }

    /** Called by the same thread after its wait has ended in any way. What this throws is ignored. */
    default void waited(Object blocker, @Nullable Object token) {}

    /** Called when a task of a group has failed. */
    default void failed(Object group, Throwable failure) {}

    /** Called by the timer thread after an alarm rang that many nanoseconds late. */
    default void late(Object alarm, long nanos) {}
}
