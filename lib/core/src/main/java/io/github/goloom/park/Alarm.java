package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * Something that is to happen at a time, on the library's timer thread: so it must be short. It may be set again and again.
 *
 * <p><b>Thread safety.</b> Any thread may call any method, while it holds no lock; those for threads that hold {@link #lock()} say so.
 *
 * <p><b>Happens-before.</b> What was done before it was set happens-before the ring: both sides hold the heap's lock.
 */
public abstract class Alarm {
    private final AlarmHeap heap = AlarmHeap.any();

    /** When it rings, by {@link Clock#now()}. This and what follows are guarded by the lock of the heap. */
    long due;

    /** The number of alarms on the shortest way down to a missing one; 0 if this is in no heap. */
    int rank;

    @Nullable
    Alarm parent;

    @Nullable
    Alarm left;

    @Nullable
    Alarm right;

    /** For subclasses. */
    protected Alarm() {}

    /**
     * Called when the time has come. If it throws an {@link Error}, it is called again a little later.
     *
     * @return what it has claimed, for the timer thread to wake
     */
    protected abstract @Nullable Node ring();

    /** {@return the lock that guards this alarm, and others} */
    public final Guarded lock() {
        return heap;
    }

    /** Sets the alarm, or moves it; under {@link #lock()}. {@link #wakeFor} must follow, under no lock. */
    public final void setLocked(long time) {
        heap.set(this, time);
    }

    /** Cancels the alarm, if it is set; under {@link #lock()}. */
    public final void cancelLocked() {
        heap.cancel(this);
    }

    /**
     * Sets the alarm, or moves it; the timer thread is awake in time.
     *
     * @return whether it was set
     */
    public final boolean setAndWake(long time) {
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

    /** Sets the alarm after its ring has failed, unless somebody has set it meanwhile. */
    final void setAgain(long time) {
        heap.setAgain(this, time);
    }

    /** {@return whether it was set; now it is not, and nothing refers to it} */
    public final boolean cancel() {
        heap.lock();
        try {
            return heap.cancel(this);
        } finally {
            heap.unlock();
        }
    }

    /** Sees to it that the timer thread is awake at the time; {@link Clock#FOREVER} needs nobody. */
    public static void wakeFor(long due) {
        AlarmThread.wakeFor(due);
    }
}
