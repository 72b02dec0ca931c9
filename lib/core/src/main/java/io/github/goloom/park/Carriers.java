package io.github.goloom.park;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;

/**
 * Tells whether carriers have nothing to do.
 *
 * <p>A virtual thread that spins holds its carrier. That pays if the thread that it waits for runs on another carrier, and no third
 * thread could use this one. From release 24 on, a management bean of the JDK tells how many virtual threads are queued and how many
 * carriers are active. A carrier that looks for work counts as active, so one more than there are carriers may be a lone pair, one of which the
 * other carrier is about to take.
 *
 * <p>To get the bean takes some 20 ms. A thread of its own gets it, once goroutines have begun to wake each other. Until then,
 * on older releases, with one carrier, and without the module {@code jdk.management}, the answer is no.
 */
final class Carriers {
    private static volatile boolean known;

    /** Accessed by canaries, one at a time. */
    private static boolean asked;

    private Carriers() {}

    /** The questions to the bean; a class of its own, whose constants the compiler sees. */
    private static final class Bean {
        static final MethodHandle QUEUED;
        static final MethodHandle ACTIVE;
        static final int PARALLELISM;

        static {
            try {
                Class<? extends PlatformManagedObject> type = Class.forName(
                                "jdk.management.VirtualThreadSchedulerMXBean")
                        .asSubclass(PlatformManagedObject.class);
                PlatformManagedObject bean = ManagementFactory.getPlatformMXBean(type);
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                QUEUED = lookup.findVirtual(type, "getQueuedVirtualThreadCount", MethodType.methodType(long.class))
                        .bindTo(bean);
                ACTIVE = lookup.findVirtual(type, "getMountedVirtualThreadCount", MethodType.methodType(int.class))
                        .bindTo(bean);
                PARALLELISM = (int) lookup.findVirtual(type, "getParallelism", MethodType.methodType(int.class))
                        .bindTo(bean)
                        .invokeExact();
            } catch (Throwable e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    /** Has the bean fetched, if nobody has yet. */
    static void ask() {
        if (asked) {
            return;
        }
        asked = true;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("goloom-carriers")
                    .inheritInheritableThreadLocals(false)
                    .start(Carriers::find);
        } catch (Throwable e) {
            // no memory for a thread: it goes without
        }
    }

    private static void find() {
        try {
            known = Bean.PARALLELISM > 1 && queuedAndActive() >= 0;
        } catch (Throwable e) {
            // there is no such bean
        }
    }

    /** {@return whether {@link #areFree()} can be yes} */
    static boolean areKnown() {
        return known;
    }

    /** {@return whether the current thread may hold its carrier for a moment} */
    static boolean areFree() {
        try {
            return known && queuedAndActive() <= Bean.PARALLELISM + 1;
        } catch (Throwable e) {
            return false;
        }
    }

    private static long queuedAndActive() throws Throwable {
        return (long) Bean.QUEUED.invokeExact() + (int) Bean.ACTIVE.invokeExact();
    }
}
