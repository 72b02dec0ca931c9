package io.github.goloom.examples.digest;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Progress;
import io.github.goloom.examples.console.Raw;
import io.github.goloom.time.ChanTicker;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/**
 * All that is printed: sums, failures, and a progress bar that makes way for them. Only the collector prints, so
 * nothing needs a lock.
 */
final class Screen implements Closeable {
    private static final String ERASE_LINE = "\r\033[K";
    private static final Duration REDRAW = Duration.ofMillis(100);

    private final Console console;
    private final OutputStream out;
    private final Progress progress;
    private final ChanTicker ticker = ChanTicker.every(REDRAW);
    private boolean barIsShown;

    Screen(Console console) {
        this.console = console;
        out = console.outIsTerminal() ? console.out() : new BufferedOutputStream(console.out());
        progress = new Progress("digest", console.width());
    }

    /** {@return what the bar shows; any thread may count} */
    Progress progress() {
        return progress;
    }

    /** {@return a tick whenever the bar should be drawn: the nil channel, and so never, if nobody would see it} */
    ReceiveChan<Instant> ticks() {
        return console.errIsTerminal() ? ticker.chan() : Chan.nil();
    }

    void drawBar() {
        console.err().print(ERASE_LINE + progress.bar());
        barIsShown = true;
    }

    /** Prints a line as {@code sha256sum} does: a backslash in front says that the name is escaped. */
    void sum(String hex, String path) throws IOException {
        String name = Console.escape(path);
        String mark = name.equals(path) ? "" : "\\";
        if (console.outIsTerminal()) {
            eraseBar();
        }
        out.write(Raw.bytes(mark + hex + "  " + name + "\n"));
    }

    void failure(String path, String reason) {
        eraseBar();
        console.complain("digest", Console.escape(path) + ": " + reason);
    }

    private void eraseBar() {
        if (barIsShown) {
            console.err().print(ERASE_LINE);
            barIsShown = false;
        }
    }

    /** Leaves no bar behind, and no line half printed. */
    @Override
    public void close() throws IOException {
        ticker.close();
        progress.close();
        eraseBar();
        out.flush();
    }
}
