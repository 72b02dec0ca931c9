package io.github.goloom.examples;

import java.io.PrintStream;

/**
 * A small program that shows one idea. It is a command of picocli, whose options are its fields; {@link Main} runs it by
 * its name, and its own {@code main} runs it alone.
 */
@FunctionalInterface
public interface Example {
    /**
     * Runs the program. Afterwards none of its goroutines is left.
     *
     * @param out where it prints
     * @throws WrongArgumentException if an option has a value that it must not have
     * @throws Exception if the program fails
     */
    void run(PrintStream out) throws Exception;
}
