package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel between two goroutines of a pipeline. The goroutine that runs the step receives; others, which it starts,
 * send.
 */
final class Hop {
    /** How many elements a stage may be ahead of the next one. */
    static final int AHEAD = 64;

    private Hop() {}

    /** Starts a goroutine for each source, which sends the elements of that; the last to end closes the channel. */
    static <T> void start(Run run, Title title, List<? extends Step<? extends T>> sources, Chan<T> chan)
            throws InterruptedException {
        AtomicInteger open = new AtomicInteger(sources.size());
        int number = 0;
        for (Step<? extends T> source : sources) {
            number++;
            run.go(title, title.name(number, sources.size()), () -> {
                source.run(run, value -> {
                    run.throwIfDone();
                    chan.send(value);
                });
                if (open.decrementAndGet() == 0) {
                    chan.close();
                }
            });
        }
    }

    /** Receives in batches, each of which wakes a sender that waits once. */
    static <T> void drain(Run run, Chan<T> chan, Sink<? super T> out) throws Exception {
        for (List<T> batch = chan.receiveUpTo(AHEAD); !batch.isEmpty(); batch = chan.receiveUpTo(AHEAD)) {
            for (T value : batch) {
                out.accept(value);
                run.throwIfDone();
            }
        }
    }
}
