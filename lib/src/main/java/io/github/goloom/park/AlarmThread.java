package io.github.goloom.park;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that rings alarms, a daemon that starts with the first.
 *
 * <p><b>No alarm is overslept.</b> Who sets one writes {@code AlarmHeap.first}, then reads {@link #wakeAt}; the thread writes {@code
 * wakeAt}, then reads every {@code first} once, then parks. All four are volatile, so one of the two sees the other. Of those who
 * see that it sleeps too long, one wins the compare-and-set to {@link #AWAKE}, and unparks it.
 */
final class AlarmThread implements Runnable {
    private static final VarHandle WAKE_AT;
    private static final VarHandle THREAD;
    private static final long AWAKE = Long.MIN_VALUE;
    private static final long SOON_NANOS = 10_000_000;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WAKE_AT = lookup.findStaticVarHandle(AlarmThread.class, "wakeAt", long.class);
            THREAD = lookup.findStaticVarHandle(AlarmThread.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** When the thread looks at the alarms next; {@link #AWAKE} while it does, or is about to. */
    private static volatile long wakeAt = Clock.FOREVER;

    /** Null until the first alarm. */
    private static volatile @Nullable Thread thread;

    private AlarmThread() {}

    static void wakeFor(long due) {
        for (long at = wakeAt; due < at; at = wakeAt) {
            if (WAKE_AT.compareAndSet(at, AWAKE)) {
                wake(at);
                return; // it looks at every heap from now on; to look again at wakeAt would be a race with it
            }
        }
    }

    private static void wake(long before) {
        try {
            Thread sleeper = thread;
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            } else {
                start();
            }
        } catch (Throwable e) {
            WAKE_AT.compareAndSet(AWAKE, before); // so that the next who sets an alarm tries again
            throw e;
        }
    }

    private static void start() {
        Thread fresh = Thread.ofPlatform()
                .daemon()
                .name("goloom-timer")
                .inheritInheritableThreadLocals(false)
                .unstarted(new AlarmThread());
        if (THREAD.compareAndSet(null, fresh)) {
            try {
                fresh.start();
            } catch (Throwable e) {
                thread = null;
                throw e;
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                wakeAt = AWAKE;
                Thread.interrupted(); // or it would not park
                long next = ringDue();
                wakeAt = next;
                if (AlarmHeap.firstOfAll() >= next && !Canary.isWaitedFor()) {
                    sleepUntil(next);
                }
            } catch (Throwable e) {
                report(e);
            }
        }
    }

    private void sleepUntil(long time) {
        if (time == Clock.FOREVER) {
            Clock.park(this);
        } else {
            long left = time - Clock.now();
            if (left > 0) {
                Clock.park(this, left);
            }
        }
    }

    /** {@return when the next alarm is due, after ringing all that were} */
    private static long ringDue() {
        while (true) {
            Canary.serve();
            AlarmHeap heap = AlarmHeap.earliest();
            long first = heap.first();
            long now = Clock.now();
            if (first > now) {
                return first;
            }
            Alarm alarm = heap.poll(now);
            if (alarm != null) {
                ring(alarm);
            }
        }
    }

    private static void ring(Alarm alarm) {
        try {
            alarm.ring();
        } catch (Error e) {
            alarm.setAgain(Clock.after(Clock.now(), SOON_NANOS)); // there may be memory then
            throw e;
        }
    }

    /** What goes wrong must not end the thread, nor may what goes wrong in telling it. */
    private static void report(Throwable failure) {
        try {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, failure);
        } catch (Throwable e) {
            // nobody is left to tell
        }
    }

    @Override
    public String toString() {
        return "goloom-timer";
    }
}
