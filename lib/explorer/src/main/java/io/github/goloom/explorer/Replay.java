package io.github.goloom.explorer;

import java.util.List;

/** One schedule, as it was. */
final class Replay extends Search {
    private final List<Integer> decisions;

    Replay(List<Integer> decisions) {
        this.decisions = decisions;
    }

    @Override
    int chooseActor(Run run, int enabled, int before) {
        int chosen =
                decisions() < decisions.size() ? decisions.get(decisions()) : Integer.numberOfTrailingZeros(enabled);
        if (chosen < 0 || (enabled & 1 << chosen) == 0) {
            throw new IllegalArgumentException("decision " + decisions() + " is for actor " + chosen
                    + ", who cannot go on: not a schedule of this scenario");
        }
        return chosen;
    }

    @Override
    int drawNumber(int bound) {
        int drawn = decisions() < decisions.size() ? ~decisions.get(decisions()) : 0;
        if (drawn < 0 || drawn >= bound) {
            throw new IllegalArgumentException(
                    "decision " + decisions() + " is no number below " + bound + ": not a schedule of this scenario");
        }
        return drawn;
    }

    @Override
    boolean next() {
        return false;
    }
}
