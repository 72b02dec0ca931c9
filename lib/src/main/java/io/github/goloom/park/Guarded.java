package io.github.goloom.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The small lock of whatever is waited on, and the list of the waiters claimed while it was held.
 *
 * <p>The lock is held for a few dozen instructions (in a close, a batch or a select for so many per waiter, value or case)
 * that neither allocate, park, unpark nor call foreign code; so a contender spins briefly, then yields, then naps, and a
 * queue of contenders would cost more than it saves. It is not reentrant. Who takes several does so in ascending order of
 * channel id, and only spins for the next: a holder keeps its processor.
 *
 * <p><b>Happens-before.</b> Each {@link #release()} happens-before each later {@link #lock()} and {@link #observe()}: a
 * release-mode write of the lock word, and volatile reads. Taking the lock is a compare-and-set, so that all takings and
 * looks have one total order; the release need not be in it (decision 1).
 *
 * <p><b>Looking without the lock.</b> {@link #observe()} returns at an instant at which the lock is free, also for a waiter
 * that was claimed in a critical section which is not over. What is read after it is right at that instant or at a later one
 * if each write of it, within a critical section, leaves a state that is true: a count is written once, a node leaves its
 * queue after its claim is decided.
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

    /** What was claimed under the lock and has to be woken, the last first. Guarded by the lock. */
    private @Nullable Node claimed;

    /** For subclasses. */
    protected Guarded() {}

    /** Takes the lock. */
    public final void lock() {
        turn(true);
    }

    /**
     * Frees the lock, then wakes the waiters claimed under it. Must be so small that a compiler which inlines {@link #lock} inlines
     * it, too, or it would have a frame of its own for which there was no need to have room when the lock was taken (decision 6).
     */
    public final void unlock() {
        Node woken = null;
        try {
            woken = turn(false);
        } catch (StackOverflowError e) {
            lock = 0; // needs no frame; who takes the lock next wakes them
        }
        if (woken != null) { // or a call could overflow after all is done
            wake(woken);
        }
    }

    /**
     * Frees the lock.
     *
     * @return the waiters claimed under it, for {@link #wake}
     */
    public final @Nullable Node release() {
        return turn(false);
    }

    /** Takes or frees the lock: one method, so that who had the stack to take it has it to free it. {@return {@link #release()}'s} */
    private @Nullable Node turn(boolean take) {
        if (take) {
            if (!LOCK.compareAndSet(this, 0, 1)) {
                try {
                    lockContended();
                } catch (StackOverflowError e) {
                    while (!LOCK.compareAndSet(this, 0, 1)) {
                        Thread.onSpinWait(); // needs no more stack than the first attempt
                    }
                }
            }
            return null;
        }
        Node woken = claimed;
        if (woken != null) {
            claimed = null;
        }
        try {
            LOCK.setRelease(this, 0);
        } catch (StackOverflowError e) {
            lock = 0; // needs no frame
        }
        return woken;
    }

    private void lockContended() {
        int pauses = 0;
        do {
            pauses = pause(pauses);
        } while (lock != 0 || !LOCK.compareAndSet(this, 0, 1));
    }

    /** Takes the lock while others are held, or may be. */
    public final void lockAlso() {
        while (lock != 0 || !LOCK.compareAndSet(this, 0, 1)) {
            spin();
        }
    }

    /** Returns at an instant at which the lock is free, without taking it; not while holding it. */
    public final void observe() {
        int pauses = 0;
        while (lock != 0) {
            pauses = pause(pauses);
        }
    }

    /** Lets the holder go on; returns the number of pauses so far, for the next. */
    @SuppressWarnings("ThreadPriorityCheck") // the holder may wait for this very carrier
    private static int pause(int pauses) {
        if (pauses < SPINS) {
            spin();
        } else if (pauses < SPINS + YIELDS || Thread.currentThread().isInterrupted()) {
            Thread.yield();
        } else {
            Clock.park(Guarded.class, NAP_NANOS);
        }
        return Math.min(pauses + 1, SPINS + YIELDS);
    }

    /** About a microsecond: the holder does better without us at its cache lines (decision 2). */
    private static void spin() {
        for (int i = 0; i < PAUSES_PER_SPIN; i++) {
            Thread.onSpinWait();
        }
    }

    /**
     * Wakes what {@link #release()} returned, and tells the followers; under no lock. If one cannot be woken, for lack of stack
     * or memory, say, the others are, and then what was thrown comes out.
     */
    public static void wake(@Nullable Node claimed) {
        Throwable failure = null;
        for (Node node = inOrder(claimed, null); node != null; ) {
            Node next = node.next;
            node.next = null;
            try {
                if (node instanceof Follower follower) {
                    next = inOrder(follower.ended(), next);
                } else {
                    LockSupport.unpark(node.waiter().thread());
                }
            } catch (Throwable e) {
                failure = e;
            }
            node = next;
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** {@return two results of {@link #release()} as one; what the first claimed is woken first} */
    public static @Nullable Node joined(@Nullable Node first, @Nullable Node second) {
        Node end = second;
        if (end == null) {
            return first;
        }
        while (end.next != null) {
            end = end.next;
        }
        end.next = first;
        return second;
    }

    /** {@return the list, whose last is first, turned round and put before the rest} */
    private static @Nullable Node inOrder(@Nullable Node last, @Nullable Node rest) {
        Node first = rest;
        for (Node node = last; node != null; ) {
            Node before = node.next;
            node.next = first;
            first = node;
            node = before;
        }
        return first;
    }

    /**
     * Hands the value to the first waiter of the queue that can be claimed; under the lock.
     *
     * @return false if there was none
     */
    protected final boolean giveTo(WaitQueue queue, @Nullable Object value) {
        for (Node node = queue.first(); node != null; node = queue.first()) {
            node.value = value;
            if (claim(queue, node)) {
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
        for (Node node = queue.first(); node != null; node = queue.first()) {
            Object value = node.value;
            node.value = null;
            if (claim(queue, node)) {
                return value;
            }
        }
        return null;
    }

    /** Claims every waiter of the queue as it is; under the lock. */
    protected final void claimAll(WaitQueue queue) {
        for (Node node = queue.first(); node != null; node = queue.first()) {
            claim(queue, node);
        }
    }

    /**
     * Claims a waiter as it is; under the lock. First decides, then removes: who looks without the lock finds the queue empty
     * only once the claims of its nodes are decided. A waiter never touches the links of its node that was claimed.
     *
     * @return false if it had withdrawn; it is then out of the queue, too
     */
    protected final boolean claim(WaitQueue queue, Node node) {
        Waiter.Claim claim =
                node instanceof Follower ? Waiter.Claim.PARKED : node.waiter().claim(node);
        queue.remove(node);
        if (claim == Waiter.Claim.PARKED) {
            node.next = claimed;
            claimed = node;
        }
        return claim != Waiter.Claim.LOST;
    }
}
