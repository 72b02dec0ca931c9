package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the interrupts of a thread, from wherever they come. {@link Thread#interrupt()} tells the selector
 * on which its thread blocks; this is such a selector, which selects nothing.
 *
 * <p>It misses the interrupts that come once the thread has blocked on a channel or a selector of its own, or has
 * opened another counter, since a thread has one place for them; and one that is just being sent when the thread reads
 * the count.
 */
public final class InterruptCounter extends AbstractSelector {
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, InterruptCounter.class, int.class);

    private volatile int count;

    /** Makes one that does not count yet. */
    @SuppressWarnings("NullAway") // a selector without a provider
    public InterruptCounter() {
        super(null);
    }

    /** Begins to count the interrupts of the current thread. */
    void start() {
        begin();
    }

    /** Ends counting; by the same thread. */
    void stop() {
        end();
    }

    int count() {
        return count;
    }

    /** Called for each interrupt, by the thread that sends it. */
    @Override
    public Selector wakeup() {
        COUNT.getAndAdd(this, 1);
        return this;
    }

    @Override
    protected void implCloseSelector() {}

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, @Nullable Object attachment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
