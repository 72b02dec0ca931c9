package io.github.goloom.examples.console;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two outputs of a process; what is printed is {@linkplain Raw raw}.
 *
 * @param out standard output: bytes, and an exception if they cannot be written
 * @param err standard error
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 */
public record Console(OutputStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    private static final int USUAL_WIDTH = 80;
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([2-9][0-9]|[1-9][0-9]{2,3})");

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
     * Why a file or directory cannot be read or written, in the words of other commands.
     *
     * @param e what was thrown
     * @return the raw reason, without the name of the file
     */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            case NotDirectoryException file -> "Not a directory";
            case FileSystemException other ->
                Raw.ofText(Objects.requireNonNullElse(other.getReason(), other.toString()));
            default -> Raw.ofText(String.valueOf(e.getMessage()));
        };
    }

    /**
     * The width of the terminal.
     *
     * @return how many characters fit in a line; 80 if there is no terminal, or it does not tell
     */
    public int width() {
        if (!errIsTerminal) {
            return USUAL_WIDTH;
        }
        ProcessBuilder stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"));
        try (BufferedReader answer = stty.start().inputReader()) {
            return parseWidth(String.valueOf(answer.readLine()));
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }

    /** {@return the width in an answer like {@code 24 80}} */
    static int parseWidth(String size) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
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
