package io.github.goloom.pipe;

/** Lets the elements through that fulfil a condition. */
final class Filtering<T> implements Step<T> {
    private final Title title;
    private final Step<T> source;
    private final Stage.Condition<? super T> condition;

    Filtering(Title title, Step<T> source, Stage.Condition<? super T> condition) {
        this.title = title;
        this.source = source;
        this.condition = condition;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        source.run(run, new Sink<T>() {
            private long number;

            @Override
            public void accept(T value) throws Exception {
                number++;
                boolean passes;
                try {
                    passes = condition.test(value);
                } catch (Throwable e) {
                    throw title.failure(run, number, e);
                }
                if (passes) {
                    out.accept(value);
                }
            }
        });
    }
}
