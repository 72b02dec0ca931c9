package io.github.goloom.examples.console;

import java.text.DecimalFormat;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How many files were found, read and done, and a bar that shows it. Any thread may count; one thread draws. */
public final class Progress implements AutoCloseable {
    /** Room behind the bar for the bytes, and for the {@code ^C} that a terminal shows. */
    private static final int MARGIN = 14;

    /** The library's own thread does not draw: the bar is drawn when it is asked for. */
    private static final int NEVER_MILLIS = Integer.MAX_VALUE;

    private final LongAdder found = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ProgressBar bar;
    private String drawing = "";

    /**
     * Starts with nothing.
     *
     * @param name what stands in front of the bar
     * @param width how many characters fit in a line
     */
    public Progress(String name, int width) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(0)
                .setUnit(" files", 1)
                .showSpeed(new DecimalFormat("#,##0"))
                .hideEta()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(NEVER_MILLIS)
                .continuousUpdate()
                .setConsumer(new DelegatingProgressBarConsumer(text -> drawing = text, width - MARGIN))
                .build();
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
        bar.maxHint(found.sum());
        bar.stepTo(done.sum());
        bar.refresh();
        return drawing + " %,7d MB".formatted(bytes.sum() / 1_000_000);
    }

    @Override
    public void close() {
        bar.close();
    }
}
