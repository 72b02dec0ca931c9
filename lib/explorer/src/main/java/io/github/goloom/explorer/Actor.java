package io.github.goloom.explorer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may make the next step: a goroutine, or the clock. */
final class Actor {
    static final Access[] NOTHING = {};
    static final int NO_SITE = -1;
    static final long NEVER = Long.MAX_VALUE;
    private static final int REMEMBERED = 8;

    final int number;
    final String name;

    /** Stands for its permit to park, and for its interrupt status. */
    final Location permitLocation = new Location();

    final Location interruptLocation = new Location();

    /** Written when it has ended. */
    final Location endLocation = new Location();

    /** By actor, how many events happened before this one's next. */
    int[] clock = new int[Run.MAX_ACTORS];

    @Nullable
    Thread thread;

    /** What lets it go on, on the calling thread; null unless it waits for that. */
    @Nullable
    Runnable task;

    /** Need not end. */
    boolean daemon;

    boolean ended;

    /** What it does next. */
    Access[] pending = NOTHING;

    /** The number of the site where it does that; of no site if it just goes on. */
    int site = NO_SITE;

    /** Where, for a trace. */
    @Nullable
    String place;

    boolean permit;
    boolean parked;

    /** When a park ends, in nanoseconds. */
    long deadline = NEVER;

    /** It waits until another writes one of these. */
    final List<Location> awaited = new ArrayList<>();

    /** What it has accessed since it last spun, the last few. */
    private final List<Location> accessed = new ArrayList<>();

    @Nullable
    Throwable failure;

    Actor(int number, String name) {
        this.number = number;
        this.name = name;
    }

    boolean isTimed() {
        return parked && deadline != NEVER;
    }

    void remember(Location location) {
        if (accessed.size() == REMEMBERED) {
            accessed.remove(0);
        }
        accessed.add(location);
    }

    /** Waits for another's write to what was accessed lately, unless there was one since. */
    void spin() {
        for (Location location : accessed) {
            Event write = location.lastWrite;
            if (write != null && write.actor != number && write.number() > clock[write.actor]) {
                accessed.clear();
                return;
            }
        }
        awaited.addAll(accessed);
        accessed.clear();
    }

    /** Goes on from a wait after what ended it. */
    void resume(Event cause) {
        parked = false;
        deadline = NEVER;
        awaited.clear();
        clock = clock.clone(); // an event has this one
        Event.join(clock, cause);
    }
}
