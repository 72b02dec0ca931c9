package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The timer thread, which rings all alarms. It is a daemon that starts with the first alarm, ends when no alarm has
 * been set for three seconds, and starts again with the next alarm. Thus it does not keep a class loader alive.
 *
 * <pre>
 *   wakeAt    meaning                                   changed by
 *   a time    the thread sleeps until then              the thread; to AWAKE by one that sets an earlier alarm
 *   IDLE      the thread sleeps, and no alarm is set    as above; to GONE by the thread, after three seconds
 *   GONE      there is no thread                        to AWAKE by one that sets an alarm and starts the thread
 *   AWAKE     the thread looks, or is about to          the thread
 * </pre>
 *
 * <p><b>No alarm is missed.</b> A thread that sets an alarm writes {@code AlarmHeap.first} and then reads
 * {@link #wakeAt}. The timer thread writes {@code wakeAt}, then reads every {@code first} once, then parks. All four
 * accesses are volatile, so at least one of the two threads sees the other's write. Of the threads that find the timer
 * thread sleeping too long, one succeeds with the compare-and-set to {@code AWAKE}, and wakes it. The timer thread ends
 * only by a compare-and-set from {@code IDLE}, which fails if another thread has set an alarm.
 *
 * <p><b>Alarms are not delayed by others.</b> No foreign code runs on this thread: a {@link Follower} that may run
 * some, and an uncaught-exception handler, get a goroutine of their own. The nodes that an alarm claims, for instance
 * 200,000 waiters with one deadline, are woken {@value #SOME} at a time, and alarms that are due ring in between.
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

    /** The time for which the thread stays when no alarm is set, in nanoseconds. */
    private static long idleNanos = 3_000_000_000L;

    /** The thread, unless {@code wakeAt} is {@link #GONE}. */
    private static volatile @Nullable Thread thread;

    /**
     * The nodes that were claimed and have to be woken, in this order. This field and those below are confined to the
     * thread.
     */
    private @Nullable Node backlog;

    /** The followers for which no goroutine could be started. */
    private @Nullable Node untold;

    /** The time of the next attempt to tell them. */
    private long tryAgainAt;

    /** The lateness in nanoseconds from which on a ring is shown as late. */
    private static final long LATE_NANOS = 20_000_000;

    private AlarmThread() {}

    /** Lets the thread stay from now on. For the explorer, in which no time passes. */
    static void off() {
        idleNanos = Clock.FOREVER;
    }

    static void wakeFor(long due) {
        for (long at = wakeAt; due < at; at = wakeAt) {
            if (WAKE_AT.compareAndSet(at, AWAKE)) {
                wake(at);
                return; // the thread will look at every heap; another read of wakeAt would race with it
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
            wakeAt = GONE; // so that the next thread that sets an alarm tries again
            throw e;
        }
    }

    /**
     * Starts the thread. It keeps nothing of the current thread, which may belong to an application that is unloaded
     * earlier.
     */
    @SuppressWarnings("ThreadPriorityCheck") // NORM_PRIORITY, not that of the current thread
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

    /** Handles what is due, then sleeps. {@return whether the thread is to end} */
    private boolean turn() {
        wakeAt = AWAKE;
        Thread.interrupted(); // an interrupted thread would not park
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

    /** Waits for an alarm to be set. {@return whether none was, so that the thread is to end} */
    private boolean isLeftIdle() {
        long since = Clock.now();
        Clock.park(this, idleNanos);
        return Clock.now() - since >= idleNanos && WAKE_AT.compareAndSet(IDLE, GONE);
    }

    /** Handles everything that is due. {@return the time at which there is something to do next} */
    private long ringDue() {
        while (true) {
            Canary.serve();
            AlarmHeap heap = AlarmHeap.earliest();
            long first = heap.first();
            long now = Clock.now();
            if (first <= now) {
                Alarm alarm = heap.poll(now);
                if (alarm != null) {
                    if (now - first >= LATE_NANOS) {
                        Seam.late(alarm, now - first);
                    }
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
        } catch (VirtualMachineError e) {
            alarm.setAgain(Clock.after(Clock.now(), SOON_NANOS)); // memory may be available then
            throw e;
        }
    }

    /** Wakes the first nodes of a list. {@return the rest} */
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

    /**
     * Reports a failure from a goroutine. Neither the failure nor the handler, which is foreign code, may end the
     * thread.
     */
    private static void report(Throwable failure) {
        try {
            start("goloom-timer", () -> AlarmThread.<RuntimeException>rethrow(failure));
        } catch (Throwable e) {
            // the failure cannot be reported
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
