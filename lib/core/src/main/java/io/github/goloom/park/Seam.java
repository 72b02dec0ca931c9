package io.github.goloom.park;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The seam at which goroutines are seen. All observation of the library hangs on this class: the start of a goroutine,
 * the begin and the end of a wait, the holders of locks.
 *
 * <p>There are two watchers at most. The {@link #tracker} sees everything, and is null unless it was asked for. The
 * {@link #EVENTS} see what a running recording of the JDK's flight recorder has switched on. If there is neither, a
 * start costs one read of a static field and a wait two tests; operations that do not wait cost nothing.
 *
 * <p>The field {@code tracker} is plain. A thread that sees a change late misses some events, or gives the former
 * tracker some more. A watcher must bear both.
 */
public final class Seam {
    private static final @Nullable Watcher EVENTS;
    private static @Nullable Watcher tracker;
    private static boolean locks;

    static {
        Watcher events = null;
        for (Watcher.Provider each : ServiceLoader.load(Watcher.Provider.class, Seam.class.getClassLoader())) {
            Watcher watcher = each.create(); // may begin to track
            events = watcher == null ? events : watcher;
        }
        EVENTS = events;
    }

    private Seam() {}

    /**
     * Installs the tracker, or removes it.
     *
     * @param watcher the tracker, or null
     * @param withLocks whether holders of locks are noted
     */
    public static void track(@Nullable Watcher watcher, boolean withLocks) {
        tracker = watcher;
        locks = withLocks;
    }

    /** {@return the watcher that sees everything; null if there is none} */
    public static @Nullable Watcher tracker() {
        return tracker;
    }

    /** {@return whether the holders of locks are to be noted} */
    public static boolean seesLocks() {
        return locks;
    }

    /** {@return what a goroutine inherits that the current thread starts later; null if nothing watches} */
    public static @Nullable Object origin() {
        Watcher watcher = tracker;
        return watcher == null ? null : watcher.origin();
    }

    /**
     * Starts a goroutine. Every goroutine of the library that runs an application's code is started here.
     *
     * @param name the name of the thread, or null
     * @param body what it runs
     * @param task what the application has given, which may be an {@link Origin}
     */
    public static Thread start(@Nullable String name, Runnable body, Object task) {
        World world = World.current();
        if (world == null) {
            return startSeen(name, body, task);
        }
        return world.counted(body, member -> startSeen(name, member, task));
    }

    private static Thread startSeen(@Nullable String name, Runnable body, Object task) {
        Watcher watcher = tracker;
        if (watcher == null) {
            return plain(name, body);
        }
        return watcher.start(name, body, task instanceof Origin origin ? origin.origin() : null);
    }

    /** Starts a virtual thread that nothing watches. */
    public static Thread plain(@Nullable String name, Runnable body) {
        Thread.Builder.OfVirtual builder = Order.threads();
        return name == null ? builder.start(body) : builder.name(name).start(body);
    }

    /** A wait that is seen: the watchers, and what they returned at its begin. */
    static final class Wait {
        private @Nullable Watcher tracker;
        private @Nullable Object token;
        private @Nullable Object event;
    }

    /** {@return whether a wait that begins now is seen} */
    static boolean seesWaits() {
        return tracker != null || (EVENTS != null && EVENTS.isOn());
    }

    /** Shows that a wait begins. A watcher that fails, for instance for lack of memory, does not see it. */
    static @Nullable Wait waits(Object blocker, boolean endless) {
        Wait wait = null;
        try {
            wait = new Wait();
            Watcher watcher = tracker;
            if (watcher != null) {
                wait.token = watcher.waits(blocker, endless);
                wait.tracker = watcher;
            }
            if (EVENTS != null) {
                wait.event = EVENTS.waits(blocker, endless);
            }
        } catch (Throwable e) {
            // the wait is not shown, or only in part
        }
        return wait;
    }

    /** Shows that a wait has ended. Throws nothing, since a wait that ended by a hand-over must not fail. */
    static void waited(Wait wait, Object blocker) {
        try {
            if (wait.tracker != null) {
                wait.tracker.waited(blocker, wait.token);
            }
            if (wait.event != null && EVENTS != null) {
                EVENTS.waited(blocker, wait.event);
            }
        } catch (Throwable e) {
            // the wait is not shown
        }
    }

    /** Shows that a task of a group has failed. */
    public static void failed(Object group, Throwable failure) {
        if (EVENTS != null) {
            try {
                EVENTS.failed(group, failure);
            } catch (Throwable e) {
                // the failure is not shown; it is told by the group
            }
        }
    }

    /** Shows that an alarm rang late. */
    static void late(Object alarm, long nanos) {
        if (EVENTS != null) {
            try {
                EVENTS.late(alarm, nanos);
            } catch (Throwable e) {
                // it is not shown
            }
        }
    }
}
