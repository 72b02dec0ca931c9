package io.github.goloom.explorer;

import java.util.ArrayList;
import java.util.List;

/** The places of instrumented code at which a schedule may change, numbered. Only one thread at a time uses this. */
final class Sites {
    /**
     * A place.
     *
     * @param where class, method, file and line
     * @param what what is done there
     * @param field the accessed field, or what else is the name of the accessed part of the object
     * @param write whether the access may change something
     */
    record Site(String where, String what, String field, boolean write) {}

    private static final List<Site> ALL = new ArrayList<>();

    private Sites() {}

    static synchronized int add(Site site) {
        ALL.add(site);
        return ALL.size() - 1;
    }

    static synchronized Site get(int number) {
        return ALL.get(number);
    }
}
