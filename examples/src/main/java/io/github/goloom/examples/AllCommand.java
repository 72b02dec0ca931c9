package io.github.goloom.examples;

import io.github.goloom.examples.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code all}. */
@Command(
        name = "all",
        description = "Runs every example that needs no argument, one after the other, with its defaults.")
final class AllCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;
    private final List<String> names;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    AllCommand(Console console, List<String> names) {
        this.console = console;
        this.names = names;
    }

    @Override
    public Integer call() {
        CommandLine commands = spec.parent().commandLine();
        List<String> failed = new ArrayList<>();
        int done = 0;
        for (String name : names) {
            done++;
            console.complain("all", "%s, %d of %d".formatted(name, done, names.size()));
            long start = System.nanoTime();
            int status = commands.execute(name);
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            if (status != 0) {
                failed.add(name);
                console.complain("all", "%s: status %d".formatted(name, status));
            }
            console.complain("all", String.format(Locale.ROOT, "%s took %.1f s", name, seconds));
        }
        if (failed.isEmpty()) {
            return 0;
        }
        console.complain("all", "failed: " + String.join(", ", failed));
        return 1;
    }
}
