package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Something that one thread at a time may hold, such as a mutex or the right to write. Newcomers may barge, but not for
 * long. In normal mode a woken waiter competes with newcomers, and waits again as the first if it loses. Once a waiter
 * loses after waiting for more than a millisecond, the monitor is starving: its holder hands it to the first waiter,
 * until a waiter gets it that waited for less, or none is left. This follows Go's {@code internal/sync/mutex.go}.
 *
 * <p><b>Invariant</b>, whenever the lock is free: if no thread holds this and there is a waiter that has not withdrawn,
 * then a waiter is {@code waking}: it was served and is about to try. So no wake-up is lost: a woken waiter tries
 * before anything can end its wait, and if it finds this held, the holder wakes the next waiter when it leaves.
 */
abstract class BargingMonitor extends Monitor {
    private static final long STARVING_NANOS = 1_000_000;

    /** The way in which a waiter was served. */
    private enum Served {
        /** It may try once more. */
        WOKEN,
        /** It is the holder now. */
        HANDED_OVER
    }

    final WaitQueue waiters = new WaitQueue();
    private boolean waking;
    private boolean starving;

    BargingMonitor(Object blocker, @Nullable String name) {
        super(blocker, name);
    }

    /** {@return whether a newcomer would have to wait for another holder} Called under the lock. */
    abstract boolean isHeld();

    /**
     * Takes this, which is not held; under the lock. {@return false if the current thread, which holds it now, has to
     * wait to be let in}
     */
    abstract boolean take();

    /** Takes this if a newcomer may; takes the lock. */
    abstract boolean tryTake();

    /** Takes this, and waits until that is possible. {@return false if the timeout ended} */
    final boolean acquire(long nanos, @Nullable Cancellation until) throws InterruptedException {
        CHANS.enter(until);
        return held(tryTake() || (nanos != 0 && waitToTake(nanos, until)));
    }

    /** Takes this, and waits until that is possible; keeps the interrupted status. */
    final void acquireUninterruptibly() {
        if (!tryTake()) {
            waitToTake();
        }
        hold(1);
    }

    /** {@return whether the first waiter is to be served next, and not just woken} Called under the lock. */
    final boolean isStarving() {
        return starving && !waiters.isEmpty();
    }

    /** Serves the first waiter; under the lock. {@return false if there is none} */
    final boolean handOver() {
        return giveTo(waiters, Served.HANDED_OVER);
    }

    /** Called under the lock after the holder has left. {@return whether there is another holder} */
    final boolean handOverOrWake() {
        boolean handedOver = starving && handOver();
        if (!handedOver) {
            starving = false;
            waking = waking || giveTo(waiters, Served.WOKEN);
        }
        return handedOver;
    }

    /** Waits until it can take this; keeps the interrupted status. */
    private void waitToTake() {
        long since = Clock.now();
        for (boolean woken = false; ; woken = true) {
            Waiter waiter = waiter(null, woken);
            if (takeOrJoin(waiter, woken, since)) {
                return;
            }
            awaitUninterruptibly(waiters, waiter);
            if (isHandedOver(waiter, since)) {
                return;
            }
        }
    }

    /** Waits until it can take this. {@return false if the timeout ended} */
    private boolean waitToTake(long nanos, @Nullable Cancellation until) throws InterruptedException {
        long since = Clock.now();
        long end = nanos == Clock.FOREVER ? Clock.FOREVER : Clock.after(since, nanos);
        for (boolean woken = false; ; woken = true) {
            Waiter waiter = waiter(until, woken);
            if (takeOrJoin(waiter, woken, since)) {
                return true;
            }
            Node served = await(waiters, waiter, end == Clock.FOREVER ? end : end - Clock.now(), until);
            if (served == null) {
                return false;
            }
            if (isHandedOver(waiter, since)) {
                return true;
            }
        }
    }

    /** Makes a waiter. If that fails for a thread that was woken, another waiter is woken in its place. */
    private Waiter waiter(@Nullable Cancellation until, boolean woken) {
        try {
            return CHANS.waiter(null, until);
        } catch (Throwable e) {
            if (woken) {
                lock();
                waking = !isHeld() && giveTo(waiters, Served.WOKEN);
                unlock();
            }
            throw e;
        }
    }

    /** Takes this, or adds the waiter to the queue: as the first if it was woken and lost, otherwise as the last. */
    private boolean takeOrJoin(Waiter waiter, boolean woken, long since) {
        boolean tooLong = woken && Clock.now() - since > STARVING_NANOS;
        lock();
        boolean lost = isHeld();
        boolean taken = !lost && take();
        if (woken) {
            waking = false;
        }
        if (!taken && woken) {
            starving |= tooLong && lost;
            waiters.addFirst(waiter);
        } else if (!taken) {
            waiters.add(waiter);
        }
        unlock();
        return taken;
    }

    private boolean isHandedOver(Waiter served, long since) {
        if (served.value != Served.HANDED_OVER) {
            return false;
        }
        boolean waitedLittle = Clock.now() - since < STARVING_NANOS;
        lock();
        if (waitedLittle || waiters.isEmpty()) {
            starving = false;
        }
        unlock();
        return true;
    }
}
