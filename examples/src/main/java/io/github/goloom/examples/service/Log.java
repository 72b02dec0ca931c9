package io.github.goloom.examples.service;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The log: a goroutine that writes lines from a channel. A log that nobody reads must not hold up the service, so that
 * a line is dropped if the channel is full; the end of the log says how many were.
 */
final class Log {
    private static final int CAPACITY = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_CHARS = 200;

    private final Chan<String> lines = Chan.buffered(CAPACITY, "log");
    private final Books books;
    private final PrintStream out;
    private final Thread writer;

    Log(PrintStream out, Books books) {
        this.out = out;
        this.books = books;
        writer = Go.go("log", () -> lines.receiveEach(this::write));
    }

    private void write(String line) {
        out.print(line + "\n");
    }

    /** Writes a line. What comes from a client must be {@linkplain #escape escaped}, or checked. */
    void line(String line) {
        if (!lines.trySend(line)) {
            books.count("log lines dropped");
        }
    }

    /**
     * {@return a text in quotes, in one line of printable ASCII, so that it cannot pass for anything else in the log}
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), MOST_CHARS); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                escaped.append("\\u").append("%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.append(text.length() > MOST_CHARS ? "...\"" : "\"").toString();
    }

    /** Waits until all lines are written, or for some seconds if nobody reads them. */
    void close() throws InterruptedException {
        lines.close();
        boolean unused = writer.join(PATIENCE);
    }
}
