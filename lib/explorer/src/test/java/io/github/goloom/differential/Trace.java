package io.github.goloom.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a hand-written program prints; goroutines may print, too. */
final class Trace {
    private final List<String> lines = new ArrayList<>();

    /** A program that prints here. */
    @FunctionalInterface
    interface Body {
        void run(Trace trace) throws Exception;
    }

    /** What may fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** As {@code fmt.Println}. */
    synchronized void print(Object... words) {
        lines.add(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The text of a failure, without the channel's name; "none" if the step does not fail. */
    static String failure(Step step) {
        try {
            step.run();
            return "none";
        } catch (Exception e) {
            return e.getMessage().replaceFirst("(closed|nil) channel.*", "$1 channel");
        }
    }

    /** The text of an error, without the instant that the library adds to a deadline's. */
    static String text(Throwable error) {
        return error == null ? "none" : error.getMessage().replaceFirst("(deadline exceeded): .*", "$1");
    }
}
