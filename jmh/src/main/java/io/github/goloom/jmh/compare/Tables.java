package io.github.goloom.jmh.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The tables of the results, in Markdown. */
final class Tables {
    /** The percentiles of a latency that are shown. */
    static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);

    private Tables() {}

    static String of(Kind kind, Results results) {
        return switch (kind) {
            case GRID ->
                "Nanoseconds per element (the sieve: milliseconds for the whole): the median of the rounds and, in parentheses, the "
                        + "smallest and the largest median of a round.\n\n" + medians(results) + ratios(results);
            case LATENCY ->
                "Microseconds, of the samples of all rounds. A close counts from the close to each waiter (its total: to the last "
                        + "one); the JDK's is a `CountDownLatch`, its hand-off a `SynchronousQueue`, its timer a "
                        + "`ScheduledThreadPoolExecutor`. Go selects through `reflect.Select`.\n\n"
                        + percentiles(results);
            case SCALING ->
                "Nanoseconds per operation: the median of the rounds and, in parentheses, the smallest and the largest median of a "
                        + "round. A channel: a send and a receive, on each in turn; a waiter: the close that ends its wait; a timer: "
                        + "set and cancelled; a case: a send, and the select that finds it. Go selects through `reflect.Select`.\n\n"
                        + medians(results) + ratios(results);
            case PIPELINES ->
                "Thousands of elements per second: the median of the rounds and, in parentheses, the smallest and the largest median "
                        + "of a round. *Stream* is a sequential stream, with `Gatherers.mapConcurrent` where it is ordered; *parallel* "
                        + "is a parallel stream. The stages allocate nothing themselves, except in the row *boxed*, where each makes a number. Work of 1 or 100 µs is "
                        + "computing; a sleep is a blocking millisecond, a delay is "
                        + "Kotlin's suspending one.\n\n"
                        + cells(results, (row, name) -> throughput(results, row, name)) + ratios(results)
                        + "\nBytes allocated per element.\n\n"
                        + cells(results, (row, name) -> Text.known(results.allocated(row, name)))
                        + "\nLive heap of a run at its largest, in kB: what full collections have left, less what there was before "
                        + "the run. The stacks of platform threads are not on the heap.\n\n"
                        + cells(results, (row, name) -> Text.known(results.live(row, name) / 1e3));
        };
    }

    private static String medians(Results results) {
        return cells(results, (row, name) -> median(results, row, name));
    }

    private static String cells(Results results, BiFunction<Row, String, String> cell) {
        List<String> names = results.entrants().stream().map(Entrant::name).toList();
        StringBuilder table = new StringBuilder(Text.head(1, withFirst("row", names.stream())));
        for (Row row : results.rows()) {
            table.append(Text.line(withFirst(label(row), names.stream().map(name -> cell.apply(row, name)))));
        }
        return table.toString();
    }

    private static String median(Results results, Row row, String name) {
        double[] medians = results.medians(row, name);
        if (medians.length == 0) {
            return Text.NONE;
        }
        String median = Text.figure(Statistics.median(medians));
        double[] spread = results.spread(row, name);
        return medians.length == 1
                ? median
                : median + " (" + Text.figure(spread[0]) + "–" + Text.figure(spread[1]) + ")";
    }

    private static String throughput(Results results, Row row, String name) {
        double[] medians = results.medians(row, name);
        if (medians.length == 0) {
            return Text.NONE;
        }
        double[] spread = results.spread(row, name);
        String middle = Text.figure(thousandsPerSecond(Statistics.median(medians)));
        return medians.length == 1
                ? middle
                : middle + " (" + Text.figure(thousandsPerSecond(spread[1])) + "–"
                        + Text.figure(thousandsPerSecond(spread[0])) + ")";
    }

    /** {@return the thousands of elements per second} */
    static double thousandsPerSecond(double nanosPerElement) {
        return 1e6 / nanosPerElement;
    }

    private static String ratios(Results results) {
        List<String> names = results.others().stream().map(Entrant::name).toList();
        if (names.isEmpty()) {
            return "";
        }
        StringBuilder table =
                new StringBuilder("\nThe time of goloom divided by that of the other: below 1, goloom is ahead.\n\n");
        table.append(Text.head(1, withFirst("row", names.stream().map(name -> "/ " + name))));
        for (Row row : results.rows()) {
            table.append(Text.line(withFirst(
                    row.name(), names.stream().map(name -> Text.ratio(results.ratio(row, name))))));
        }
        table.append(Text.line(withFirst(
                "**geometric mean**", names.stream().map(name -> "**" + Text.ratio(results.meanRatio(name)) + "**"))));
        return table.toString();
    }

    private static String percentiles(Results results) {
        StringBuilder table =
                new StringBuilder(Text.head(2, List.of("row", "peer", "p50", "p99", "p99.9", "largest", "samples")));
        for (Row row : results.rows()) {
            for (Entrant entrant : results.entrants()) {
                Histogram samples = Statistics.histogram(results.rounds(row, entrant.name()));
                List<String> cells = new ArrayList<>(List.of(row.name(), entrant.name()));
                for (double percentile : PERCENTILES) {
                    cells.add(micros(samples, samples.getValueAtPercentile(percentile)));
                }
                cells.add(micros(samples, samples.getMaxValue()));
                cells.add(String.valueOf(samples.getTotalCount()));
                table.append(Text.line(cells));
            }
        }
        return table.toString();
    }

    private static String micros(Histogram samples, long nanos) {
        return samples.getTotalCount() == 0 ? Text.NONE : Text.figure(nanos / 1e3);
    }

    private static String label(Row row) {
        return row.unit().equals("ns") ? row.name() : row.name() + ", " + row.unit();
    }

    private static List<String> withFirst(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).toList();
    }
}
