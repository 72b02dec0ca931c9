package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time may hold, where newcomers may overtake those who wait, but not for long: the mutex, and the
 * right to write. In normal mode a waiter that is woken competes with newcomers; if it loses, it waits on as the first.
 * Once one has lost after waiting for more than a millisecond, the monitor is starving: its holder hands it to the
 * first of the waiters, until one gets it that waited for less, or none is left.
 *
 * <p><b>Invariant</b>, whenever the lock is free: if nobody holds this and a waiter has not withdrawn, then one is
 * {@code waking}: served and on its way to try. So no wake-up is lost: a waiter that is woken tries before anything can
 * end its wait, and if it finds this held, the holder wakes the next when it leaves. The file it follows is Go's {@code
 * internal/sync/mutex.go}.
 */
abstract class BargingMonitor extends Monitor {
    private static final long STARVING_NANOS = 1_000_000;

    /** How a waiter was served. */
    private enum Served {
        /** It may try once more. */
        WOKEN,
        /** What it waits for is its own. */
        HANDED_OVER
    }

    final WaitQueue waiters = new WaitQueue();
    private boolean waking;
    private boolean starving;

    BargingMonitor(Object blocker, @Nullable String name) {
        super(blocker, name);
    }

    /** Whether a newcomer would have to wait for another holder; under the lock. */
    abstract boolean isHeld();

    /**
     * Takes what nobody holds; under the lock. {@return false if the current thread, which holds it now, has to wait to
     * be let in}
     */
    abstract boolean take();

    /** Takes it, if a newcomer may; takes the lock. */
    abstract boolean tryTake();

    /** Takes it as soon as it can. {@return false if the time ran out} */
    final boolean acquire(long nanos, @Nullable Cancellation until) throws InterruptedException {
        CHANS.enter(until);
        return held(tryTake() || (nanos != 0 && waitToTake(nanos, until)));
    }

    /** Takes it as soon as it can; keeps the interrupt status. */
    final void acquireUninterruptibly() {
        if (!tryTake()) {
            waitToTake();
        }
        hold(1);
    }

    /** Whether the first of the waiters is to be served next, and not just woken; under the lock. */
    final boolean isStarving() {
        return starving && !waiters.isEmpty();
    }

    /** Serves the first of the waiters; under the lock. {@return false if there is none} */
    final boolean handOver() {
        return giveTo(waiters, Served.HANDED_OVER);
    }

    /** After the holder has left, under the lock. {@return whether there is another holder} */
    final boolean handOverOrWake() {
        boolean handedOver = starving && handOver();
        if (!handedOver) {
            starving = false;
            waking = waking || giveTo(waiters, Served.WOKEN);
        }
        return handedOver;
    }

    /** Waits until it can take; keeps the interrupt status. */
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

    /** Waits until it can take; {@return false if the time ran out} */
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

    /** Makes a waiter; if that fails for one that was woken, another is woken in its place. */
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

    /** Takes, or joins: a waiter that was woken, and lost, as the first. */
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
