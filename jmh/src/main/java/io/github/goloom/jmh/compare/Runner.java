package io.github.goloom.jmh.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs every row of every peer in each round, a process for each, and says how far it is. */
final class Runner {
    private static final int WARM_UP_MILLIS = 2_000;
    private static final int QUICK_WARM_UP_MILLIS = 700;

    /** One process to come. */
    private record Step(int round, Row row, Entrant entrant) {}

    private final Results results;
    private final Processes processes;
    private final Path folder;
    private final boolean quick;
    private final int limitSeconds;
    private final int rounds;
    private final List<Step> steps = new ArrayList<>();
    private final Map<List<String>, Double> seconds = new HashMap<>();

    Runner(Results results, Processes processes, Path folder, int rounds, boolean quick, int limitSeconds) {
        this.results = results;
        this.processes = processes;
        this.folder = folder;
        this.rounds = rounds;
        this.quick = quick;
        this.limitSeconds = limitSeconds;
        for (int round = 0; round < rounds; round++) {
            List<Entrant> order = new ArrayList<>(results.entrants());
            Collections.rotate(order, -round);
            for (Row row : results.rows()) {
                for (Entrant entrant : order) {
                    if (entrant.has(row)) {
                        steps.add(new Step(round, row, entrant));
                    }
                }
            }
        }
    }

    /** Runs all; what was measured before an interrupt is in the results. */
    void run() throws InterruptedException, IOException {
        long start = System.nanoTime();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long before = System.nanoTime();
            String figure = measure(step);
            seconds.put(List.of(step.row.name(), step.entrant.name()), (System.nanoTime() - before) / 1e9);
            System.err.printf(
                    "round %d/%d  %-20s %-8s %-16s %d of %d, %s, about %s left%n",
                    step.round + 1,
                    rounds,
                    step.row.name(),
                    step.entrant.name(),
                    figure,
                    i + 1,
                    steps.size(),
                    clock((System.nanoTime() - start) / 1e9),
                    clock(remaining(i + 1)));
        }
    }

    private String measure(Step step) throws InterruptedException, IOException {
        Row row = step.row;
        List<String> command = new ArrayList<>(step.entrant.command());
        command.add(row.name());
        command.add(String.valueOf(quick ? row.quickElements() : row.elements()));
        command.add(String.valueOf(quick ? QUICK_WARM_UP_MILLIS : WARM_UP_MILLIS));
        command.add(String.valueOf(quick ? row.quickRuns() : row.runs()));
        try {
            Output output = Output.of(processes.run(folder, step.entrant.environment(), command, limitSeconds));
            double[] nanos = output.nanos();
            results.add(row, step.entrant, output);
            return Text.figure(row.shown(Statistics.median(nanos))) + " " + row.unit();
        } catch (Processes.Failure e) {
            String failure =
                    step.entrant.name() + " " + row.name() + ", round " + (step.round + 1) + ": " + e.getMessage();
            results.addFailure(failure);
            System.err.println("jmh/compare: " + failure);
            return Text.NONE;
        }
    }

    /** A step takes as long as in the round before, or else as long as the mean of all steps so far. */
    private double remaining(int done) {
        double mean = seconds.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return steps.subList(done, steps.size()).stream()
                .mapToDouble(step -> seconds.getOrDefault(List.of(step.row.name(), step.entrant.name()), mean))
                .sum();
    }

    private static String clock(double seconds) {
        Duration it = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d".formatted(it.toMinutes(), it.toSecondsPart());
    }
}
