package io.github.goloom.examples.digest;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.text.DecimalFormat;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar that a thread of its own draws ten times a second. It does not print: the drawings go to a channel, to the
 * one goroutine that prints. If that is busy, a drawing is dropped.
 */
@SuppressWarnings("CheckReturnValue")
final class Bar implements Progress {
    /** What is behind the drawing: the bytes, and the {@code ^C} that a terminal shows. */
    private static final int MARGIN = 14;

    private final Chan<String> drawings = Chan.buffered(1, "drawings");
    private final LongAdder found = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ProgressBar bar;

    Bar(int width) {
        bar = new ProgressBarBuilder()
                .setTaskName("digest")
                .setInitialMax(0)
                .setUnit(" files", 1)
                .showSpeed(new DecimalFormat("#,##0"))
                .hideEta()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .continuousUpdate()
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, width - MARGIN))
                .build();
    }

    private void draw(String text) {
        drawings.trySend(text + " %,7d MB".formatted(bytes.sum() / 1_000_000));
    }

    @Override
    public void found() {
        found.increment();
        bar.maxHint(found.sum());
    }

    @Override
    public void read(int n) {
        bytes.add(n);
    }

    @Override
    public void digested() {
        bar.step();
    }

    @Override
    public ReceiveChan<String> drawings() {
        return drawings;
    }

    @Override
    public void close() {
        bar.close();
    }
}
