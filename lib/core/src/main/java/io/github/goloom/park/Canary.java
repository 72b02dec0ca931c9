package io.github.goloom.park;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that goroutines which are woken from outside the carriers get a carrier.
 *
 * <p>The JDK's scheduler has a queue for each carrier and one for the outside. The latter gets the threads that a
 * platform thread starts or unparks, that sleep, or that yield while their carrier has nothing else to do. A carrier
 * looks at it only when its own queue is empty. Therefore a few goroutines that wake each other, or that poll and
 * yield, may keep everything from outside waiting forever.
 *
 * <p>While goroutines wake each other or poll, the timer thread starts a canary every 4 ms ({@link #TICK_NANOS}): a
 * virtual thread that only records that it has run. If it has not run by the next tick, the outside starves. Then one
 * wake-up or poll in {@value #SHARE} is put aside, and a larger share at each further tick, so that the carriers'
 * queues run empty and the carriers look at the outside. When the canary runs, the timer thread unparks the threads put
 * aside, which then join the queue for the outside, and starts the next canary. After {@value #ROUNDS} such rounds no
 * thread is put aside until a canary is late again. It would not suffice to unpark each thread at once, nor as soon as
 * the canary has run: a carrier that has begun with the submissions of one thread continues with these as long as there
 * are more (decision 11).
 *
 * <pre>
 *   state     canary     since the last tick          a wake-up or poll makes it     a tick makes it
 *   ASLEEP    none       the alarm is not set         BUSY, and sets the alarm       (there is none)
 *   CALM      in time    nothing was woken            BUSY                           ASLEEP
 *   BUSY      in time    something was woken          BUSY                           CALM; LATE_CALM if it is late
 *   LATE      late       something was woken          LATE, and some are put aside   CALM; LATE_CALM if it is late
 *   LATE_CALM late       nothing was woken            LATE                           ASLEEP
 * </pre>
 *
 * <p>A program in which no thread is woken does nothing here. Where nothing starves, a wake-up costs one read of a
 * field that is written a few times per tick.
 */
public final class Canary extends Alarm implements Runnable {
    static final int SHARE = 32;
    static final long TICK_NANOS = 4_000_000;

    /** The number of canaries that have to run before the outside is considered served. */
    private static final int ROUNDS = 3;

    /**
     * The time in nanoseconds that carriers have to look for work after a canary has run. The timer thread waits
     * meanwhile.
     */
    private static final long GAP_NANOS = 100_000;

    private static final int ASLEEP = 0;
    private static final int CALM = 1;
    private static final int BUSY = 2;
    private static final int LATE = 3;
    private static final int LATE_CALM = 4;

    private static final int OFF = 5;

    private static final VarHandle STATE = ConstantBootstraps.staticFieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, Canary.class, int.class);
    private static final Canary ALARM = new Canary();

    /** The threads put aside. When it is full, further threads are not put aside. */
    private static final MpscVarHandleArrayQueue<Thread> ASIDE = new MpscVarHandleArrayQueue<>(1024);

    private static volatile int state = ASLEEP;

    /** Whether threads may have been put aside. */
    private static volatile boolean aside;

    /** Whether the last canary has not run yet. */
    private static volatile boolean out;

    /** Whether a canary has run since the last tick. */
    private static volatile boolean ran;

    /** One wake-up or poll in this many is put aside. */
    private static volatile int share = SHARE;

    /** The number of canaries that have run since one was late. Confined to the timer thread. */
    private static int rounds;

    private Canary() {
        super(AlarmHeap.ofTimerThread());
    }

    /** Switches all of this off. For the explorer, in which no time passes. */
    static void off() {
        state = OFF;
    }

    /** Changes the state, unless all of this is off. */
    private static void set(int next) {
        int now = state;
        while (now != OFF && !STATE.compareAndSet(now, next)) {
            now = state;
        }
    }

    /** Unparks a thread that a goroutine has served. */
    static void unpark(Thread thread) {
        if (state == BUSY || !(stir() && putAside(thread))) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Called, under no lock, by operations that goroutines call in a loop. The current thread may have to let others
     * run first.
     */
    public static void polled() {
        Order.pause();
        if (state != BUSY && stir() && Thread.currentThread().isVirtual() && putAside(Thread.currentThread())) {
            Clock.park(ALARM); // a spurious return is harmless
        }
    }

    /** Records an event. {@return whether the outside starves} */
    private static boolean stir() {
        if (World.isOrdered()) {
            return false; // what a canary sees depends on real time
        }
        int now = state;
        if (now == CALM) {
            STATE.compareAndSet(CALM, BUSY);
        } else if (now == LATE_CALM) {
            STATE.compareAndSet(LATE_CALM, LATE);
        } else if (now == ASLEEP && STATE.compareAndSet(ASLEEP, BUSY)) {
            try {
                ALARM.setOfTimerThread(TICK_NANOS);
            } catch (Throwable e) { // there is no stack, or no memory for the timer thread
                set(ASLEEP);
            }
        }
        return isLate(now);
    }

    private static boolean isLate(int state) {
        return state == LATE || state == LATE_CALM;
    }

    /**
     * Leaves one thread in {@link #share} to the timer thread. No thread is forgotten: this method first adds the
     * thread to the queue, and then checks whether it may continue at once. Conversely a tick changes {@code state},
     * and a canary {@code out}, before the timer thread looks at the queue. Likewise {@code aside} is read after the
     * addition, and cleared before the timer thread empties the queue.
     *
     * @return whether the thread was left to the timer thread
     */
    private static boolean putAside(Thread thread) {
        if (ThreadLocalRandom.current().nextInt(share) != 0 || !ASIDE.offer(thread)) {
            return false;
        }
        if (!aside) {
            aside = true;
        }
        if (mayGoOn()) {
            AlarmThread.wakeFor(-1);
        }
        return true;
    }

    private static boolean mayGoOn() {
        return !out || !isLate(state);
    }

    /** {@return whether {@link #serve} has to be called} */
    static boolean isWaitedFor() {
        return aside && mayGoOn();
    }

    /** Lets the threads put aside continue, if they may. Called by the timer thread at each look for alarms. */
    static void serve() {
        if (!isWaitedFor()) {
            return;
        }
        Clock.park(ALARM, GAP_NANOS);
        unparkAll();
        if (!isLate(state)) {
            return;
        } else if (++rounds < ROUNDS) {
            start();
        } else {
            set(CALM);
        }
    }

    private static void unparkAll() {
        if (!aside) {
            return;
        }
        aside = false;
        for (Thread thread = ASIDE.poll(); thread != null; thread = ASIDE.poll()) {
            LockSupport.unpark(thread);
        }
    }

    private static void start() {
        out = true;
        try {
            Thread.ofVirtual()
                    .name("goloom-canary")
                    .inheritInheritableThreadLocals(false)
                    .start(ALARM);
        } catch (Throwable e) {
            out = false;
            throw e;
        }
    }

    /** A tick. */
    @Override
    protected @Nullable Node ring() {
        int before = state;
        boolean wasCalm = before == CALM || before == LATE_CALM;
        boolean over = before == OFF || (wasCalm && STATE.compareAndSet(before, ASLEEP));
        if (!over) {
            setAgain(Clock.now() + TICK_NANOS);
            boolean late = out && !ran;
            share = !late ? SHARE : isLate(before) ? Math.max(share / 4, 1) : SHARE;
            rounds = 0;
            set(late ? LATE_CALM : CALM);
            ran = false;
        }
        unparkAll();
        if (!over && !out) {
            start();
        }
        return null;
    }

    /** The body of a canary. */
    @Override
    public void run() {
        out = false;
        ran = true;
        if (isLate(state)) {
            AlarmThread.wakeFor(-1);
        }
        Carriers.ask();
    }
}
