package io.github.goloom.pipe;

import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator. */
final class Elements<T> implements Step<T> {
    private final Title title;
    private final Callable<? extends Iterator<? extends T>> source;

    Elements(Title title, Callable<? extends Iterator<? extends T>> source) {
        this.title = title;
        this.source = source;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        long number = 1;
        Iterator<? extends T> iterator;
        try {
            iterator = source.call();
        } catch (Throwable e) {
            throw title.failure(run, 0, e);
        }
        while (true) {
            @Nullable T value;
            try {
                value = iterator.hasNext() ? Title.notNull(iterator.next()) : null;
            } catch (Throwable e) {
                throw title.failure(run, number, e);
            }
            if (value == null) {
                run.throwIfEnded();
                return;
            }
            out.accept(value);
            run.throwIfDone();
            number++;
        }
    }
}
