package io.github.goloom.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The small lock of whatever is waited on, and the list of the waiters claimed while it was held.
 *
 * <p>The lock is held for a few dozen instructions that neither allocate, park, unpark nor call foreign code; so a contender
 * spins briefly, then yields, then naps, and a queue of contenders would cost more than it saves. It is not reentrant. Who
 * holds several takes them in ascending order of channel id.
 *
 * <p><b>Happens-before.</b> The lock word is volatile: each {@link #release()} happens-before each later {@link #lock()}
 * and each later {@link #observe()}. All three are synchronization actions, so they have one total order.
 *
 * <p><b>Looking without the lock.</b> {@link #observe()} returns at an instant at which the lock is free. A field that is
 * written at most once in a critical section and read after it has the value of that instant or of a later one, also for
 * a waiter that was claimed in a critical section which is not over.
 *
 * <p><b>Waking.</b> A claim decides, {@link #unlock()} wakes: after the lock is free, in the order of the claims.
 */
public abstract class Guarded {
    private static final VarHandle LOCK;
    private static final int SPINS = 8;
    private static final int PAUSES_PER_SPIN = 64;
    private static final int YIELDS = 64;
    private static final long NAP_NANOS = 50_000;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(Guarded.class, "lock", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** 0 free, 1 held. */
    private volatile int lock;

    /** The waiters claimed under the lock that have to be unparked, the last first. Guarded by the lock. */
    private @Nullable Node claimed;

    /** For subclasses. */
    protected Guarded() {}

    /** Takes the lock. */
    public final void lock() {
        if (!LOCK.compareAndSet(this, 0, 1)) {
            lockContended();
        }
    }

    private void lockContended() {
        int i = 0;
        do {
            pause(i++);
        } while (lock != 0 || !LOCK.compareAndSet(this, 0, 1));
    }

    /** Returns at an instant at which the lock is free, without taking it; not while holding it. */
    public final void observe() {
        for (int i = 0; lock != 0; i++) {
            pause(i);
        }
    }

    /** A spin is about a microsecond long: the holder does better without us at its cache lines (decision 2). */
    @SuppressWarnings("ThreadPriorityCheck") // the holder may wait for this very carrier
    private static void pause(int i) {
        if (i < SPINS) {
            for (int k = 0; k < PAUSES_PER_SPIN; k++) {
                Thread.onSpinWait();
            }
        } else if (i < SPINS + YIELDS || Thread.currentThread().isInterrupted()) {
            Thread.yield();
        } else {
            Clock.park(Guarded.class, NAP_NANOS);
        }
    }

    /** Frees the lock, then wakes the waiters claimed under it. */
    public final void unlock() {
        wake(release());
    }

    /**
     * Frees the lock.
     *
     * @return the waiters claimed under it, for {@link #wake}
     */
    public final @Nullable Node release() {
        Node woken = claimed;
        if (woken != null) {
            claimed = null;
        }
        lock = 0;
        return woken;
    }

    /** Wakes what {@link #release()} returned; under no lock. */
    public static void wake(@Nullable Node claimed) {
        Node first = null;
        for (Node node = claimed; node != null; ) {
            Node before = node.next;
            node.next = first;
            first = node;
            node = before;
        }
        while (first != null) {
            Node next = first.next;
            first.next = null;
            LockSupport.unpark(first.waiter().thread());
            first = next;
        }
    }

    /**
     * Hands the value to the first waiter of the queue that can be claimed; under the lock.
     *
     * @return false if there was none
     */
    protected final boolean giveTo(WaitQueue queue, @Nullable Object value) {
        for (Node node = queue.poll(); node != null; node = queue.poll()) {
            node.value = value;
            if (claim(node)) {
                return true;
            }
            node.value = null;
        }
        return false;
    }

    /**
     * Takes the value of the first waiter of the queue that can be claimed; under the lock.
     *
     * @return null if there was none
     */
    protected final @Nullable Object takeFrom(WaitQueue queue) {
        for (Node node = queue.poll(); node != null; node = queue.poll()) {
            Object value = node.value;
            node.value = null;
            if (claim(node)) {
                return value;
            }
        }
        return null;
    }

    /** Claims every waiter of the queue as it is; under the lock. */
    protected final void claimAll(WaitQueue queue) {
        for (Node node = queue.poll(); node != null; node = queue.poll()) {
            claim(node);
        }
    }

    private boolean claim(Node node) {
        Waiter.Claim claim = node.waiter().claim(node);
        if (claim == Waiter.Claim.PARKED) {
            node.next = claimed;
            claimed = node;
        }
        return claim != Waiter.Claim.LOST;
    }
}
