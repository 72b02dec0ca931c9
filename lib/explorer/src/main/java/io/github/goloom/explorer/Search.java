package io.github.goloom.explorer;

import java.util.ArrayList;
import java.util.List;

/** Decides what happens next, schedule after schedule. */
abstract class Search {
    /** What was decided in this schedule: the number of an actor; of a drawn number, its complement. */
    private final List<Integer> taken = new ArrayList<>();

    /** {@return the actor that makes the next step} */
    final int choose(Run run, int enabled, int before) {
        int chosen = chooseActor(run, enabled, before);
        taken.add(chosen);
        return chosen;
    }

    /** {@return a number from 0 on, below the bound} */
    final int draw(int bound) {
        int drawn = drawNumber(bound);
        taken.add(~drawn);
        return drawn;
    }

    /** {@return how many decisions were made in this schedule} */
    final int decisions() {
        return taken.size();
    }

    final String schedule() {
        return Schedules.print(taken);
    }

    /** Prepares the next schedule. {@return false if there is none} */
    final boolean advance() {
        taken.clear();
        return next();
    }

    /** An actor from the set; {@code before} is who made the last step, -1 if that one cannot go on. */
    abstract int chooseActor(Run run, int enabled, int before);

    abstract int drawNumber(int bound);

    abstract boolean next();

    /** {@return whether what goes on is equivalent to a schedule that was seen} */
    boolean isPruned() {
        return false;
    }

    /** Called before the step of the actor that was chosen last. */
    void performing(Run run, Actor actor, Access[] accesses) {}

    /** The decision could also have been for the actor. */
    void mightPrecede(int decision, int actor) {}
}
