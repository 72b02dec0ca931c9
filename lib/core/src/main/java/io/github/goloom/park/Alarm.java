package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * An event at a given time, on the library's timer thread. It may be set any number of times. What it does must be
 * short, since all alarms share the thread.
 *
 * <p><b>Thread safety.</b> Any thread that holds no lock may call any method. Methods for threads that hold
 * {@link #lock()} say so.
 *
 * <p><b>Happens-before.</b> Actions before an alarm is set happen-before its ring, since both sides hold the lock of
 * the heap.
 */
public abstract class Alarm {
    private final AlarmHeap heap;

    /**
     * The time at which the alarm rings, by {@link Clock#now()}. This field and those below are guarded by the lock of
     * the heap.
     */
    long due;

    /**
     * The number of alarms on the shortest path down to a missing child, this one included; 0 if the alarm is in no
     * heap.
     */
    int rank;

    @Nullable
    Alarm parent;

    @Nullable
    Alarm left;

    @Nullable
    Alarm right;

    /** For subclasses. */
    protected Alarm() {
        this(AlarmHeap.any());
    }

    Alarm(AlarmHeap heap) {
        this.heap = heap;
    }

    /**
     * Called when the time has come. If this method throws a {@link VirtualMachineError}, it is called again 10 ms
     * later, unless the alarm has been set meanwhile.
     *
     * @return the nodes that it claimed, for the timer thread to wake
     */
    protected abstract @Nullable Node ring();

    /** {@return the lock that guards this alarm, among others} */
    public final Guarded lock() {
        return heap;
    }

    /**
     * Sets or moves the alarm; under {@link #lock()}. The caller must call {@link #wakeFor} after it has freed all
     * locks.
     */
    public final void setLocked(long time) {
        heap.set(this, time);
    }

    /** Cancels the alarm if it is set; under {@link #lock()}. */
    public final void cancelLocked() {
        heap.cancel(this);
    }

    /**
     * Sets or moves the alarm, after {@link #check}, and ensures that the timer thread is awake in time.
     *
     * @return whether it was set before
     */
    public final boolean setAndWake(long time) {
        check(true);
        boolean wasSet;
        heap.lock();
        try {
            wasSet = heap.set(this, time);
        } finally {
            heap.unlock();
        }
        wakeFor(time);
        return wasSet;
    }

    /** Sets the alarm, which is one of the timer thread, whatever the {@link World} of the current thread is. */
    final void setOfTimerThread(long nanos) {
        long time = Clock.real() + nanos;
        heap.setAgain(this, time);
        AlarmThread.wakeFor(time);
    }

    /** Sets the alarm after its ring has failed, unless it has been set meanwhile. */
    final void setAgain(long time) {
        heap.setAgain(this, time);
    }

    /** Cancels the alarm, after which the heap does not refer to it. {@return whether it was set} */
    public final boolean cancel() {
        heap.lock();
        try {
            return heap.cancel(this);
        } finally {
            heap.unlock();
        }
    }

    /**
     * Called before the alarm is used.
     *
     * @param isSet whether it is going to be set
     * @throws IllegalStateException if the alarm is of a {@link World} that is not the current one, or the other way
     *     round
     */
    public final void check(boolean isSet) {
        World.check(heap.world, isSet, "a timer or a context with a deadline");
    }

    /** Ensures that the timer thread is awake at the given time. {@link Clock#FOREVER} has no effect. */
    public final void wakeFor(long due) {
        if (heap.world == null) {
            AlarmThread.wakeFor(due);
        }
    }
}
