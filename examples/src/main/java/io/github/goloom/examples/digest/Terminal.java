package io.github.goloom.examples.digest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of this process.
 *
 * <p>The progress bar's library would ask JLine, which takes the handling of Ctrl-C from the JVM: no shutdown hook would run.
 */
final class Terminal {
    private static final int USUAL_WIDTH = 80;
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([2-9][0-9]|[1-9][0-9]{2,3})");

    private Terminal() {}

    /** {@return how many characters fit in a line} */
    static int width() {
        ProcessBuilder stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"));
        try (BufferedReader out = stty.start().inputReader()) {
            return parse(String.valueOf(out.readLine()));
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }

    /** {@return the width in an answer like {@code 24 80}} */
    static int parse(String size) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
    }
}
