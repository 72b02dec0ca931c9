package io.github.goloom.examples.console;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** How many files were found, read and done, and a bar that shows it. Any thread may call any method. */
public final class Progress {
    /** Room behind the bar for the {@code ^C} that a terminal shows. */
    private static final int MARGIN = 3;

    private final String name;
    private final int width;
    private final long start = System.nanoTime();
    private final LongAdder found = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * Starts with nothing.
     *
     * @param name what stands in front of the bar
     * @param width how many characters fit in a line
     */
    public Progress(String name, int width) {
        this.name = name;
        this.width = width;
    }

    /** One more file was found. */
    public void found() {
        found.increment();
    }

    /**
     * More bytes were read.
     *
     * @param count how many
     */
    public void read(int count) {
        bytes.add(count);
    }

    /** One more file is done. */
    public void done() {
        done.increment();
    }

    /**
     * Draws the bar.
     *
     * @return one line
     */
    public String bar() {
        return bar(Duration.ofNanos(System.nanoTime() - start));
    }

    String bar(Duration time) {
        long files = done.sum();
        long all = Math.max(files, found.sum());
        String percent = all == 0 ? "  ?" : "%3d".formatted(100 * files / all);
        String speed = time.toSeconds() == 0 ? "?" : Long.toString(files / time.toSeconds());
        String left = "%s %s%% [".formatted(name, percent);
        String clock = "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        String right =
                "] %d/%d files (%s) %s files/s %,7d MB".formatted(files, all, clock, speed, bytes.sum() / 1_000_000);
        int room = Math.max(0, width - MARGIN - left.length() - right.length());
        int filled = all == 0 ? 0 : (int) (room * files / all);
        return left + "=".repeat(filled) + " ".repeat(room - filled) + right;
    }
}
