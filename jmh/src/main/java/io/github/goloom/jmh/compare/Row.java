package io.github.goloom.jmh.compare;

/**
 * A row of a table.
 *
 * @param name what the programs of all peers call it
 * @param elements how many elements a timed run moves or passes through, or how many samples of a latency it takes
 * @param quickElements the same for a quick comparison
 * @param runs how many timed runs a process does
 * @param quickRuns the same for a quick comparison
 */
record Row(String name, int elements, int quickElements, int runs, int quickRuns) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** A row of the grid, with five runs. */
    Row(String name, int elements, int quickElements) {
        this(name, elements, quickElements, 5, 3);
    }

    /** {@return the name before the first number, such as {@code channels} for {@code channels_1000}} */
    String family() {
        return name.substring(0, name.indexOf('_'));
    }

    /** {@return the number after the family} */
    int size() {
        return Integer.parseInt(name.substring(name.indexOf('_') + 1));
    }

    /** {@return whether it is about a select, which the JDK's queues do not have} */
    boolean selects() {
        return name.startsWith("select4") || name.startsWith("select_6") || name.startsWith("cases");
    }

    /** {@return the unit in which it is shown} */
    String unit() {
        return name.startsWith("sieve") ? "ms" : "ns";
    }

    /** {@return a measured figure in the unit in which it is shown} */
    double shown(double nanos) {
        return unit().equals("ms") ? nanos / NANOS_PER_MILLI : nanos;
    }
}
