package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits, and the claim that decides how its wait ends. A waiter is itself the first {@link Node} of its
 * thread; a select has further nodes.
 *
 * <p>The wait ends by one compare-and-set of {@code state}:
 *
 * <pre>
 *   from               to           by
 *   WAITING (null)     PARKED       the waiter, before it parks
 *   WAITING, PARKED    a Node       a server, under the lock of the node's queue: that node is served ("claimed")
 *   WAITING, PARKED    a Withdrawal the waiter: timed out, interrupted, signal ended, failed
 * </pre>
 *
 * <p><b>Invariants.</b> The last two transitions happen once in total. A waiter that withdrew is never served, and a
 * waiter that was claimed owns the node's value, whatever else happens to its thread. A signal that ends claims the
 * waiter's {@link Registration}, which {@link #await} returns as {@link Withdrawal#SIGNAL_ENDED}. A server that finds
 * the waiter in {@code PARKED} unparks it after unlocking. From {@code WAITING} no unpark is needed, because the waiter
 * reads the state once more between its transition to {@code PARKED} and the park. A waiter that spins is in
 * {@code WAITING} (decision 3).
 *
 * <p><b>Publication.</b> The value of a node is written before the claim, and read after the state. The compare-and-set
 * and the volatile read are the happens-before edge from the server to the waiter.
 */
public final class Waiter extends Node {
    private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, Waiter.class, Object.class);

    private static final int LOOKS = 25;
    private static final int PAUSES_PER_LOOK = 4;

    /** The result of a spin before a park. */
    enum Spun {
        /** The waiter was claimed. */
        PAID,
        /** Other threads needed the carrier. */
        NOT_FREE,
        /** The spin took its full time without a claim. */
        IN_VAIN
    }

    /** The one state between waiting and an outcome. */
    private enum Phase {
        PARKED
    }

    private final Thread thread = Thread.currentThread();
    private final @Nullable World world = World.current();
    private final @Nullable Registration until;
    private volatile @Nullable Object state;

    /** The waiter's node on the signal that may end its wait. */
    static final class Registration extends Node {
        final DoneSignal signal;

        Registration(Waiter waiter, DoneSignal signal) {
            super(waiter);
            this.signal = signal;
        }
    }

    /**
     * Makes a waiter for the current thread.
     *
     * @param value the value that it brings, if it is a sender
     * @param until the signal that ends the wait from outside, or null
     */
    public Waiter(@Nullable Object value, @Nullable DoneSignal until) {
        this.value = value;
        this.until = until == null ? null : new Registration(this, until);
    }

    /**
     * Waits until one of this waiter's nodes is claimed, the timeout ends, the thread is interrupted or the signal
     * ends. Only the thread that made the waiter may call this method, once, after the nodes are in their queues. The
     * caller must then remove every node from its queue, except the one returned, if any.
     *
     * @param blocker the object that is waited for, for thread dumps; a {@link Guarded} gives its {@link
     *     Guarded#blocker()}
     * @param nanos the maximum time to wait; {@link Clock#FOREVER} is no limit
     * @return the claimed node, or the reason why there is none
     */
    public Outcome await(Object blocker, long nanos) {
        return await(blocker, null, nanos, true);
    }

    /** As {@link #await(Object, long)}, after {@link Blocker#beforePark}. */
    public Outcome await(Blocker blocker, long nanos) {
        return await(blocker, blocker, nanos, true);
    }

    /**
     * As {@link #await(Object, long)}, without a timeout. An interrupt does not end the wait, and the interrupted
     * status stays set.
     *
     * @param blocker the object that is waited for, for thread dumps
     * @return the claimed node, or that the signal has ended
     */
    public Outcome awaitUninterruptibly(Object blocker) {
        return await(blocker, null, Clock.FOREVER, false);
    }

    private Outcome await(Object blocker, @Nullable Blocker prepared, long nanos, boolean interruptible) {
        Seam.Wait seen = null;
        try {
            if (Seam.seesWaits()) {
                seen = Seam.waits(blocker, nanos == Clock.FOREVER && until == null);
            }
            if (prepared != null) {
                prepared.beforePark();
            }
            if (until != null && !until.signal.register(until)) {
                end(Withdrawal.SIGNAL_ENDED);
            }
            Outcome outcome = parkUntilEnded(blocker, nanos, interruptible);
            return outcome == until ? Withdrawal.SIGNAL_ENDED : outcome;
        } catch (Throwable failure) {
            Object before;
            try {
                before = end(Withdrawal.FAILED);
            } catch (StackOverflowError e) {
                before = state;
                if (!(before instanceof Outcome)) {
                    // needs no frame; a waiter that has left must not stay claimable (decision 6)
                    state = Withdrawal.FAILED;
                }
            }
            if (before instanceof Node claimed && claimed != until) {
                return claimed; // the claim came first, so the failure is harmless
            }
            throw failure;
        } finally {
            if (until != null && state != until) {
                until.signal.unregister(until);
            }
            if (seen != null) {
                Seam.waited(seen, blocker);
            }
        }
    }

    private Outcome parkUntilEnded(Object of, long nanos, boolean interruptible) {
        Object blocker = of instanceof Guarded guarded ? guarded.blocker() : of;
        long deadline = nanos == Clock.FOREVER ? Clock.FOREVER : Clock.after(Clock.now(), nanos);
        Alarm timeout = world == null || nanos == Clock.FOREVER || nanos <= 0 ? null : new Timeout();
        boolean interrupted = false;
        if (world == null
                && blocker instanceof Guarded chan
                && Carriers.areKnown()
                && thread.isVirtual()
                && chan.maySpin()) {
            chan.spun(spin());
        }
        try {
            for (; ; ) {
                Object now = state;
                if (now instanceof Outcome outcome) {
                    return outcome;
                }
                long left = left(deadline);
                if (thread.isInterrupted()) {
                    if (interruptible) {
                        end(Withdrawal.INTERRUPTED);
                    } else {
                        interrupted = Thread.interrupted(); // an interrupted thread would not park
                        if (world != null) {
                            world.interruptIgnored();
                        }
                    }
                } else if (left <= 0) {
                    end(Withdrawal.TIMED_OUT);
                } else if (now == null && world != null) {
                    enterPark(world, timeout, deadline);
                } else if (now == null) {
                    STATE.compareAndSet(this, null, Phase.PARKED);
                } else if (timeout != null) {
                    Clock.park(blocker);
                } else if (thread instanceof ForkJoinWorkerThread) {
                    parkWorker(blocker, deadline);
                } else {
                    Clock.park(blocker, left);
                }
            }
        } finally {
            if (timeout != null) {
                timeout.cancel();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    /** Enters {@code PARKED} as a member of a world, whose time an alarm measures. */
    private void enterPark(World world, @Nullable Alarm timeout, long deadline) {
        if (timeout != null) {
            timeout.setAndWake(deadline);
        }
        world.parks(this);
        if (STATE.compareAndSet(this, null, Phase.PARKED)) {
            world.leave();
        } else {
            world.parksNot(this);
        }
    }

    /** Ends the wait of a member of a world. */
    private final class Timeout extends Alarm {
        @Override
        protected @Nullable Node ring() {
            if (end(Withdrawal.TIMED_OUT) == Phase.PARKED) {
                Canary.unpark(thread);
            }
            return null;
        }
    }

    private static long left(long deadline) {
        return deadline == Clock.FOREVER ? Clock.FOREVER : deadline - Clock.now();
    }

    /**
     * Parks a worker of a fork-join pool. The pool may start another worker meanwhile, since the tasks that the wait
     * depends on may be in the queue of this one.
     */
    private void parkWorker(Object blocker, long deadline) {
        ManagedBlocker park = new ManagedBlocker() {
            @Override
            public boolean block() {
                Clock.park(blocker, left(deadline));
                return isReleasable();
            }

            @Override
            public boolean isReleasable() {
                return state instanceof Outcome || thread.isInterrupted() || left(deadline) <= 0;
            }
        };
        try {
            ForkJoinPool.managedBlock(park);
        } catch (RejectedExecutionException e) { // the pool has its maximum number of threads
            Clock.park(blocker, left(deadline));
        } catch (InterruptedException e) {
            throw new AssertionError(e); // only block() could throw it
        }
    }

    /** Spins for at most some microseconds, while carriers are free. */
    private Spun spin() {
        for (int i = 0; i < LOOKS; i++) {
            if (state != null) {
                return Spun.PAID;
            } else if (!Carriers.areFree()) {
                return Spun.NOT_FREE;
            }
            for (int j = 0; j < PAUSES_PER_LOOK && state == null; j++) {
                Thread.onSpinWait();
            }
        }
        return Spun.IN_VAIN;
    }

    /**
     * Ends the wait, if it has not ended.
     *
     * @return the state before; an {@link Outcome} if the wait had ended
     */
    private @Nullable Object end(Outcome outcome) {
        for (; ; ) {
            Object before = state;
            if (before instanceof Outcome || change(before, outcome)) {
                return before;
            }
        }
    }

    /** Ends the wait if the state is still that. A parked member of a {@link World} is counted before it may run. */
    private boolean change(@Nullable Object before, Outcome outcome) {
        World counting = before == Phase.PARKED ? world : null;
        if (counting != null) {
            counting.raise();
        }
        boolean changed = STATE.compareAndSet(this, before, outcome);
        if (counting != null) {
            counting.raised(this, changed);
        }
        return changed;
    }

    /** The result of a claim. */
    enum Claim {
        /** The waiter had been claimed elsewhere, or had withdrawn. */
        LOST,
        /** The waiter is claimed, and will see that by itself. */
        AWAKE,
        /** The waiter is claimed, and has to be unparked. */
        PARKED
    }

    /** Claims this waiter for its node; under the lock of the node's queue. */
    Claim claim(Node node) {
        Object before = end(node);
        return before == Phase.PARKED ? Claim.PARKED : before == null ? Claim.AWAKE : Claim.LOST;
    }

    Thread thread() {
        return thread;
    }

    /** Clears the interrupted status of the current thread. {@return the exception of an interrupted wait} */
    public static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException();
    }
}
