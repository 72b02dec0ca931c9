package io.github.goloom.jmh.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What was measured, as far as it came. Used by one thread. */
final class Results {
    private record Cell(String row, String entrant) {}

    private final List<Row> rows;
    private final List<Entrant> entrants;
    private final Map<Cell, List<Output>> samples = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Results(List<Row> rows, List<Entrant> entrants) {
        this.rows = List.copyOf(rows);
        this.entrants = List.copyOf(entrants);
    }

    List<Row> rows() {
        return rows;
    }

    List<Entrant> entrants() {
        return entrants;
    }

    /** {@return the entrants that goloom is held against, if it took part} */
    List<Entrant> others() {
        boolean compared = entrants.stream().anyMatch(it -> it.name().equals(Entrant.GOLOOM));
        return entrants.stream()
                .filter(it -> compared && !it.name().equals(Entrant.GOLOOM))
                .toList();
    }

    /** Adds the figures of one process. */
    void add(Row row, Entrant entrant, Output output) {
        samples.computeIfAbsent(new Cell(row.name(), entrant.name()), cell -> new ArrayList<>())
                .add(output);
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    void addFailure(String failure) {
        failures.add(failure);
    }

    /** {@return why figures are missing} */
    List<String> failures() {
        return failures;
    }

    /** {@return the figures of a peer for a row, one array for each round; without any if it has none} */
    List<double[]> rounds(Row row, String entrant) {
        return outputs(row, entrant).stream().map(Output::nanos).toList();
    }

    /** {@return the median of the bytes that an element has allocated; NaN if there is none} */
    double allocated(Row row, String entrant) {
        return median(outputs(row, entrant).stream().mapToDouble(Output::allocated));
    }

    /** {@return the median of the largest bytes of live heap; NaN if there is none} */
    double live(Row row, String entrant) {
        return median(outputs(row, entrant).stream().mapToDouble(Output::live));
    }

    private static double median(DoubleStream values) {
        double[] all = values.toArray();
        return all.length == 0 ? Double.NaN : Statistics.median(all);
    }

    private List<Output> outputs(Row row, String entrant) {
        return samples.getOrDefault(new Cell(row.name(), entrant), List.of());
    }

    /** {@return the medians of the rounds, in the unit of the row} */
    double[] medians(Row row, String entrant) {
        return rounds(row, entrant).stream()
                .filter(it -> it.length > 0) // one that was cut short has none
                .mapToDouble(it -> row.shown(Statistics.median(it)))
                .toArray();
    }

    /** {@return the median of the medians of the rounds, in the unit of the row} */
    OptionalDouble median(Row row, String entrant) {
        double[] medians = medians(row, entrant);
        return medians.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(medians));
    }

    /** {@return the time of goloom divided by that of another} */
    OptionalDouble ratio(Row row, String entrant) {
        OptionalDouble ours = median(row, Entrant.GOLOOM);
        OptionalDouble theirs = median(row, entrant);
        boolean both = ours.isPresent() && theirs.isPresent();
        return both ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble()) : OptionalDouble.empty();
    }

    /** {@return the geometric mean of the ratios of all rows that both have} */
    OptionalDouble meanRatio(String entrant) {
        double[] ratios = rows.stream()
                .map(row -> ratio(row, entrant))
                .flatMap(it -> it.isPresent() ? Stream.of(it.getAsDouble()) : Stream.empty())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Statistics.geometricMean(ratios));
    }

    /** {@return the smallest and the largest median of a round, in the unit of the row} */
    double[] spread(Row row, String entrant) {
        double[] medians = medians(row, entrant);
        return new double[] {
            Arrays.stream(medians).min().orElse(Double.NaN),
            Arrays.stream(medians).max().orElse(Double.NaN)
        };
    }
}
