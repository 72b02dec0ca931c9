package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A lock for an object that threads wait on, with the waiters that were claimed while it was held.
 *
 * <p>The lock is held for a few dozen instructions (in a close, a batch or a select for as many per waiter, value or case), which
 * neither park, unpark nor call foreign code, and which allocate only where they say so. It is not reentrant.
 *
 * <p><b>Contenders.</b> A thread that finds the lock held looks at it a few times, some microseconds in all. Then it adds itself to
 * {@link #contenders}, a stack, looks as often again, and parks: the holder has probably lost its processor. Freeing the lock takes
 * the whole stack and unparks every thread on it; they compete for the lock anew. Nobody waits by yielding: the scheduler of virtual
 * threads may leave a thread that does so aside for as long as others are busy (decision 10).
 *
 * <p><b>No contender is forgotten.</b> Taking the lock and adding a contender are compare-and-sets, and {@code contenders} is read, as a
 * volatile, between the taking of the lock and the next. So each thread that takes the lock after a contender was added finds it
 * there when it frees the lock. Only the thread that holds the lock at that moment can miss it: freeing is a release, which may become
 * visible after the read that follows it (a full fence costs more than the operation, decision 10). The contender sees the lock free a moment
 * later, or parks meanwhile, if the holder is stopped between the two; therefore it looks again after {@link #missedNanos}. An
 * interrupt does not end the wait, and the status stays set. A contender that gets the lock while it is on the stack, or that
 * fails, stays there until the lock is freed next, which unparks a thread that does not wait; every park in this library is in a loop.
 *
 * <p><b>No holder waits.</b> A thread that holds a lock never parks: to take several locks, see {@link #lockAll}. So a holder always
 * has a carrier, or a processor to come, and a contender that has neither stack nor memory to park may spin until the lock is free.
 *
 * <p><b>Happens-before.</b> Each freeing happens-before each later {@link #lock()} and {@link #observe()}: a release-mode write of the
 * lock word, and volatile reads. Taking the lock is a compare-and-set, so that all takings and looks have one total order; the release
 * need not be in it (decision 1).
 *
 * <p><b>Looking without the lock.</b> {@link #observe()} returns at an instant at which the lock is free, also for a waiter
 * that was claimed in a critical section which is not over. What is read after it is right at that instant or at a later one
 * if each write of it, within a critical section, leaves a state that is true: a count is written once, a node leaves its
 * queue after its claim is decided.
 *
 * <p><b>Waking.</b> A claim decides, {@link #unlock()} wakes: after the lock is free, in the order of the claims, and contenders last.
 */
public abstract class Guarded {
    private static final VarHandle LOCK = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "lock", VarHandle.class, Guarded.class, int.class);
    private static final VarHandle CONTENDERS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "contenders", VarHandle.class, Guarded.class, Contender.class);
    private static final int FIRST_CREDIT = 8;
    private static final int MOST_CREDIT = 32;
    private static final int PARKS_UNTIL_NEXT_TRY = 64;

    /**
     * How many {@code onSpinWait} there are between two looks at a held lock: some 100 ns if the holder and the contender are alone, and about 2 µs
     * if many threads use the channel, so that the holder has its cache lines meanwhile (decision 2).
     */
    private static final int SHORT_PAUSE = 4;

    private static final int LONG_PAUSE = 64;

    /** For how many of them a contender looks before it joins the stack, and again before it parks. The explorer's scenarios change it. */
    private static int mostPauses = 256;

    /** After what time a contender looks whether it was missed. The explorer's scenarios change it. */
    private static long missedNanos = 1_000_000;

    /** 0 free, 1 held. */
    private volatile int lock;

    /** The threads that have to be unparked when the lock is freed, the last first. */
    private volatile @Nullable Contender contenders;

    /** What was claimed under the lock and has to be woken, the last first. Guarded by the lock. */
    private @Nullable Node claimed;

    /**
     * While it is positive, threads that wait here spin before they park, and contenders look often. Otherwise so many waiters
     * park first, before one tries again. Racy: it does not matter if a change is lost.
     */
    private int credit = Integer.MIN_VALUE;

    /** For subclasses. */
    protected Guarded() {}

    /** Lets virtual threads that wait here spin before they park, where that pays. For constructors. */
    protected final void letSpin() {
        credit = FIRST_CREDIT;
    }

    /** {@return the state, as {@link #describe} tells it at one instant} */
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

    /** Adds the state to a text; under the lock. */
    protected void describe(StringBuilder text) {}

    /** Takes the lock. A thread that has neither the stack nor the memory to wait for it spins. */
    public final void lock() {
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

    /** Frees the lock, also where the stack ends (decision 6), then wakes the waiters claimed under it. */
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

    /** Waits until the lock is free; takes it, or only sees that. */
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

    /** {@return whether the lock is free, now or within some microseconds, and was taken if that was wanted} */
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

    /** {@return whether the current thread, which waits here, is to spin before it parks} */
    final boolean maySpin() {
        int before = credit;
        if (before <= 0) {
            credit = before + 1;
        }
        return before > 0;
    }

    /** Learns from what came of a spin (decision 3). */
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

    /** Returns at an instant at which the lock is free, without taking it; not while holding it. */
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
     * Takes the locks, which are in the order in which everybody takes them. If one of them is held for long, those before it are
     * freed and the thread waits with no lock in its hands, or others would wait for it meanwhile.
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

    /** Frees the first so many locks, then wakes. */
    public static void unlockAll(Guarded[] locks, int taken) {
        Node woken = null;
        for (int i = taken; --i >= 0; ) {
            woken = joined(woken, locks[i].release());
        }
        wake(woken);
    }

    /** {@return the list and, to be woken after it, the contenders} Calls nothing once they are taken, so that none is lost. */
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
     * Wakes what {@link #release()} returned, and tells the followers; under no lock. If one cannot be woken, for lack of stack
     * or memory, say, the others are, and then what was thrown comes out.
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

    /** Wakes one of a list. {@return those to be woken then: what it claimed in its turn, then the rest} */
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
     * {@return one list of two: the second, then the first} Of two results of {@link #release()}, whose last is first, what the first has
     * claimed is so woken first.
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

    /** {@return the list, whose last is first, turned round and put before the rest} */
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

    /** Claims so many waiters of the queue as they are; under the lock. {@return whether there are more} */
    protected final boolean claimSome(WaitQueue queue, int most) {
        Node node = queue.first();
        for (int i = 0; i < most && node != null; i++) {
            claim(queue, node);
            node = queue.first();
        }
        return node != null;
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
