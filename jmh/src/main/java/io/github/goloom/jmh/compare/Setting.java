package io.github.goloom.jmh.compare;

import java.util.List;
import java.util.Map;

/**
 * Where and how a comparison was run.
 *
 * @param date when it began, in UTC
 * @param commandLine as it was typed
 * @param versions of the peers, by name
 * @param jvm that ran the Java and Kotlin programs
 * @param system the operating system and the architecture
 * @param processors that the machine has
 * @param carriers that each program used
 * @param jvmArgs that every measured JVM got
 * @param rounds that were asked for
 * @param quick whether the runs were short
 * @param roundsPerMicro the rounds of computing that make a microsecond of work; 0 if none is done
 */
record Setting(
        String date,
        String commandLine,
        Map<String, String> versions,
        String jvm,
        String system,
        int processors,
        int carriers,
        List<String> jvmArgs,
        int rounds,
        boolean quick,
        int roundsPerMicro) {

    /** {@return a paragraph about it} */
    String described(boolean complete) {
        StringBuilder text = new StringBuilder();
        text.append("Run on ").append(date).append(" by `").append(commandLine).append("`: ");
        text.append(processors)
                .append(" processors (")
                .append(system)
                .append("), ")
                .append(carriers);
        text.append(" carriers, rounds of ")
                .append(quick ? "short" : "full")
                .append(" runs: ")
                .append(rounds);
        text.append(", JDK ").append(jvm);
        versions.forEach((name, version) -> {
            if (!version.isEmpty() && !version.equals(jvm)) {
                text.append(", ").append(name).append(' ').append(version);
            }
        });
        text.append(".\n");
        if (roundsPerMicro > 0) {
            text.append("A microsecond of work is ").append(roundsPerMicro).append(" rounds of xorshift.\n");
        }
        if (!complete) {
            text.append("The run was interrupted: the figures are of the rounds until then.\n");
        }
        return text.toString();
    }
}
