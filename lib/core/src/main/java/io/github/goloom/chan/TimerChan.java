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
 * The channel of a timer: a value is there once the time has come, whoever looks. Nobody has to put it there, so there is no
 * stale value to take back, and a timer on which nobody waits is set nowhere and can be garbage.
 *
 * <p><b>Invariants</b>, whenever the lock is free. If receivers wait and {@link #due} is a time, the alarm is set for it or for an
 * earlier time, or is ringing, or somebody is on the way to {@link #beforePark()}; an alarm that is too early only looks. If
 * nobody waits, no alarm is set, or it rings soon and is not set again. A value that is due belongs to the first who waits; a
 * receiver that comes later hands it on and looks again, so that nobody overtakes.
 *
 * <p><b>Lock order.</b> The lock of the channel, then that of the alarm: whoever may set the alarm takes both first. The timer thread holds
 * neither when an alarm rings.
 *
 * <p>Go's file is {@code runtime/time.go}, as of Go 1.23.
 */
final class TimerChan extends AbstractChan<Instant> implements TimerControl {
    private static final int MOST_READINGS = 4;
    private static final long MOMENT_NANOS = 50_000;

    /** When the next value is there; {@link Clock#FOREVER} if this is not running. Written under the lock. */
    private volatile long due = Clock.FOREVER;

    /** The time from one value to the next; 0 if there is only one. Guarded by the lock. */
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
        Alarm.wakeFor(next);
        return wasRunning;
    }

    @Override
    public boolean stop() {
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

    /** Sets the alarm, or cancels it if nobody waits; under both locks. {@return when it rings} */
    private long setAlarm() {
        if (receivers.isEmpty() || due == Clock.FOREVER) {
            alarm.cancelLocked();
            return Clock.FOREVER;
        }
        alarm.setLocked(due);
        return due;
    }

    /** Gives the value, if it is due, to the first who waits; on the timer thread, which sees the alarm that this sets. */
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
        long next;
        Guarded.lockAll(locks);
        try {
            next = setAlarm();
        } finally {
            Guarded.unlockAll(locks, locks.length);
        }
        Alarm.wakeFor(next);
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
        Instant stamp = stamp(now); // the one thing allocated under a lock: when it is needed is known only here
        boolean given = giveTo(receivers, stamp);
        advance(now);
        return given ? Refusal.NOT_READY : stamp;
    }

    /**
     * {@return when the value was due, by the wall clock as it goes now} Two clocks cannot be read at once: a thread that has lost its
     * processor between the readings reads them again.
     */
    private Instant stamp(long now) {
        long before;
        long after = now;
        Instant wall;
        int readings = 0;
        do {
            before = after;
            wall = Instant.now();
            after = Clock.now();
            readings++;
        } while (after - before > MOMENT_NANOS && readings < MOST_READINGS);
        return wall.minusNanos(after - due);
    }

    /** The values that fell due since the last one are lost, and the next is in step with it. */
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
