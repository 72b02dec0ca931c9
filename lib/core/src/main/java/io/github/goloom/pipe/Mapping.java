package io.github.goloom.pipe;

/** Applies a function to each element, in the goroutine that brings it. */
final class Mapping<T, R> implements Step<R> {
    private final Title title;
    private final Step<T> source;
    private final Stage.Mapper<? super T, ? extends R> mapper;

    Mapping(Title title, Step<T> source, Stage.Mapper<? super T, ? extends R> mapper) {
        this.title = title;
        this.source = source;
        this.mapper = mapper;
    }

    @Override
    public void run(Run run, Sink<? super R> out) throws Exception {
        source.run(run, new Sink<T>() {
            private long number;

            @Override
            public void accept(T value) throws Exception {
                number++;
                R result;
                try {
                    result = Title.notNull(mapper.map(value));
                } catch (Throwable e) {
                    throw title.failure(run, number, e);
                }
                out.accept(result);
            }
        });
    }
}
