package io.github.goloom.examples.testing;

import io.github.goloom.examples.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Two outputs that are remembered, as raw strings. */
public final class Printed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A console that is a pipe. */
    public Console pipe() {
        return console(false, false);
    }

    /** A console that is a terminal, or half of one. */
    public Console console(boolean outIsTerminal, boolean errIsTerminal) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.ISO_8859_1);
        return new Console(out, errors, outIsTerminal, errIsTerminal);
    }

    /** Both outputs as one terminal shows them, in the order of printing. */
    public Console terminal() {
        PrintStream both = new PrintStream(out, true, StandardCharsets.ISO_8859_1);
        return new Console(out, both, true, true);
    }

    public String out() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    public String err() {
        return err.toString(StandardCharsets.ISO_8859_1);
    }
}
