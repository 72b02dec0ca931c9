package io.github.goloom.explorer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A part of memory that is accessed as a whole, and who did so last. */
final class Location {
    /** The last event that wrote; null if there is none. */
    @Nullable
    Event lastWrite;

    /** By actor, the last event that read since the last write. */
    private final @Nullable Event[] reads = new Event[Run.MAX_ACTORS];

    void record(Event event, boolean write) {
        if (write) {
            lastWrite = event;
            Arrays.fill(reads, null);
        } else {
            reads[event.actor] = event;
        }
    }

    @Nullable
    Event lastRead(int actor) {
        return reads[actor];
    }
}
