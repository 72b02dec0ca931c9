package io.github.goloom.examples.waits;

import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;

/** The command {@code office}. */
@Command(name = "office", description = "Lets clerks wait for one lock, and customers for the clerks, to be recorded.")
public final class OfficeCommand implements Callable<Integer> {
    private final Console console;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public OfficeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        int entries = new Office().serve();
        try {
            console.out().write(Raw.bytes(entries + " entries\n"));
            return 0;
        } catch (IOException e) {
            console.complain("office", "standard output: " + e.getMessage());
            return 1;
        }
    }
}
