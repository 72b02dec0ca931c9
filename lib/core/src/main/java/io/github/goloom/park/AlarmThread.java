package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that rings alarms: a daemon that starts with the first, ends when no alarm was set for some seconds, and starts again
 * with the next. So it keeps no class loader alive.
 *
 * <pre>
 *   wakeAt    meaning                                   changed by
 *   a time    the thread sleeps until then              the thread; to AWAKE by one that sets an earlier alarm, and unparks it
 *   IDLE      the thread sleeps, and no alarm is set    as above; to GONE by the thread, at the end of a while
 *   GONE      there is no thread                        to AWAKE by one that sets an alarm, and starts a thread
 *   AWAKE     the thread looks, or is about to          the thread
 * </pre>
 *
 * <p><b>No alarm is overslept.</b> One that sets an alarm writes {@code AlarmHeap.first}, then reads {@link #wakeAt}; the thread writes {@code
 * wakeAt}, then reads every {@code first} once, then parks. All four are volatile, so one of the two sees the other. Of those that
 * see that the thread sleeps too long, one wins the compare-and-set to {@code AWAKE}, and wakes it. The thread ends only by a compare-and-set
 * from {@code IDLE}, which fails if somebody came first.
 *
 * <p><b>Nobody is made late.</b> No foreign code runs here: a {@link Follower} that may run some, and what an uncaught-exception handler is told, get a
 * goroutine of their own. What an alarm claims, 200,000 waiters of one deadline for instance, is woken {@value #SOME} at a time, between
 * the alarms that are due.
 */
final class AlarmThread implements Runnable {
    private static final VarHandle WAKE_AT = ConstantBootstraps.staticFieldVarHandle(
            MethodHandles.lookup(), "wakeAt", VarHandle.class, AlarmThread.class, long.class);
    private static final long AWAKE = Long.MIN_VALUE;
    private static final long GONE = Clock.FOREVER;
    private static final long IDLE = Clock.FOREVER - 1;
    private static final long SOON_NANOS = 10_000_000;
    private static final int SOME = 128;

    private static volatile long wakeAt = GONE;

    /** How long the thread stays when no alarm is set. */
    private static long idleNanos = 3_000_000_000L;

    /** The thread, unless {@code wakeAt} is {@link #GONE}. */
    private static volatile @Nullable Thread thread;

    /** What was claimed and has to be woken, in this order. Of the thread only, as all that follows. */
    private @Nullable Node backlog;

    /** The followers for which no goroutine could be started. */
    private @Nullable Node untold;

    /** When that is tried again. */
    private long tryAgainAt;

    private AlarmThread() {}

    /** From now on the thread stays: for the explorer, in which no time passes. */
    static void off() {
        idleNanos = Clock.FOREVER;
    }

    static void wakeFor(long due) {
        for (long at = wakeAt; due < at; at = wakeAt) {
            if (WAKE_AT.compareAndSet(at, AWAKE)) {
                wake(at);
                return; // it looks at every heap from now on; to look again at wakeAt would be a race with it
            }
        }
    }

    private static void wake(long before) {
        if (before != GONE) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            start();
        } catch (Throwable e) {
            wakeAt = GONE; // so that the next that sets an alarm tries again
            throw e;
        }
    }

    /** Nothing of the starting thread is kept: it may be of an application that goes, while the timer thread stays. */
    @SuppressWarnings("ThreadPriorityCheck") // the normal one, not that of the starting thread
    private static void start() {
        Thread fresh = Thread.ofPlatform()
                .group(rootGroup())
                .daemon()
                .priority(Thread.NORM_PRIORITY)
                .name("goloom-timer")
                .inheritInheritableThreadLocals(false)
                .unstarted(new AlarmThread());
        fresh.setContextClassLoader(null);
        thread = fresh;
        fresh.start();
    }

    private static @Nullable ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    @Override
    public void run() {
        boolean over = false;
        while (!over) {
            try {
                over = turn();
            } catch (Throwable e) {
                report(e);
            }
        }
    }

    /** Does what is due, then sleeps. {@return whether the thread is to end} */
    private boolean turn() {
        wakeAt = AWAKE;
        Thread.interrupted(); // or it would not park
        long next = Math.min(ringDue(), IDLE);
        wakeAt = next;
        if (AlarmHeap.firstOfAll() < next || Canary.isWaitedFor()) {
            return false;
        }
        if (next == IDLE) {
            return isLeftIdle();
        }
        long left = next - Clock.now();
        if (left > 0) {
            Clock.park(this, left);
        }
        return false;
    }

    /** {@return whether nobody has set an alarm for a while, nor does so at this moment} */
    private boolean isLeftIdle() {
        long since = Clock.now();
        Clock.park(this, idleNanos);
        return Clock.now() - since >= idleNanos && WAKE_AT.compareAndSet(IDLE, GONE);
    }

    /** {@return when there is something to do next, after doing all that was due} */
    private long ringDue() {
        while (true) {
            Canary.serve();
            AlarmHeap heap = AlarmHeap.earliest();
            long first = heap.first();
            long now = Clock.now();
            if (first <= now) {
                Alarm alarm = heap.poll(now);
                if (alarm != null) {
                    ring(alarm);
                }
            } else if (backlog == null && untold == null) {
                return first;
            } else if (backlog == null && tryAgainAt > now) {
                return Math.min(first, tryAgainAt);
            }
            if (untold != null && tryAgainAt <= now) {
                backlog = Guarded.joined(backlog, untold);
                untold = null;
            }
            backlog = wakeSome(backlog);
        }
    }

    private void ring(Alarm alarm) {
        try {
            backlog = Guarded.joined(backlog, wakeSome(Guarded.inOrder(alarm.ring(), null)));
        } catch (Error e) {
            alarm.setAgain(Clock.after(Clock.now(), SOON_NANOS)); // there may be memory then
            throw e;
        }
    }

    /** Wakes the first of a list. {@return the others} */
    private @Nullable Node wakeSome(@Nullable Node list) {
        Node node = list;
        for (int i = 0; i < SOME && node != null; i++) {
            Node next = node.next;
            node.next = null;
            try {
                if (node instanceof Follower follower && follower.mayWait()) {
                    leaveToGoroutine(follower);
                } else {
                    next = Guarded.wakeOne(node, next);
                }
            } catch (Throwable e) {
                report(e);
            }
            node = next;
        }
        return node;
    }

    private void leaveToGoroutine(Follower follower) {
        try {
            start("goloom-end", () -> Guarded.wake(follower));
        } catch (Throwable e) {
            follower.next = untold;
            untold = follower;
            tryAgainAt = Clock.after(Clock.now(), SOON_NANOS);
            throw e;
        }
    }

    /** What goes wrong must not end the thread, nor may what goes wrong in telling it, which is foreign code. */
    private static void report(Throwable failure) {
        try {
            start("goloom-timer", () -> AlarmThread.<RuntimeException>rethrow(failure));
        } catch (Throwable e) {
            // nobody is left to tell
        }
    }

    private static void start(String name, Runnable body) {
        Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).start(body);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void rethrow(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    public String toString() {
        return "goloom-timer";
    }
}
