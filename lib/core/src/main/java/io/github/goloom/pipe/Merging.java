package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import java.util.List;

/** The elements of several steps, each of which runs in a goroutine of its own. */
final class Merging<T> implements Step<T> {
    private final Title title;
    private final List<Step<? extends T>> sources;

    Merging(Title title, List<Step<? extends T>> sources) {
        this.title = title;
        this.sources = sources;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        Chan<T> chan = Chan.buffered(Hop.AHEAD, title.name());
        Hop.start(run, title, sources, chan);
        Hop.drain(run, chan, out);
    }
}
