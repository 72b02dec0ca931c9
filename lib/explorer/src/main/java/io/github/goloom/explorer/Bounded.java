package io.github.goloom.explorer;

/** Every schedule in which a goroutine that could go on is put off at most so often. */
final class Bounded extends DepthFirst {
    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    @Override
    void open(Node node) {
        int spent = 0;
        for (Node each : path) {
            spent += each.preemptions(each.chosen);
        }
        for (int actor = 0; actor < Run.MAX_ACTORS; actor++) {
            if ((node.enabled & 1 << actor) != 0 && node.preemptions(actor) <= most - spent) {
                node.wanted |= 1 << actor;
            }
        }
    }
}
