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
        source.run(run, new Into<>(title, run, mapper, out));
    }

    private static final class Into<T, R> extends Counting<T> {
        private final Stage.Mapper<? super T, ? extends R> mapper;
        private final Sink<? super R> out;

        Into(Title title, Run run, Stage.Mapper<? super T, ? extends R> mapper, Sink<? super R> out) {
            super(title, run);
            this.mapper = mapper;
            this.out = out;
        }

        @Override
        public void accept(T value) throws Exception {
            count();
            R result;
            try {
                result = Title.notNull(mapper.map(value));
            } catch (Throwable e) {
                throw failure(e);
            }
            out.accept(result);
        }
    }
}
