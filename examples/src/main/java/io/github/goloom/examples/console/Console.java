package io.github.goloom.examples.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The two outputs of a process; what is printed is {@linkplain Raw raw}.
 *
 * @param out standard output: bytes, and an exception if they cannot be written
 * @param err standard error
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 */
public record Console(OutputStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    /**
     * The outputs of this process. Java cannot tell which of them is a terminal: the script that starts it does.
     *
     * @return the console
     */
    public static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.ISO_8859_1),
                Boolean.getBoolean("goloom.tty.out"),
                Boolean.getBoolean("goloom.tty.err"));
    }

    /**
     * Prints one line on standard error.
     *
     * @param who the name of the program
     * @param what what is wrong; a line break in it is made visible
     */
    public void complain(String who, String what) {
        err.print(who + ": " + visible(what) + "\n");
        err.flush();
    }

    /**
     * A name in one line, as {@code sha256sum} shows it.
     *
     * @param raw any name
     * @return the name with a backslash before each backslash, and {@code \n} and {@code \r} for line breaks
     */
    public static String escape(String raw) {
        return visible(raw.replace("\\", "\\\\"));
    }

    private static String visible(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r");
    }
}
