package io.github.goloom.examples.digest;

import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * All that is printed: sums, failures, and a progress bar that makes way for them. Only one goroutine writes, so nothing needs
 * a lock.
 */
final class Screen implements Closeable {
    private static final String ERASE_LINE = "\r\033[K";

    private final Console console;
    private final OutputStream out;
    private boolean barIsShown;

    Screen(Console console) {
        this.console = console;
        this.out = new BufferedOutputStream(console.out());
    }

    /** Prints a line as {@code sha256sum} does: a backslash in front says that the name is escaped. */
    void sum(String hex, String path) throws IOException {
        String name = Console.escape(path);
        String mark = name.equals(path) ? "" : "\\";
        if (console.outIsTerminal()) {
            hideBar();
        }
        out.write(Raw.bytes(mark + hex + "  " + name + "\n"));
        if (console.outIsTerminal()) {
            out.flush();
        }
    }

    void failure(String path, String reason) {
        hideBar();
        console.complain("digest", Console.escape(path) + ": " + reason);
    }

    void bar(String text) {
        console.err().print(ERASE_LINE + text);
        console.err().flush();
        barIsShown = true;
    }

    private void hideBar() {
        if (barIsShown) {
            console.err().print(ERASE_LINE);
            console.err().flush();
            barIsShown = false;
        }
    }

    /** Leaves no bar behind, and no line half printed. */
    @Override
    public void close() throws IOException {
        hideBar();
        out.flush();
    }
}
