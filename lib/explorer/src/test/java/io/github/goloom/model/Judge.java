package io.github.goloom.model;

import java.util.HashSet;
import java.util.Set;

/** Runs programs again and again and compares what is seen with the model; counts what it did. */
final class Judge {
    private static final Model MODEL = new Model();

    private int programs;
    private int runs;
    private int tooBig;
    private long possible;
    private long seen;

    /** Fails if a run had an outcome, or an order of events, that the model does not know. */
    void holds(Program program, int times, Runner runner) throws InterruptedException {
        Set<String> outcomes = MODEL.outcomes(program);
        Set<String> met = new HashSet<>();
        for (int i = 0; i < times; i++) {
            Run run = runner.run(program);
            met.add(run.outcome());
            if (!outcomes.isEmpty() && !outcomes.contains(run.outcome())) {
                throw new AssertionError(
                        "No order of steps gives this.\nprogram  " + program + "\noutcome  " + run.outcome());
            }
            if (!Explanation.exists(MODEL, run)) {
                throw new AssertionError("No order of steps explains these calls and returns.\nprogram  " + program
                        + "\noutcome  " + run.outcome() + "\nevents   " + run.events());
            }
        }
        programs++;
        runs += times;
        tooBig += outcomes.isEmpty() ? 1 : 0;
        possible += outcomes.size();
        seen += outcomes.isEmpty() ? 0 : met.size();
    }

    @Override
    public String toString() {
        return programs + " programs, " + runs + " runs, " + seen + " of " + possible + " possible outcomes seen, "
                + tooBig + " programs too big to list theirs";
    }
}
