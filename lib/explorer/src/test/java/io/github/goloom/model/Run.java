package io.github.goloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was seen when a program ran: calls and returns in one order, and what the buffers held when nobody could go on.
 * A call without a return was left blocked.
 */
public record Run(Program program, List<Event> events, List<Integer> sizes) {
    /** Stands for an operation that had no end. */
    public static final String BLOCKED = "_";

    /** A goroutine calls its next operation, or returns from it with a result; a call has none. Or all is quiet. */
    public record Event(int goroutine, String result) {
        static final String CALL = "";

        /** Each goroutine waits in its operation, or is between two: nothing more will happen by itself. */
        static final Event QUIET = new Event(-1, "quiet");

        boolean isCall() {
            return result.equals(CALL);
        }

        boolean isQuiet() {
            return equals(QUIET);
        }

        @Override
        public String toString() {
            return isQuiet() ? result : goroutine + (isCall() ? " calls" : " gets " + result);
        }
    }

    /** The results of each goroutine, and the sizes at the end. */
    public static String outcome(List<List<String>> results, List<Integer> sizes) {
        return results.stream().map(each -> String.join(" ", each)).collect(Collectors.joining(" | ")) + " # "
                + sizes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    public String outcome() {
        return outcome(results(BLOCKED), sizes);
    }

    /** The results of each goroutine; after them that for an operation without an end, if there is one. */
    List<List<String>> results(String unended) {
        List<List<String>> all = new ArrayList<>();
        for (int g = 0; g < program.goroutines().size(); g++) {
            all.add(new ArrayList<>());
        }
        for (Event each : events) {
            if (each.isQuiet()) {
                continue;
            }
            List<String> mine = all.get(each.goroutine());
            if (!each.isCall()) {
                mine.removeLast();
            }
            mine.add(each.isCall() ? unended : each.result());
        }
        return all;
    }
}
