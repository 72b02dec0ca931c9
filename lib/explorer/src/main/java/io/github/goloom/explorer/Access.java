package io.github.goloom.explorer;

/**
 * What a step does to a location. Two steps depend on each other if they access one, and at least one of them writes
 * it.
 */
record Access(Location location, boolean write) {
    static boolean dependent(Access[] some, Access[] others) {
        for (Access a : some) {
            for (Access b : others) {
                if (a.location == b.location && (a.write || b.write)) {
                    return true;
                }
            }
        }
        return false;
    }
}
