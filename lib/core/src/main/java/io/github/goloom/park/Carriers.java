package io.github.goloom.park;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;

/**
 * Tells whether carriers are free.
 *
 * <p>A virtual thread that spins holds its carrier. That pays if the thread it waits for runs on another carrier, and
 * no third thread could use this one. From JDK 24 on, a management bean tells how many virtual threads are queued and
 * how many carriers are active. A carrier that is looking for work counts as active. Therefore one more than the number
 * of carriers is allowed: it may be a lone pair of threads, of which the other carrier is about to take one.
 *
 * <p>Getting the bean takes about 20 ms, so a thread of its own does that after goroutines have begun to wake each
 * other. The answer is no until then, and also before JDK 24, with one carrier, and without the module
 * {@code jdk.management}.
 */
final class Carriers {
    private static volatile boolean known;

    /** Accessed by canaries, which run one at a time. */
    private static boolean asked;

    private Carriers() {}

    /** The queries to the bean, in a class of its own, so that they are constants for the compiler. */
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

    /** Starts to get the bean, unless that has been started before. */
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
            // there is no memory for a thread; the answer stays no
        }
    }

    private static void find() {
        try {
            known = Bean.PARALLELISM > 1 && queuedAndActive() >= 0;
        } catch (Throwable e) {
            // there is no such bean
        }
    }

    /** {@return whether {@link #areFree()} may return true} */
    static boolean areKnown() {
        return known;
    }

    /** {@return whether the current thread may hold its carrier for some microseconds} */
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
