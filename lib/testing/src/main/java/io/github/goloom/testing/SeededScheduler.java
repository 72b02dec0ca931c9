package io.github.goloom.testing;

import io.github.goloom.park.Order;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A scheduler of virtual threads that runs one at a time, on the thread that made it, in an order that a seed
 * determines. The JDK has no public way to give virtual threads a scheduler.
 */
final class SeededScheduler implements Executor {
    private final Thread carrier = Thread.currentThread();
    private final Random random;
    private final Supplier<Thread.Builder.OfVirtual> threads;
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();

    /** Those that are ready. Confined to the carrier. */
    private final List<Runnable> ready = new ArrayList<>();

    SeededScheduler(long seed) {
        random = new Random(seed);
        Constructor<? extends Thread.Builder.OfVirtual> constructor = constructor();
        threads = () -> {
            try {
                return constructor.newInstance(this);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no builder of virtual threads", e);
            }
        };
    }

    /**
     * Checks that there can be bubbles with a seed.
     *
     * @throws IllegalStateException if the JDK or an option of the JVM does not allow them; the message says which
     */
    static void requireSupport() {
        constructor();
    }

    private static Constructor<? extends Thread.Builder.OfVirtual> constructor() {
        if (Runtime.version().feature() < 24) {
            throw new IllegalStateException(
                    "a bubble with a seed needs JDK 24 or later, and this is JDK " + Runtime.version());
        }
        try {
            Constructor<? extends Thread.Builder.OfVirtual> constructor = Class.forName(
                            "java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .asSubclass(Thread.Builder.OfVirtual.class)
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this JDK does not allow schedulers of virtual threads: " + Runtime.version(), e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "a bubble with a seed needs the option --add-opens java.base/java.lang="
                            + (SeededScheduler.class.getModule().isNamed() ? "io.github.goloom.testing" : "ALL-UNNAMED")
                            + " of the JVM",
                    e);
        }
    }

    Order order() {
        return new Order(threads, random);
    }

    @Override
    public void execute(Runnable task) {
        arrived.add(task);
        LockSupport.unpark(carrier);
    }

    /** Runs one of the threads that are ready, until it waits or pauses. {@return false if none is ready} */
    boolean runOne() {
        for (Runnable task = arrived.poll(); task != null; task = arrived.poll()) {
            ready.add(task);
        }
        if (ready.isEmpty()) {
            return false;
        }
        ready.remove(random.nextInt(ready.size())).run();
        return true;
    }
}
