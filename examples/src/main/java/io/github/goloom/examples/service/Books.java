package io.github.goloom.examples.service;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was counted, by name. The client of the load and the service keep the same books, so that they can be compared.
 */
final class Books {
    static final String GOROUTINES_LEFT = "goroutines left";

    /** The tables whose rows are counted. */
    static final List<String> TABLES = List.of("orders", "accounts");

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String name) {
        counts.computeIfAbsent(name, it -> new LongAdder()).increment();
    }

    long of(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }

    /** {@return the name of the number of rows of a table} */
    static String rowsOf(String table) {
        return "rows of " + table;
    }

    /** {@return the line of a count} */
    static String line(String name, long count) {
        return name + ": " + count + "\n";
    }

    /** {@return one line for each count: {@code POST /orders 201: 17}} */
    String text() {
        StringBuilder text = new StringBuilder();
        all().forEach((name, count) -> text.append(line(name, count)));
        return text.toString();
    }

    /** Adds the counts in a {@link #text()}; other lines are left out. */
    static void parse(String text, Map<String, Long> into) {
        text.lines().filter(line -> line.matches("[^:]+: [0-9]{1,18}")).forEach(line -> {
            int colon = line.indexOf(": ");
            into.merge(line.substring(0, colon), Long.valueOf(line.substring(colon + 2)), Long::sum);
        });
    }
}
