package io.github.goloom.explorer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration came to.
 *
 * @param scenario the simple name of the scenario
 * @param schedules how many schedules were run to their end and judged
 * @param pruned how many more were begun, and found equivalent to one of those
 * @param complete whether there is no other schedule, within the bound on preemptions if one was set
 * @param seconds how long it took
 * @param outcomes what the scenario told, and after how many schedules; see {@link Scenario#outcome}
 * @param failure the first schedule that went wrong; null if none did
 */
public record Report(
        String scenario,
        long schedules,
        long pruned,
        boolean complete,
        double seconds,
        Map<String, Long> outcomes,
        @Nullable Failure failure) {
    /**
     * A schedule that went wrong.
     *
     * @param what what went wrong
     * @param schedule the schedule, for {@link Explorer#replay}
     * @param trace its steps, with source lines
     * @param cause what was thrown; null if goroutines were stuck
     */
    public record Failure(
            String what,
            String schedule,
            String trace,
            @Nullable Throwable cause) {}

    /**
     * Throws if a schedule went wrong, with its steps in the message.
     *
     * @return this
     * @throws AssertionError if a schedule went wrong
     */
    public Report orThrow() {
        if (failure != null) {
            throw new AssertionError(this + "\n" + failure.trace, failure.cause);
        }
        return this;
    }

    @Override
    public String toString() {
        String count = String.format(
                "%s: %,d schedules (%s), %,d pruned, %.2f s",
                scenario, schedules, complete ? "all" : "bounded", pruned, seconds);
        return failure == null ? count : count + "; " + failure.what + "; replay \"" + failure.schedule + '"';
    }
}
