package io.github.goloom.examples.sieve;

import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sieve N}. */
@Command(name = "sieve", description = "Prints the first N primes: the concurrent prime sieve, N channels deep.")
public final class SieveCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "How many primes, 1 or more.")
    private int count;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public SieveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "N must be 1 or more, not " + count);
        }
        Sieve sieve = new Sieve();
        try {
            for (int i = 0; i < count; i++) {
                console.out().write(Raw.bytes(sieve.next() + "\n"));
            }
            return 0;
        } catch (IOException e) {
            console.complain("sieve", "standard output: " + e.getMessage());
            return 1;
        } finally {
            sieve.end();
        }
    }
}
