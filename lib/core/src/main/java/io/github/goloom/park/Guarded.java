package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A spin lock for an object that threads wait on, with the waiters that were claimed while it was held.
 *
 * <p>A critical section has a few dozen instructions (in a close, a batch or a select, a few dozen per waiter, value or
 * case). It does not park, unpark or call foreign code, and allocates only where that is noted. The lock is not
 * reentrant.
 *
 * <p><b>Contenders.</b> A thread that finds the lock held looks at it several times, for some microseconds. Then it
 * adds itself to {@link #contenders}, a stack, looks as often again, and parks, since the holder has probably lost its
 * processor. Freeing the lock takes the whole stack and unparks all its threads, which compete for the lock anew. No
 * thread waits by yielding: the scheduler of virtual threads may not resume a thread that yields as long as others are
 * busy (decision 10).
 *
 * <p><b>No contender is forgotten.</b> Taking the lock and adding a contender are compare-and-sets, and
 * {@code contenders} is read as a volatile after each section. So each thread that takes the lock after a contender was
 * added finds it when it frees the lock. Only the thread that holds the lock during the addition may miss it: freeing
 * is a release, which may become visible after the read that follows it. (A full fence would cost more than the rest of
 * the operation; decision 10.) The contender then finds the lock free a moment later. If the holder is stopped between
 * the release and the read, the contender parks, and looks again after {@link #missedNanos}. An interrupt does not end
 * this wait, and the interrupted status stays set. A contender that gets the lock while it is on the stack, or fails,
 * stays there until the lock is freed next. It is then unparked needlessly, which is harmless because every park of the
 * library is in a loop.
 *
 * <p><b>No holder waits.</b> A thread that holds a lock never parks; {@link #lockAll} takes several locks. So a holder
 * always has a carrier, or gets a processor, and a contender that has no stack or memory to park may spin until the
 * lock is free.
 *
 * <p><b>Happens-before.</b> Each freeing happens-before each later {@link #lock()} and {@link #observe()}: it is a
 * release-mode write of the lock word, which these read as a volatile. Since taking the lock is a compare-and-set, all
 * lock and observe operations have one total order. The release need not be part of it (decision 1).
 *
 * <p><b>Reads without the lock.</b> {@link #observe()} returns at an instant at which the lock is free, even for a
 * waiter that was claimed in a critical section that is still in progress. A field read after it is exact, at that
 * instant or a later one, if each write of the field within a critical section leaves a true state: a count is written
 * once, and a node leaves its queue after its claim is decided.
 *
 * <p><b>Waking.</b> A claim decides, and {@link #unlock()} wakes: after the lock is free, in the order of the claims,
 * contenders last.
 */
public abstract class Guarded {
    private static final VarHandle LOCK = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lock", VarHandle.class, Guarded.class, int.class);
    private static final VarHandle CONTENDERS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "contenders", VarHandle.class, Guarded.class, Contender.class);
    private static final int FIRST_CREDIT = 8;
    private static final int MOST_CREDIT = 32;
    private static final int PARKS_UNTIL_NEXT_TRY = 64;

    static { // without JCTools the first use of the library fails, rather than a wake-up, which would be lost
        Objects.requireNonNull(MpscVarHandleArrayQueue.class);
    }

    /**
     * The number of {@code onSpinWait} calls between two looks at a held lock. The short pause, of about 0.1 µs, is for
     * a holder and a contender that are alone. The long one, of about 1.6 µs, is for many threads, and leaves the cache
     * lines to the holder meanwhile (decision 2).
     */
    private static final int SHORT_PAUSE = 4;

    private static final int LONG_PAUSE = 64;

    /**
     * The number of such calls before a contender joins the stack, and again before it parks. Changed by scenarios of
     * the explorer.
     */
    private static int mostPauses = 256;

    /** The time in nanoseconds after which a parked contender looks again. Changed by scenarios of the explorer. */
    private static long missedNanos = 1_000_000;

    /** 0 is free, 1 is held. */
    private volatile int lock;

    /** The threads to be unparked when the lock is freed, the last first. */
    private volatile @Nullable Contender contenders;

    /** The nodes that were claimed under the lock and have to be woken, the last first. Guarded by the lock. */
    private @Nullable Node claimed;

    /**
     * If positive, threads that wait here spin before they park, and contenders look often. Otherwise about as many
     * waiters as this is below zero park before one spins again. Racy; a lost update is harmless.
     */
    private int credit = Integer.MIN_VALUE;

    /** For subclasses. */
    protected Guarded() {}

    /** Lets virtual threads that wait here spin before they park, where that pays. Called by constructors. */
    protected final void letSpin() {
        credit = FIRST_CREDIT;
    }

    /** {@return the state at one instant, as text; see {@link #describe}} */
    public final String description() {
        StringBuilder text = new StringBuilder();
        lock();
        try {
            describe(text);
        } finally {
            unlock();
        }
        return text.toString();
    }

    /** {@return the object that an application knows this as, for thread dumps} */
    public Object blocker() {
        return this;
    }

    /** {@return the name of {@link #blocker()}; null if it has none} */
    public @Nullable String name() {
        return null;
    }

    /** Appends the state to a text; under the lock. */
    protected void describe(StringBuilder text) {}

    /** Takes the lock. A thread that has neither the stack nor the memory to wait for the lock spins. */
    public final void lock() {
        Order.pause();
        if (!LOCK.compareAndSet(this, 0, 1)) {
            try {
                contend(true);
            } catch (VirtualMachineError e) {
                while (!LOCK.compareAndSet(this, 0, 1)) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Frees the lock, even at the end of the stack (decision 6), and then wakes the waiters claimed under it. */
    public final void unlock() {
        Node woken = null;
        try {
            woken = release();
        } catch (StackOverflowError e) {
            lock = 0; // needs no frame; the next thread that frees the lock wakes them
        }
        if (woken != null) {
            wake(woken);
        }
    }

    /**
     * Frees the lock.
     *
     * @return the waiters claimed under it and its contenders, for {@link #wake}
     */
    public final @Nullable Node release() {
        Node woken = claimed;
        if (woken != null) {
            claimed = null;
        }
        try {
            LOCK.setRelease(this, 0);
        } catch (StackOverflowError e) {
            lock = 0; // needs no frame
        }
        if (contenders != null) {
            try {
                woken = withContenders(woken);
            } catch (StackOverflowError e) {
                // the next thread that frees the lock wakes them
            }
        }
        return woken;
    }

    /** Waits until the lock is free, and takes it if {@code take} is true. */
    private void contend(boolean take) {
        Contender me = null;
        while (!isFree(take)) {
            if (me == null || me.isWoken()) {
                me = new Contender();
                add(me);
            } else {
                me.await(this, missedNanos);
            }
        }
    }

    /**
     * {@return whether the lock was free, now or within some microseconds} It is taken then, if {@code take} is true.
     */
    private boolean isFree(boolean take) {
        int pauses = 0;
        int step = Carriers.areKnown() && credit > 0 ? SHORT_PAUSE : LONG_PAUSE;
        while (lock != 0 || (take && !LOCK.compareAndSet(this, 0, 1))) {
            if (pauses >= mostPauses) {
                return false;
            }
            for (int i = 0; i < step; i++) {
                Thread.onSpinWait();
            }
            pauses += step;
        }
        return true;
    }

    /** {@return whether the current thread, which is about to wait here, should spin before it parks} */
    final boolean maySpin() {
        int before = credit;
        if (before <= 0) {
            credit = before + 1;
        }
        return before > 0;
    }

    /** Adjusts the credit after a spin (decision 3). */
    final void spun(Waiter.Spun spun) {
        int change = switch (spun) {
            case PAID -> 2;
            case NOT_FREE -> -1;
            case IN_VAIN -> -4;
        };
        int after = Math.min(credit + change, MOST_CREDIT);
        credit = after > 0 ? after : -PARKS_UNTIL_NEXT_TRY;
    }

    private void add(Contender contender) {
        Contender top;
        do {
            top = contenders;
            contender.next = top;
        } while (!CONTENDERS.compareAndSet(this, top, contender));
    }

    /** Returns at an instant at which the lock is free, without taking it. Must not be called by the holder. */
    public final void observe() {
        Canary.polled();
        if (lock != 0) {
            try {
                contend(false);
            } catch (VirtualMachineError e) {
                while (lock != 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /**
     * Takes several locks, which are given in their lock order. If one of them is held for long, the thread frees those
     * that it has taken before it waits, so that no thread waits for them meanwhile.
     */
    public static void lockAll(Guarded[] locks) {
        int taken = 0;
        try {
            while (taken < locks.length) {
                Guarded next = locks[taken];
                if (taken == 0) {
                    next.lock();
                } else if (!next.isFree(true)) {
                    int given = taken;
                    taken = 0;
                    unlockAll(locks, given);
                    next.observe();
                    continue;
                }
                taken++;
            }
        } catch (Throwable e) {
            unlockAll(locks, taken);
            throw e;
        }
    }

    /** Frees the first {@code taken} locks, and then wakes the waiters claimed under them. */
    public static void unlockAll(Guarded[] locks, int taken) {
        Node woken = null;
        for (int i = taken; --i >= 0; ) {
            woken = joined(woken, locks[i].release());
        }
        wake(woken);
    }

    /**
     * {@return the list, with the contenders to be woken after it} Calls nothing after it has taken them, so that none
     * is lost.
     */
    private @Nullable Node withContenders(@Nullable Node woken) {
        Node last = (Contender) CONTENDERS.getAndSet(this, null);
        if (last == null) {
            return woken;
        }
        Node first = last;
        while (first.next != null) {
            first = first.next;
        }
        first.next = woken;
        return last;
    }

    /**
     * Wakes the nodes that {@link #release()} returned, and tells the followers among them; under no lock. If one
     * cannot be woken, for instance for lack of memory, the others are woken before the failure is thrown.
     */
    public static void wake(@Nullable Node claimed) {
        Throwable failure = null;
        for (Node node = inOrder(claimed, null); node != null; ) {
            Node next = node.next;
            node.next = null;
            try {
                next = wakeOne(node, next);
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

    /** Wakes the first node of a list. {@return the nodes to be woken next: those that it claimed, then the rest} */
    static @Nullable Node wakeOne(Node node, @Nullable Node rest) {
        if (node instanceof Follower follower) {
            return inOrder(follower.onEnd(), rest);
        } else if (node instanceof Contender contender) {
            contender.wake();
        } else {
            Canary.unpark(node.waiter().thread());
        }
        return rest;
    }

    /**
     * {@return the concatenation of two lists, the second first} For two results of {@link #release()}, in which the
     * last claimed node is first, this means that the nodes of the first list are woken first.
     */
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

    /** {@return the list in reverse order, followed by the rest} */
    static @Nullable Node inOrder(@Nullable Node last, @Nullable Node rest) {
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
     * @return false if there is none
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
     * @return the value; null if there is none
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

    /**
     * Claims up to {@code most} waiters of the queue, with their values unchanged; under the lock.
     * {@return whether any remain}
     */
    protected final boolean claimSome(WaitQueue queue, int most) {
        Node node = queue.first();
        for (int i = 0; i < most && node != null; i++) {
            claim(queue, node);
            node = queue.first();
        }
        return node != null;
    }

    /** Claims all waiters of the queue, with their values unchanged; under the lock. */
    protected final void claimAll(WaitQueue queue) {
        for (Node node = queue.first(); node != null; node = queue.first()) {
            claim(queue, node);
        }
    }

    /**
     * Claims a waiter, with its value unchanged; under the lock. The claim is decided before the node is removed, so
     * that a thread that looks without the lock finds the queue empty only after the claims of its nodes are decided. A
     * waiter does not change the links of its claimed node.
     *
     * @return false if the waiter had withdrawn or was claimed elsewhere; its node is removed nevertheless
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
