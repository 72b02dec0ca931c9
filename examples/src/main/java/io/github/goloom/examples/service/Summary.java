package io.github.goloom.examples.service;

import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What is printed after a load. */
final class Summary {
    private static final double MICROS_PER_MILLI = 1000;

    private Summary() {}

    static String percentile(Histogram micros, double percentile) {
        return String.format(Locale.ROOT, "%.1f ms", micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }

    static String of(Tally tally, Map<String, Long> service) {
        StringBuilder text = new StringBuilder();
        tally.books.all().forEach((name, count) -> text.append("%-30s %,10d%n".formatted(name, count)));
        text.append("%n%-30s %,10d%n"
                .formatted("requests", tally.answered() + tally.lost() + tally.books.of(Tally.REFUSED)));
        text.append("%-30s %,10d%n".formatted("answered", tally.answered()));
        text.append("%-30s %,10d%n".formatted("of them refused (429, 503)", tally.refused()));
        times(text, "done outside the burst", tally.calm);
        times(text, "done in the burst", tally.burst);
        long asked = service.getOrDefault("flights asked for", 0L);
        long saved = asked - service.getOrDefault("flights made", 0L);
        text.append("%-30s %,10d of %,d%n".formatted("calls saved by SingleFlight", saved, asked));
        text.append(
                "%-30s %,10d%n".formatted(Books.rowsOf("orders"), service.getOrDefault(Books.rowsOf("orders"), 0L)));
        text.append("%-30s %,10d%n".formatted(Books.GOROUTINES_LEFT, service.getOrDefault(Books.GOROUTINES_LEFT, 0L)));
        return text.toString();
    }

    private static void times(StringBuilder text, String what, Histogram micros) {
        text.append("%-30s %,10d, p50 %s, p99 %s, longest %s%n"
                .formatted(
                        what,
                        micros.getTotalCount(),
                        percentile(micros, 50),
                        percentile(micros, 99),
                        percentile(micros, 100)));
    }
}
