package io.github.goloom.jmh.compare;

import java.util.List;
import java.util.Map;

/**
 * A peer that can be run here.
 *
 * @param name as in the table
 * @param version of the library or language
 * @param command how its program is started; the row and its numbers are appended
 * @param environment variables of the program
 */
record Entrant(String name, String version, List<String> command, Map<String, String> environment) {
    static final String GOLOOM = "goloom";

    Entrant {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** {@return whether it has an equivalent of the row} */
    boolean has(Row row) {
        return switch (name) {
            case "jdk" -> !row.selects();
            case "stream" ->
                row.name().equals("three_stages")
                        || row.name().endsWith("boxed")
                        || row.name().startsWith("ordered");
            case "parallel" ->
                !row.name().endsWith("buffered")
                        && !row.name().endsWith("delay")
                        && !row.name().startsWith("batch");
            default -> true;
        };
    }
}
