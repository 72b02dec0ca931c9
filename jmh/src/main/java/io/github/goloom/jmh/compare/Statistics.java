package io.github.goloom.jmh.compare;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Figures that stand for many. */
final class Statistics {
    private static final int DIGITS = 3;

    private Statistics() {}

    /** {@return the middle one, or the mean of the two in the middle} */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double geometricMean(double... values) {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
    }

    /** {@return a histogram of samples in nanoseconds} */
    static Histogram histogram(List<double[]> samples) {
        Histogram histogram = new Histogram(DIGITS);
        for (double[] values : samples) {
            for (double value : values) {
                histogram.recordValue(Math.max(1, Math.round(value)));
            }
        }
        return histogram;
    }
}
