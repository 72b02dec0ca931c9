package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * A leftist heap of alarms, the earliest first. Setting and cancelling an alarm take a logarithmic number of steps at
 * worst, allocate nothing and leave nothing behind (decision 7). The library has several heaps, so that threads that
 * set alarms rarely contend for one lock.
 *
 * <p><b>Invariants.</b> No alarm is due before its parent. The rank of an alarm is one more than that of its right
 * child, and the rank of the right child is at most that of the left one. Therefore the path of right children is
 * short.
 */
@SuppressWarnings("ReferenceEquality") // alarms are compared by identity
final class AlarmHeap extends Guarded {
    private static final int HEAPS = 16;
    private static final AlarmHeap[] ALL = new AlarmHeap[HEAPS];

    static {
        for (int i = 0; i < HEAPS; i++) {
            ALL[i] = new AlarmHeap(null);
        }
    }

    /** Whose alarms these are; null for those of the timer thread. */
    final @Nullable World world;

    /** Guarded by the lock. */
    private @Nullable Alarm root;

    /** The time at which the root is due; {@link Clock#FOREVER} if there is none. Written under the lock. */
    private volatile long first = Clock.FOREVER;

    AlarmHeap(@Nullable World world) {
        this.world = world;
    }

    /** {@return the heap for an alarm that the current thread makes} */
    static AlarmHeap any() {
        World world = World.current();
        return world == null ? ofTimerThread() : world.heap;
    }

    /**
     * {@return a heap of the timer thread, determined by the number of the current thread} Threads made one after the
     * other get heaps that are not adjacent in memory, since adjacent ones share a cache line, which slows both threads
     * down.
     */
    static AlarmHeap ofTimerThread() {
        return ALL[((int) Thread.currentThread().threadId() * 5) & (HEAPS - 1)];
    }

    /** {@return the heap with the alarm that is due first} */
    static AlarmHeap earliest() {
        AlarmHeap earliest = ALL[0];
        long least = earliest.first;
        for (AlarmHeap heap : ALL) {
            long due = heap.first;
            if (due < least) {
                least = due;
                earliest = heap;
            }
        }
        return earliest;
    }

    /**
     * {@return the time at which the first alarm of all is due; {@link Clock#FOREVER} if there is none} Reads each heap
     * once.
     */
    static long firstOfAll() {
        long least = Clock.FOREVER;
        for (AlarmHeap heap : ALL) {
            least = Math.min(least, heap.first);
        }
        return least;
    }

    long first() {
        return first;
    }

    /** Sets or moves the alarm; under the lock. {@return whether it was set before} */
    boolean set(Alarm alarm, long due) {
        boolean wasSet = alarm.rank > 0;
        if (wasSet && alarm.due != due) {
            remove(alarm);
        }
        add(alarm, due);
        return wasSet;
    }

    /** Sets the alarm unless it is set. */
    void setAgain(Alarm alarm, long due) {
        lock();
        try {
            add(alarm, due);
        } finally {
            unlock();
        }
    }

    private void add(Alarm alarm, long due) {
        if (alarm.rank == 0) {
            alarm.due = due;
            alarm.rank = 1;
            setRoot(meld(root, alarm));
        }
    }

    /** Cancels the alarm if it is set; under the lock. {@return whether it was set} */
    boolean cancel(Alarm alarm) {
        boolean wasSet = alarm.rank > 0;
        if (wasSet) {
            remove(alarm);
        }
        return wasSet;
    }

    /** Removes the first alarm. {@return that alarm, or null if none is due} */
    @Nullable
    Alarm poll(long now) {
        lock();
        try {
            Alarm alarm = root;
            if (alarm == null || alarm.due > now) {
                return null;
            }
            remove(alarm);
            return alarm;
        } finally {
            unlock();
        }
    }

    private void remove(Alarm alarm) {
        Alarm parent = alarm.parent;
        Alarm heir = meld(alarm.left, alarm.right);
        if (parent == null) {
            setRoot(heir);
        } else {
            if (parent.left == alarm) {
                parent.left = heir;
            } else {
                parent.right = heir;
            }
            if (heir != null) {
                heir.parent = parent;
            }
            while (parent != null && settle(parent)) {
                parent = parent.parent;
            }
        }
        alarm.parent = null;
        alarm.left = null;
        alarm.right = null;
        alarm.rank = 0;
    }

    private void setRoot(@Nullable Alarm alarm) {
        root = alarm;
        if (alarm != null) {
            alarm.parent = null;
        }
        long due = alarm == null ? Clock.FOREVER : alarm.due;
        if (due != first) {
            first = due;
        }
    }

    /** Melds two heaps by merging their paths of right children. {@return the root of the result} */
    private static @Nullable Alarm meld(@Nullable Alarm one, @Nullable Alarm other) {
        Alarm top = null;
        Alarm last = null;
        Alarm a = one;
        Alarm b = other;
        while (a != null && b != null) {
            if (b.due < a.due) {
                Alarm later = a;
                a = b;
                b = later;
            }
            top = top == null ? a : top;
            append(last, a);
            last = a;
            a = a.right;
        }
        Alarm rest = a == null ? b : a;
        append(last, rest);
        for (Alarm alarm = last; alarm != null; alarm = alarm.parent) {
            settle(alarm);
        }
        return top == null ? rest : top;
    }

    private static void append(@Nullable Alarm last, @Nullable Alarm alarm) {
        if (last != null) {
            last.right = alarm;
        }
        if (alarm != null) {
            alarm.parent = last;
        }
    }

    /** Restores the invariant of the ranks at one alarm. {@return whether its rank has changed} */
    private static boolean settle(Alarm alarm) {
        Alarm left = alarm.left;
        Alarm right = alarm.right;
        if (rank(left) < rank(right)) {
            alarm.left = right;
            alarm.right = left;
        }
        int rank = 1 + Math.min(rank(left), rank(right));
        boolean changed = rank != alarm.rank;
        alarm.rank = rank;
        return changed;
    }

    private static int rank(@Nullable Alarm alarm) {
        return alarm == null ? 0 : alarm.rank;
    }
}
