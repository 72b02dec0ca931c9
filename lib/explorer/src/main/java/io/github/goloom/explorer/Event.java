package io.github.goloom.explorer;

import org.jspecify.annotations.Nullable;

/** A step that was made: by whom, after which others, and where. */
final class Event {
    final int actor;

    /** The number of the decision that chose it. */
    final int decision;

    /** By actor, how many of its events happened before this one, this one included. */
    final int[] clock;

    final Access[] accesses;
    final @Nullable String place;

    Event(int actor, int decision, int[] clock, Access[] accesses, @Nullable String place) {
        this.actor = actor;
        this.decision = decision;
        this.clock = clock;
        this.accesses = accesses;
        this.place = place;
    }

    /** {@return its number among the events of its actor, from 1} */
    int number() {
        return clock[actor];
    }

    /** Makes the clock that of somebody who comes after the event, too; null changes nothing. */
    static void join(int[] clock, @Nullable Event event) {
        for (int i = 0; event != null && i < clock.length; i++) {
            clock[i] = Math.max(clock[i], event.clock[i]);
        }
    }
}
