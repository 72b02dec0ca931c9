package io.github.goloom.pipe;

import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Collects the elements. */
final class Collecting<T, A extends @Nullable Object, R extends @Nullable Object> implements End {
    private final Title title;
    private final Step<T> source;
    private final Collector<? super T, A, R> collector;
    private @Nullable R result;

    Collecting(Title title, Step<T> source, Collector<? super T, A, R> collector) {
        this.title = title;
        this.source = source;
        this.collector = collector;
    }

    @Override
    public void run(Run run) throws Exception {
        A container;
        BiConsumer<A, ? super T> accumulator;
        try {
            container = collector.supplier().get();
            accumulator = collector.accumulator();
        } catch (Throwable e) {
            throw title.failure(run, 0, e);
        }
        source.run(run, new Into<>(title, run, accumulator, container));
        try {
            result = collector.finisher().apply(container);
        } catch (Throwable e) {
            throw title.failure(run, 0, e);
        }
    }

    Title title() {
        return title;
    }

    /** {@return the result, after the run} */
    @SuppressWarnings("NullAway") // the finisher has returned it
    R result() {
        return result;
    }

    private static final class Into<T, A extends @Nullable Object> extends Counting<T> {
        private final BiConsumer<A, ? super T> accumulator;
        private final A container;

        Into(Title title, Run run, BiConsumer<A, ? super T> accumulator, A container) {
            super(title, run);
            this.accumulator = accumulator;
            this.container = container;
        }

        @Override
        public void accept(T value) throws Exception {
            count();
            try {
                accumulator.accept(container, value);
            } catch (Throwable e) {
                throw failure(e);
            }
        }
    }
}
