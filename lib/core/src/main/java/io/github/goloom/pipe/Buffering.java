package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import java.util.List;
import java.util.function.Supplier;

/** Lets the stages before and after it run at the same time, with a channel between. */
final class Buffering<T> implements Step<T> {
    private final Title title;
    private final Step<T> source;
    private final Supplier<Chan<T>> chan;

    Buffering(Title title, Step<T> source, Supplier<Chan<T>> chan) {
        this.title = title;
        this.source = source;
        this.chan = chan;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        Chan<T> between = chan.get();
        Hop.start(run, title, List.of(source), between);
        new Receiving<>(between).run(run, out);
    }
}
