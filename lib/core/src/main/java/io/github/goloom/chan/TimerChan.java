package io.github.goloom.chan;

import io.github.goloom.park.Alarm;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Guarded;
import io.github.goloom.park.Node;
import io.github.goloom.park.TimerControl;
import io.github.goloom.park.WaitQueue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a timer. It holds no value, but the time at which the next value is due; any operation after that time
 * finds the value. Thus no value can be stale after a stop or a reset, and a timer on which no thread waits has no
 * alarm and can be garbage.
 *
 * <p><b>Invariants</b>, whenever the lock is free:
 *
 * <ul>
 *   <li>If receivers wait and the timer runs, then the alarm is set for {@link #due} or earlier, or is ringing, or a
 *       thread is about to call {@link #beforePark()}. An alarm that rings too early has no effect but to be set again.
 *   <li>If no receiver waits, the alarm is not set, or it rings soon and is not set again.
 *   <li>A value that is due belongs to the first receiver that waits. A receiver that comes later hands the value to it
 *       and is not served itself, so that newcomers never barge.
 * </ul>
 *
 * <p><b>Lock order.</b> The lock of the channel is taken before that of the alarm. A thread that may set the alarm
 * takes both first. The timer thread holds neither when an alarm rings.
 *
 * <p>The class follows Go's {@code runtime/time.go}, as of Go 1.23.
 */
final class TimerChan extends AbstractChan<Instant> implements TimerControl {
    private static final int MOST_READINGS = 4;
    private static final long MOMENT_NANOS = 50_000;

    /**
     * The time at which the next value is due; {@link Clock#FOREVER} if the timer does not run. Written under the lock.
     */
    private volatile long due = Clock.FOREVER;

    /** The time between two values in nanoseconds; 0 if there is only one. Guarded by the lock. */
    private long period;

    private final Alarm alarm = new Alarm() {
        @Override
        protected @Nullable Node ring() {
            handOver();
            return null;
        }
    };

    private final Guarded[] locks = {this, alarm.lock()};

    TimerChan() {
        super(null);
    }

    @Override
    public boolean start(long nanos, long newPeriod) {
        alarm.check(true);
        boolean wasRunning;
        long next;
        Guarded.lockAll(locks);
        try {
            wasRunning = due != Clock.FOREVER;
            period = newPeriod;
            due = Clock.after(Clock.now(), nanos);
            next = setAlarm();
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
        alarm.wakeFor(next);
        return wasRunning;
    }

    @Override
    public boolean stop() {
        alarm.check(false);
        Guarded.lockAll(locks);
        try {
            boolean wasRunning = due != Clock.FOREVER;
            due = Clock.FOREVER;
            setAlarm();
            return wasRunning;
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
    }

    /** Sets the alarm, or cancels it if no receiver waits; under both locks. {@return the time at which it rings} */
    private long setAlarm() {
        if (receivers.isEmpty() || due == Clock.FOREVER) {
            alarm.cancelLocked();
            return Clock.FOREVER;
        }
        alarm.setLocked(due);
        return due;
    }

    /**
     * Hands a value that is due to the first receiver. Runs on the timer thread, which needs no wake-up for the alarm
     * set here.
     */
    private void handOver() {
        Guarded.lockAll(locks);
        try {
            long now = Clock.now();
            if (due <= now && giveTo(receivers, stamp(now))) {
                advance(now);
            }
            setAlarm();
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
    }

    @Override
    public void beforePark() {
        alarm.check(true);
        long next;
        Guarded.lockAll(locks);
        try {
            next = setAlarm();
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
        alarm.wakeFor(next);
    }

    @Override
    void leave(WaitQueue queue, Node node) {
        Guarded.lockAll(locks);
        try {
            queue.remove(node);
            if (queue.isEmpty()) {
                alarm.cancelLocked();
            }
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
    }

    @Override
    boolean mayReceive() {
        return due <= Clock.now();
    }

    @Override
    @Nullable
    Object poll() {
        long now = Clock.now();
        if (due > now) {
            return Refusal.NOT_READY;
        }
        Instant stamp = stamp(now); // the one allocation under a lock: only here is it known whether a value is needed
        boolean given = giveTo(receivers, stamp);
        advance(now);
        return given ? Refusal.NOT_READY : stamp;
    }

    /**
     * {@return the time at which the value was due, by the current wall clock} Two clocks cannot be read at once: a
     * thread that has lost its processor between the readings reads them again.
     */
    private Instant stamp(long now) {
        long before;
        long after = now;
        Instant wall;
        int readings = 0;
        do {
            before = after;
            wall = Clock.instant();
            after = Clock.now();
            readings++;
        } while (after - before > MOMENT_NANOS && readings < MOST_READINGS);
        return wall.minusNanos(after - due);
    }

    /**
     * Moves {@code due} to the first point of the timer's grid after {@code now}, or stops a timer without a period.
     * Values that were due in between are dropped.
     */
    private void advance(long now) {
        long late = now - due;
        due = period == 0 ? Clock.FOREVER : Clock.after(due, late - late % period + period);
    }

    @Override
    int available(int most) {
        return mayReceive() ? Math.min(most, 1) : 0;
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        Object value = from < values.length ? poll() : Refusal.NOT_READY;
        if (value == Refusal.NOT_READY) {
            return 0;
        }
        values[from] = value;
        return 1;
    }
}
