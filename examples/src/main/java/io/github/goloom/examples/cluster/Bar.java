package io.github.goloom.examples.cluster;

import io.github.goloom.examples.console.Console;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that shows how many blocks are counted, if somebody looks. It is drawn by the thread that counts. */
final class Bar implements AutoCloseable {
    private static final String ERASE_LINE = "\r\033[K";
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    /** The library's own thread does not draw. */
    private static final int NEVER_MILLIS = Integer.MAX_VALUE;

    private final Console console;
    private final ProgressBar bar;
    private String drawing = "";
    private long drawn;

    Bar(Console console, long blocks) {
        this.console = console;
        bar = new ProgressBarBuilder()
                .setTaskName("cluster")
                .setInitialMax(blocks)
                .setUnit(" blocks", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(NEVER_MILLIS)
                .continuousUpdate()
                .setConsumer(new DelegatingProgressBarConsumer(text -> drawing = text, console.width() - 1))
                .build();
        draw();
    }

    /** Shows how many blocks are counted, but not more often than an eye can follow. */
    void show(long counted) {
        bar.stepTo(counted);
        if (System.nanoTime() - drawn >= REDRAW_NANOS) {
            draw();
        }
    }

    private void draw() {
        if (console.errIsTerminal()) {
            bar.refresh();
            console.err().print(ERASE_LINE + drawing);
        }
        drawn = System.nanoTime();
    }

    /** Prints a line above the bar. */
    void print(String line) {
        erase();
        console.complain("cluster", line);
        draw();
    }

    private void erase() {
        if (console.errIsTerminal()) {
            console.err().print(ERASE_LINE);
        }
    }

    /** Leaves no bar behind. */
    @Override
    public void close() {
        bar.close();
        erase();
    }
}
