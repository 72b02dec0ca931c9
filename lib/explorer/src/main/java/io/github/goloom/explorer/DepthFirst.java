package io.github.goloom.explorer;

import java.util.ArrayList;
import java.util.List;

/** Schedules one after the other, each differing from the last as late as possible. */
abstract class DepthFirst extends Search {
    /** A decision, and what is left to decide in its place. */
    static final class Node {
        /** Of a drawn number, its bound; 0 if an actor is chosen. */
        final int bound;

        /** The actors that can go on, as a set of bits. */
        final int enabled;

        /** Those that are to be chosen here, one after the other, the present one included. */
        int wanted;

        /** Those that were. */
        int done;

        /** Those whose step here leads to nothing new. */
        int asleep;

        /** Who made the last step and can go on; -1 if that one cannot. */
        final int before;

        int chosen;

        /** Where the chosen one makes its step. */
        int site;

        Node(int bound, int enabled, int before) {
            this.bound = bound;
            this.enabled = enabled;
            this.before = before;
        }

        /**
         * {@return 1 if this choice puts a goroutine off that could go on, for another or for the clock; otherwise 0}
         */
        int preemptions(int choice) {
            boolean free = before >= 0 ? choice == before : choice != Run.CLOCK || enabled == 1 << Run.CLOCK;
            return bound > 0 || free ? 0 : 1;
        }
    }

    final List<Node> path = new ArrayList<>();

    @Override
    int chooseActor(Run run, int enabled, int before) {
        int depth = decisions();
        if (depth < path.size()) {
            Node node = path.get(depth);
            boolean last = depth == path.size() - 1; // it was changed since the last time
            int site = run.actor(node.chosen).site;
            if (node.bound != 0 || node.enabled != enabled || (!last && node.site != site)) {
                throw new IllegalStateException("decision " + depth + " is another than the last time: the scenario"
                        + " depends on more than its schedule");
            }
            node.site = site;
            return node.chosen;
        }
        Node node = new Node(0, enabled, before);
        node.chosen = preferred(enabled, before);
        open(node);
        node.wanted |= 1 << node.chosen;
        node.site = run.actor(node.chosen).site;
        path.add(node);
        return node.chosen;
    }

    /** Prepares a new node; the preferred choice may be changed. */
    abstract void open(Node node);

    @Override
    int drawNumber(int bound) {
        int depth = decisions();
        if (depth == path.size()) {
            path.add(new Node(bound, 0, -1));
        }
        return path.get(depth).chosen;
    }

    @Override
    boolean next() {
        while (!path.isEmpty()) {
            Node node = path.get(path.size() - 1);
            if (node.bound > 0) {
                if (++node.chosen < node.bound) {
                    return true;
                }
            } else {
                node.done |= 1 << node.chosen;
                int left = node.wanted & ~node.done & ~node.asleep;
                if (left != 0) {
                    node.chosen = Integer.numberOfTrailingZeros(left);
                    return true;
                }
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /** {@return who goes on if nothing speaks for another: the last one, else the first goroutine, else the clock} */
    static int preferred(int enabled, int before) {
        if (before >= 0 && (enabled & 1 << before) != 0) {
            return before;
        }
        int goroutines = enabled & ~(1 << Run.CLOCK);
        return Integer.numberOfTrailingZeros(goroutines != 0 ? goroutines : enabled);
    }
}
