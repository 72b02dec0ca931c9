package io.github.goloom.sync;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.SoftReference;
import java.util.Objects;
import java.util.function.Supplier;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/**
 * A pool of objects that are costly to make and can be reused. Go's {@code sync.Pool}.
 *
 * {@snippet :
 * Pool<byte[]> buffers = new Pool<>(() -> new byte[64 << 10]);
 * byte[] buffer = buffers.get();
 * try {
 *     copy(in, buffer, out);
 * } finally {
 *     buffers.put(buffer);
 * }
 * }
 *
 * <p>The pool may drop any item at any time: it keeps a bounded number of items, and none when memory runs short. No
 * item is handed out twice without being put back in between. The pool keeps no item per thread, so that a million
 * virtual threads do not make a million items.
 *
 * <p><b>Thread safety.</b> Any thread may call any method. No method waits, except in the supplier.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before it puts an item <i>happen-before</i> the return of
 * the {@code get} that returns the item.
 *
 * @param <T> the type of the items
 * @see <a href="https://pkg.go.dev/sync#Pool">Go: sync.Pool</a>
 */
public final class Pool<T> {
    private static final VarHandle STRIPES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "stripes", VarHandle.class, Pool.class, SoftReference.class);
    private static final int ITEMS_PER_STRIPE = 256;
    private static final int COUNT =
            Integer.highestOneBit(Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final Supplier<? extends T> supplier;

    /** All items of the pool; the garbage collector may clear them, as a whole. */
    private volatile SoftReference<Stripes<T>> stripes = new SoftReference<>(null);

    /** A few queues, so that threads rarely meet at one. A thread starts at the queue that its identifier gives. */
    private static final class Stripes<T> {
        final MpmcVarHandleArrayQueue<T>[] queues;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Stripes() {
            queues = new MpmcVarHandleArrayQueue[COUNT];
            for (int i = 0; i < COUNT; i++) {
                queues[i] = new MpmcVarHandleArrayQueue<>(ITEMS_PER_STRIPE);
            }
        }
    }

    /**
     * Makes an empty pool.
     *
     * @param supplier makes an item when there is none; several threads may call it at once
     * @throws NullPointerException if {@code supplier} is null
     */
    public Pool(Supplier<? extends T> supplier) {
        this.supplier = Objects.requireNonNull(supplier, "supplier");
    }

    /**
     * Takes any item out of the pool, or makes one if there is none.
     *
     * @return the item
     * @throws NullPointerException if the supplier returned null
     */
    public T get() {
        Stripes<T> kept = stripes.get();
        if (kept != null) {
            int first = first();
            for (int i = 0; i < COUNT; i++) {
                T item = kept.queues[(first + i) & (COUNT - 1)].relaxedPoll();
                if (item != null) {
                    return item;
                }
            }
        }
        return Objects.requireNonNull(supplier.get(), "supplier.get()");
    }

    /**
     * Puts an item into the pool, or drops it if there is no room. The caller must not use the item afterwards.
     *
     * @param item the item
     * @throws NullPointerException if {@code item} is null. <b>Differs from Go</b>, where a nil is ignored.
     */
    public void put(T item) {
        Objects.requireNonNull(item, "item");
        MpmcVarHandleArrayQueue<T>[] queues = stripes().queues;
        int first = first();
        for (int i = 0; i < COUNT; i++) {
            if (queues[(first + i) & (COUNT - 1)].relaxedOffer(item)) {
                return;
            }
        }
    }

    private static int first() {
        return (int) Thread.currentThread().threadId();
    }

    private Stripes<T> stripes() {
        while (true) {
            SoftReference<Stripes<T>> reference = stripes;
            Stripes<T> kept = reference.get();
            if (kept != null) {
                return kept;
            }
            Stripes<T> fresh = new Stripes<>();
            if (STRIPES.compareAndSet(this, reference, new SoftReference<>(fresh))) {
                return fresh;
            }
        }
    }

    @Override
    public String toString() {
        return "Pool[" + supplier + "]";
    }
}
