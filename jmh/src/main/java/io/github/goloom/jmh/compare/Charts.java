package io.github.goloom.jmh.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The results as pictures, in SVG, on logarithmic axes. */
final class Charts {
    private static final int HEIGHT = 700;
    private static final int WIDTH = 1_000;
    private static final int WIDTH_OF_GRID = 1_600;

    private Charts() {}

    /** Writes the charts of a comparison, and returns their files. */
    static List<Path> write(Kind kind, Results results, Path folder) throws IOException {
        return switch (kind) {
            case GRID -> List.of(save(grid(results), folder, "grid"));
            case LATENCY -> List.of(save(latency(results), folder, "latency"));
            case SCALING -> {
                Map<String, List<Row>> families = results.rows().stream()
                        .collect(Collectors.groupingBy(Row::family, LinkedHashMap::new, Collectors.toList()));
                List<Path> files = new ArrayList<>();
                for (Map.Entry<String, List<Row>> family : families.entrySet()) {
                    XYChart chart = scaling(family.getKey(), family.getValue(), results);
                    files.add(save(chart, folder, "scaling-" + family.getKey()));
                }
                yield files;
            }
        };
    }

    private static Path save(Chart<?, ?> chart, Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".svg");
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        return file;
    }

    private static CategoryChart grid(Results results) {
        CategoryChart chart = bars("Time per element: shorter bars are better", "ns per element (log), sieve: ms");
        List<String> names = results.rows().stream().map(Row::name).toList();
        for (Entrant entrant : results.entrants()) {
            addBars(
                    chart,
                    entrant,
                    names,
                    results.rows().stream()
                            .map(row -> orNull(results.median(row, entrant.name())))
                            .toList());
        }
        return chart;
    }

    private static CategoryChart latency(Results results) {
        CategoryChart chart = bars("Latency in an idle program: shorter bars are better", "microseconds (log)");
        List<String> names = results.rows().stream()
                .flatMap(row -> Tables.PERCENTILES.stream().map(it -> row.name() + " p" + Text.plain(it)))
                .toList();
        for (Entrant entrant : results.entrants()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (Row row : results.rows()) {
                Histogram samples = Statistics.histogram(results.rounds(row, entrant.name()));
                for (double percentile : Tables.PERCENTILES) {
                    boolean none = samples.getTotalCount() == 0;
                    values.add(none ? null : Double.valueOf(samples.getValueAtPercentile(percentile) / 1e3));
                }
            }
            addBars(chart, entrant, names, values);
        }
        return chart;
    }

    private static XYChart scaling(String family, List<Row> rows, Results results) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Cost of an operation by the number of " + family)
                .xAxisTitle(family + " (log)")
                .yAxisTitle("ns per operation (log)")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        for (Entrant entrant : results.entrants()) {
            List<Row> measured = rows.stream()
                    .filter(row -> results.median(row, entrant.name()).isPresent())
                    .toList();
            if (!measured.isEmpty()) {
                chart.addSeries(
                        entrant.name(),
                        measured.stream().mapToDouble(Row::size).toArray(),
                        measured.stream()
                                .mapToDouble(row ->
                                        results.median(row, entrant.name()).orElseThrow())
                                .toArray());
            }
        }
        return chart;
    }

    private static CategoryChart bars(String title, String unit) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH_OF_GRID)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLabelRotation(45);
        chart.getStyler().setAvailableSpaceFill(0.8);
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setYAxisLogarithmic(true);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setChartBackgroundColor(java.awt.Color.WHITE);
    }

    private static void addBars(
            CategoryChart chart, Entrant entrant, List<String> names, List<@Nullable Double> values) {
        if (values.stream().anyMatch(it -> it != null)) {
            chart.addSeries(entrant.name(), names, values);
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
