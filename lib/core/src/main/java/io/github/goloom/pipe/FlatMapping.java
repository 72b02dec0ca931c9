package io.github.goloom.pipe;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Replaces each element by those that a function makes of it, in the goroutine that brings it. */
final class FlatMapping<T, R> implements Step<R> {
    private final Flattener<T, R> flattener;
    private final Step<T> source;

    FlatMapping(Title title, Step<T> source, Stage.Mapper<? super T, ? extends Iterable<? extends R>> mapper) {
        flattener = new Flattener<>(title, mapper);
        this.source = source;
    }

    @Override
    public void run(Run run, Sink<? super R> out) throws Exception {
        source.run(run, new Sink<T>() {
            private long number;

            @Override
            public void accept(T value) throws Exception {
                number++;
                flattener.flatten(run, number, value, out);
            }
        });
    }

    /** The function, and the loop over what it returns. */
    record Flattener<T, R>(Title title, Stage.Mapper<? super T, ? extends Iterable<? extends R>> mapper) {
        void flatten(Run run, long number, T value, Sink<? super R> out) throws Exception {
            Iterator<? extends R> parts;
            try {
                parts = Title.notNull(mapper.map(value)).iterator();
            } catch (Throwable e) {
                throw title.failure(run, number, e);
            }
            for (R part = next(run, number, parts); part != null; part = next(run, number, parts)) {
                out.accept(part);
                run.throwIfDone();
            }
        }

        private @Nullable R next(Run run, long number, Iterator<? extends R> parts) throws Exception {
            try {
                return parts.hasNext() ? Title.notNull(parts.next()) : null;
            } catch (Throwable e) {
                throw title.failure(run, number, e);
            }
        }
    }
}
