package io.github.goloom.park;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the members of a {@link World} one at a time, and decides what comes next wherever goloom leaves that to chance.
 * Outside of such worlds, the scheduler of virtual threads and chance decide.
 */
public final class Order {
    /** A member pauses before one operation in this many. */
    private static final int ONE_IN = 3;

    private final Supplier<Thread.Builder.OfVirtual> threads;
    private final Random random;

    /**
     * Makes an order.
     *
     * @param threads makes builders of virtual threads, which it runs one at a time
     * @param random decides; used by one thread at a time
     */
    public Order(Supplier<Thread.Builder.OfVirtual> threads, Random random) {
        this.threads = threads;
        this.random = random;
    }

    /** {@return a builder of virtual threads for a goroutine that the current thread starts} */
    public static Thread.Builder.OfVirtual threads() {
        return threads(World.order());
    }

    static Thread.Builder.OfVirtual threads(@Nullable Order order) {
        return order == null ? Thread.ofVirtual() : order.threads.get();
    }

    /** {@return what decides where goloom leaves something to chance} */
    public static Random random() {
        Order order = World.order();
        return order == null ? ThreadLocalRandom.current() : order.random;
    }

    /** {@return a number of {@link #random()}, from 0 to {@code bound}, exclusive; a choice in the explorer} */
    public static int nextInt(int bound) {
        Order order = World.order();
        return order == null ? ThreadLocalRandom.current().nextInt(bound) : order.random.nextInt(bound);
    }

    /** Lets other members run, or not. Called under no lock, before an operation. */
    static void pause() {
        if (World.isOrdered()) {
            perhapsYield();
        }
    }

    /** The operation that follows must not fail by this. */
    @SuppressWarnings("ThreadPriorityCheck") // the order decides who runs next
    private static void perhapsYield() {
        try {
            Order order = World.order();
            if (order != null && order.random.nextInt(ONE_IN) == 0) {
                Thread.yield();
            }
        } catch (VirtualMachineError e) {
            // there is no stack or no memory for a pause
        }
    }
}
