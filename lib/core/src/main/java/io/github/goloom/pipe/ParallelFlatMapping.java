package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import java.util.List;

/** Replaces each element by those that a function makes of it, several elements at once. */
final class ParallelFlatMapping<T, R> implements Step<R> {
    private final Title title;
    private final FlatMapping.Flattener<T, R> flattener;
    private final Step<T> source;
    private final int workers;

    ParallelFlatMapping(
            Title title, Step<T> source, int workers, Stage.Mapper<? super T, ? extends Iterable<? extends R>> mapper) {
        this.title = title;
        flattener = new FlatMapping.Flattener<>(title, mapper);
        this.source = source;
        this.workers = workers;
    }

    @Override
    public void run(Run run, Sink<? super R> out) throws Exception {
        Chan<R> parts = Chan.buffered(Hop.AHEAD, title.name());
        Hop.start(run, title, List.<Step<R>>of(this::flatten), parts);
        Hop.drain(run, parts, out);
    }

    private void flatten(Run run, Sink<? super R> out) throws Exception {
        Workers<T> crew = new Workers<>(run, title, workers);
        crew.run(source, (number, value) -> {
            flattener.flatten(run, number, value, out);
            crew.finish();
        });
    }
}
