package io.github.goloom.jmh.compare;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.colors.ColorBlindFriendlySeriesColors;

/** The results as pictures, in SVG, on logarithmic axes. */
final class Charts {
    private static final int HEIGHT = 700;
    private static final int WIDTH = 1_000;
    private static final int WIDTH_OF_GRID = 1_600;

    private static final BasicStroke SOLID = new BasicStroke(0.5f);

    private Charts() {}

    /** {@return the charts of a comparison, by the names of their files} */
    static Map<String, Chart<?, ?>> of(Kind kind, Results results) {
        Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
        switch (kind) {
            case GRID -> charts.put("grid.svg", grid(results));
            case LATENCY -> charts.put("latency.svg", latency(results));
            case SCALING ->
                results.rows().stream()
                        .collect(Collectors.groupingBy(Row::family, LinkedHashMap::new, Collectors.toList()))
                        .forEach((family, rows) ->
                                charts.put("scaling-" + family + ".svg", scaling(family, rows, results)));
            case PIPELINES -> charts.put("throughput.svg", pipelines(results));
        }
        charts.values().removeIf(chart -> chart.getSeriesMap().isEmpty());
        return charts;
    }

    private static CategoryChart grid(Results results) {
        return medians(
                bars("Time per element: shorter bars are better", "ns per element (log), sieve: ms"),
                results,
                nanos -> nanos);
    }

    private static CategoryChart pipelines(Results results) {
        return medians(
                bars("Elements per second: longer bars are better", "thousands per second (log)"),
                results,
                Tables::thousandsPerSecond);
    }

    private static CategoryChart medians(CategoryChart chart, Results results, DoubleUnaryOperator shown) {
        List<String> names = results.rows().stream().map(Row::name).toList();
        for (Entrant entrant : results.entrants()) {
            List<@Nullable Double> medians = new ArrayList<>();
            for (Row row : results.rows()) {
                OptionalDouble median = results.median(row, entrant.name());
                medians.add(median.isPresent() ? Double.valueOf(shown.applyAsDouble(median.getAsDouble())) : null);
            }
            addBars(chart, entrant, names, medians);
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
                double[] sizes = measured.stream().mapToDouble(Row::size).toArray();
                double[] medians = measured.stream()
                        .mapToDouble(row -> results.median(row, entrant.name()).orElseThrow())
                        .toArray();
                chart.addSeries(entrant.name(), sizes, medians);
                widen(chart.getStyler(), Arrays.stream(medians));
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
        styler.setYAxisTickMarkSpacingHint(40);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotGridLinesColor(Color.LIGHT_GRAY);
        styler.setPlotGridLinesStroke(SOLID); // a dashed line is thousands of lines in SVG
        styler.setSeriesColors(new ColorBlindFriendlySeriesColors().getSeriesColors());
    }

    private static void addBars(
            CategoryChart chart, Entrant entrant, List<String> names, List<@Nullable Double> values) {
        if (values.stream().anyMatch(Objects::nonNull)) {
            chart.addSeries(entrant.name(), names, values);
            widen(chart.getStyler(), values.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue));
        }
    }

    /** Lets the axis begin and end at powers of ten: those are the ones that have labels. */
    private static void widen(AxesChartStyler styler, DoubleStream values) {
        DoubleSummaryStatistics all = values.map(Math::log10).summaryStatistics();
        double least = Math.pow(10, Math.floor(all.getMin()));
        double most = Math.pow(10, Math.ceil(all.getMax()));
        Double leastBefore = styler.getYAxisMin();
        Double mostBefore = styler.getYAxisMax();
        styler.setYAxisMin(leastBefore == null ? least : Math.min(leastBefore, least));
        styler.setYAxisMax(mostBefore == null ? most : Math.max(mostBefore, most));
    }
}
