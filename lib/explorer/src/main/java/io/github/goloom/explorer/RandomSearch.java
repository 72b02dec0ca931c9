package io.github.goloom.explorer;

import java.util.Random;

/** Schedules by chance, repeatable: mostly the last goroutine goes on, so that long and short turns mix. */
final class RandomSearch extends Search {
    private static final int TURNS = 8;

    private final Random random;

    RandomSearch(long seed) {
        random = new Random(seed);
    }

    @Override
    int chooseActor(Run run, int enabled, int before) {
        if (before >= 0 && random.nextInt(TURNS) != 0) {
            return before;
        }
        int skip = random.nextInt(Integer.bitCount(enabled));
        int rest = enabled;
        for (int i = 0; i < skip; i++) {
            rest &= rest - 1;
        }
        return Integer.numberOfTrailingZeros(rest);
    }

    @Override
    int drawNumber(int bound) {
        return random.nextInt(bound);
    }

    @Override
    boolean next() {
        return true;
    }
}
