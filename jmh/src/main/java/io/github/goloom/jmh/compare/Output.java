package io.github.goloom.jmh.compare;

import java.util.List;

/**
 * What one process has measured.
 *
 * @param nanos a figure for each timed run or sample
 * @param allocated bytes per element; NaN if the process does not tell
 * @param live bytes of heap in use at the most, but without garbage; NaN if the process does not tell
 */
record Output(double[] nanos, double allocated, double live) {
    static Output of(List<String> lines) {
        double[] nanos = lines.stream()
                .filter(line -> !line.contains(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Output(nanos, named("allocated", lines), named("live", lines));
    }

    private static double named(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
