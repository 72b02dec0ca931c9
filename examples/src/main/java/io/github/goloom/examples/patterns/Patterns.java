package io.github.goloom.examples.patterns;

import io.github.goloom.examples.Example;
import java.util.List;

/** The list of the patterns. */
public final class Patterns {
    private Patterns() {}

    /** {@return the patterns, in the order in which they are worth reading} */
    public static List<Example> all() {
        return List.of(new Generator());
    }
}
