package io.github.goloom.pipe;

/** Lets the first elements through, and ends the stages before it after the last of them. */
final class Limiting<T> implements Step<T> {
    private final Step<T> source;
    private final long limit;

    Limiting(Step<T> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        if (limit > 0) {
            run.part((part, cutOff) -> source.run(part, new Sink<T>() {
                private long left = limit;

                @Override
                public void accept(T value) throws Exception {
                    if (left > 0) {
                        left--;
                        out.accept(value);
                        if (left == 0) {
                            cutOff.run();
                        }
                    }
                }
            }));
        }
    }
}
