package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.park.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects elements into lists, until one is full or its first element has waited long enough. */
final class TimedBatching<T> implements Step<List<T>> {
    private final Title title;
    private final Step<T> source;
    private final int size;
    private final long nanos;

    TimedBatching(Title title, Step<T> source, int size, long nanos) {
        this.title = title;
        this.source = source;
        this.size = size;
        this.nanos = nanos;
    }

    @Override
    public void run(Run run, Sink<? super List<T>> out) throws Exception {
        Chan<T> chan = Chan.buffered(Hop.AHEAD, title.name());
        Hop.start(run, title, List.of(source), chan);
        for (List<T> first = chan.receiveUpTo(size); !first.isEmpty(); first = chan.receiveUpTo(size)) {
            List<T> batch = new ArrayList<>(first);
            fill(batch, chan, Clock.after(Clock.now(), nanos));
            out.accept(batch);
            run.throwIfDone();
        }
    }

    private void fill(List<T> batch, Chan<T> chan, long end) throws InterruptedException {
        long left = nanos;
        while (batch.size() < size && left > 0) {
            if (!(chan.tryReceive(Duration.ofNanos(left)) instanceof Received.Value<T> received)) {
                return; // the time is over, or this is the last batch
            }
            batch.add(received.value());
            if (batch.size() < size) {
                chan.drainTo(batch, size - batch.size());
            }
            left = end - Clock.now();
        }
    }
}
