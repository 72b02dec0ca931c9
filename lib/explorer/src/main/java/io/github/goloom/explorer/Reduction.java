package io.github.goloom.explorer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule, at least, of each class of equivalent ones. Two schedules are equivalent if one becomes the other by
 * swapping neighbouring steps that do not depend on each other; they come to the same.
 *
 * <p><b>Races.</b> A step that depends on an earlier one of another actor, and does not happen after it for some other
 * reason, might have come first: so where the earlier one was chosen, the later one's actor is to be chosen, too; or,
 * if it could not go on there, one whose steps led to it (C. Flanagan and P. Godefroid, <i>Dynamic partial-order
 * reduction for model checking software</i>, 2005).
 *
 * <p><b>Sleep.</b> After all schedules with a certain step of an actor at a node are done, its step sleeps in the
 * node's other schedules, until a step that depends on it wakes it. When all who can go on are asleep, the schedule is
 * equivalent to one that was seen: it is pruned, and runs to its end unobserved.
 */
final class Reduction extends DepthFirst {
    private int asleep;
    private boolean pruned;

    @Override
    boolean isPruned() {
        return pruned;
    }

    @Override
    boolean next() {
        asleep = 0;
        pruned = false;
        return super.next();
    }

    @Override
    int chooseActor(Run run, int enabled, int before) {
        return pruned ? preferred(enabled, before) : super.chooseActor(run, enabled, before);
    }

    @Override
    int drawNumber(int bound) {
        return pruned ? 0 : super.drawNumber(bound);
    }

    @Override
    void open(Node node) {
        node.asleep = asleep & node.enabled;
        int awake = node.enabled & ~node.asleep;
        if (awake == 0) {
            pruned = true;
        } else {
            node.chosen = preferred(awake, node.before);
        }
    }

    @Override
    void performing(Run run, Actor actor, Access[] accesses) {
        if (pruned) {
            return;
        }
        Node node = path.get(decisions() - 1);
        int sleepers = (node.asleep | node.done) & ~(1 << actor.number);
        for (int rest = sleepers; rest != 0; rest &= rest - 1) {
            int sleeper = Integer.numberOfTrailingZeros(rest);
            if (Access.dependent(run.pendingOf(run.actor(sleeper)), accesses)) {
                sleepers &= ~(1 << sleeper);
            }
        }
        asleep = sleepers;
        for (Access access : accesses) {
            race(run, access.location().lastWrite, actor);
            for (int i = 0; access.write() && i < Run.MAX_ACTORS; i++) {
                race(run, access.location().lastRead(i), actor);
            }
        }
    }

    /** Sees to it that the actor's step, which depends on the event, also comes before it, if it may. */
    private void race(Run run, @Nullable Event event, Actor actor) {
        if (event == null || event.number() <= actor.clock[event.actor]) {
            return;
        }
        Node node = path.get(event.decision);
        int candidates = node.enabled & 1 << actor.number;
        if (candidates == 0) {
            List<Event> events = run.events();
            for (int i = events.size() - 1; events.get(i) != event; i--) {
                Event later = events.get(i);
                if (later.number() <= actor.clock[later.actor]) {
                    candidates |= node.enabled & 1 << later.actor;
                }
            }
        }
        if (candidates == 0) {
            node.wanted |= node.enabled;
        } else if ((node.wanted & candidates) == 0) {
            node.wanted |= Integer.lowestOneBit(candidates);
        }
    }

    @Override
    void mightPrecede(int decision, int actor) {
        if (!pruned) {
            Node node = path.get(decision);
            node.wanted |= node.enabled & 1 << actor;
        }
    }
}
