package io.github.goloom.jmh.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** The files with the results: a table, the figures and the charts. */
final class Report {
    /** The file of figures. */
    private record Document(
            Kind kind, boolean complete, Setting setting, List<String> failures, List<RowFigures> rows) {}

    private record RowFigures(String name, String unit, int elements, Map<String, Object> peers) {}

    /** The figures of one peer: per round, every timed run. */
    private record Times(double median, double least, double most, List<double[]> rounds) {}

    private record Throughput(
            double elementsPerSecond, double bytesPerElement, double liveHeapBytes, Times nanosPerElement) {}

    /** The same for a latency, of which there are too many samples to keep each. */
    private record Latency(List<Percentiles> rounds, Percentiles all) {}

    private record Percentiles(long samples, long p50, long p99, long p999, long largest) {
        static Percentiles of(List<double[]> samples) {
            Histogram histogram = Statistics.histogram(samples);
            return new Percentiles(
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(99),
                    histogram.getValueAtPercentile(99.9),
                    histogram.getMaxValue());
        }
    }

    private final Kind kind;
    private final Setting setting;
    private final Results results;

    Report(Kind kind, Setting setting, Results results) {
        this.kind = kind;
        this.setting = setting;
        this.results = results;
    }

    /** Writes what there is, and returns the files. */
    List<Path> write(Path folder, boolean complete) throws IOException {
        String name = kind.file();
        Files.createDirectories(folder);
        Path figures = folder.resolve(name + ".json");
        Path table = folder.resolve(name + ".md");
        Map<String, Chart<?, ?>> charts = Charts.of(kind, results);
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        mapper.writeValue(figures.toFile(), document(complete));
        Files.writeString(table, markdown(complete, charts.keySet()));

        List<Path> files = new ArrayList<>(List.of(figures, table));
        for (Map.Entry<String, Chart<?, ?>> chart : charts.entrySet()) {
            Path picture = folder.resolve(chart.getKey());
            VectorGraphicsEncoder.saveVectorGraphic(chart.getValue(), picture.toString(), VectorGraphicsFormat.SVG);
            files.add(picture);
        }
        return files;
    }

    private String markdown(boolean complete, Set<String> charts) {
        StringBuilder text = new StringBuilder(
                switch (kind) {
                    case GRID -> "# The grid\n\n";
                    case LATENCY -> "# Latency\n\n";
                    case SCALING -> "# Scaling\n\n";
                    case PIPELINES -> "# Pipelines\n\n";
                });
        text.append(setting.described(complete)).append('\n').append(Tables.of(kind, results));
        if (!results.failures().isEmpty()) {
            text.append("\nMissing:\n\n");
            results.failures()
                    .forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        for (String chart : charts) {
            text.append("\n![").append(kind.file()).append("](");
            text.append(chart).append(")\n");
        }
        return text.toString();
    }

    private Document document(boolean complete) {
        List<RowFigures> rows = new ArrayList<>();
        for (Row row : results.rows()) {
            Map<String, Object> peers = new LinkedHashMap<>();
            for (Entrant entrant : results.entrants()) {
                List<double[]> rounds = results.rounds(row, entrant.name());
                if (!rounds.isEmpty()) {
                    peers.put(
                            entrant.name(),
                            switch (kind) {
                                case LATENCY -> latency(rounds);
                                case PIPELINES ->
                                    new Throughput(
                                            Tables.thousandsPerSecond(results.median(row, entrant.name())
                                                            .orElseThrow())
                                                    * 1e3,
                                            results.allocated(row, entrant.name()),
                                            results.live(row, entrant.name()),
                                            times(rounds));
                                case GRID, SCALING -> times(rounds);
                            });
                }
            }
            rows.add(new RowFigures(row.name(), "ns", setting.quick() ? row.quickElements() : row.elements(), peers));
        }
        return new Document(kind, complete, setting, results.failures(), rows);
    }

    private static Times times(List<double[]> rounds) {
        double[] medians = rounds.stream().mapToDouble(Statistics::median).toArray();
        return new Times(
                Statistics.median(medians),
                Arrays.stream(medians).min().orElseThrow(),
                Arrays.stream(medians).max().orElseThrow(),
                rounds);
    }

    private static Latency latency(List<double[]> rounds) {
        return new Latency(
                rounds.stream().map(it -> Percentiles.of(List.of(it))).toList(), Percentiles.of(rounds));
    }
}
