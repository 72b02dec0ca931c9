package io.github.goloom.pipe;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Applies a function to several elements at once. The results keep the order of the elements, or come as they are
 * ready.
 */
final class ParallelMapping<T, R> implements Step<R> {
    private final Title title;
    private final Step<T> source;
    private final int workers;
    private final boolean ordered;
    private final Stage.Mapper<? super T, ? extends R> mapper;

    ParallelMapping(
            Title title, Step<T> source, int workers, boolean ordered, Stage.Mapper<? super T, ? extends R> mapper) {
        this.title = title;
        this.source = source;
        this.workers = workers;
        this.ordered = ordered;
        this.mapper = mapper;
    }

    @Override
    public void run(Run run, Sink<? super R> out) throws Exception {
        Workers<T> crew = new Workers<>(run, title, workers);
        Turns<R> turns = new Turns<>(crew.permits(), out, crew::finish);
        AtomicLong ready = new AtomicLong();
        crew.run(source, (number, value) -> {
            R result;
            try {
                result = Title.notNull(mapper.map(value));
            } catch (Throwable e) {
                throw title.failure(run, number, e);
            }
            turns.put(ordered ? number - 1 : ready.getAndIncrement(), result);
        });
    }
}
