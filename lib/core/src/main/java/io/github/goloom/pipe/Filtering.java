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
        source.run(run, new Into<>(title, run, condition, out));
    }

    private static final class Into<T> extends Counting<T> {
        private final Stage.Condition<? super T> condition;
        private final Sink<? super T> out;

        Into(Title title, Run run, Stage.Condition<? super T> condition, Sink<? super T> out) {
            super(title, run);
            this.condition = condition;
            this.out = out;
        }

        @Override
        public void accept(T value) throws Exception {
            count();
            boolean passes;
            try {
                passes = condition.test(value);
            } catch (Throwable e) {
                throw failure(e);
            }
            if (passes) {
                out.accept(value);
            }
        }
    }
}
