package io.github.goloom.pipe;

import java.util.ArrayList;
import java.util.List;

/** Collects elements into lists of a size; the last may be smaller. */
final class Batching<T> implements Step<List<T>> {
    private final Step<T> source;
    private final int size;

    Batching(Step<T> source, int size) {
        this.source = source;
        this.size = size;
    }

    @Override
    public void run(Run run, Sink<? super List<T>> out) throws Exception {
        List<List<T>> open = new ArrayList<>(1);
        source.run(run, value -> {
            if (open.isEmpty()) {
                open.add(new ArrayList<>());
            }
            List<T> batch = open.get(0);
            batch.add(value);
            if (batch.size() == size) {
                open.clear();
                out.accept(batch);
            }
        });
        if (!open.isEmpty()) {
            out.accept(open.get(0));
        }
    }
}
