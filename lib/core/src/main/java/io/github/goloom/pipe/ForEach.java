package io.github.goloom.pipe;

import io.github.goloom.chan.ReceiveChan;

/** Passes each element to an action, in one goroutine or in several. */
final class ForEach<T> implements End {
    private final Title title;
    private final Step<T> source;
    private final int workers;
    private final ReceiveChan.Each<? super T, ? extends Exception> action;

    ForEach(Title title, Step<T> source, int workers, ReceiveChan.Each<? super T, ? extends Exception> action) {
        this.title = title;
        this.source = source;
        this.workers = workers;
        this.action = action;
    }

    @Override
    public void run(Run run) throws Exception {
        if (workers == 1) {
            source.run(run, new Into<>(title, run, action));
        } else {
            Workers<T> crew = new Workers<>(run, title, workers);
            crew.run(source, (number, value) -> {
                try {
                    action.accept(value);
                } catch (Throwable e) {
                    throw title.failure(run, number, e);
                }
                crew.finish();
            });
        }
    }

    private static final class Into<T> extends Counting<T> {
        private final ReceiveChan.Each<? super T, ? extends Exception> action;

        Into(Title title, Run run, ReceiveChan.Each<? super T, ? extends Exception> action) {
            super(title, run);
            this.action = action;
        }

        @Override
        public void accept(T value) throws Exception {
            count();
            try {
                action.accept(value);
            } catch (Throwable e) {
                throw failure(e);
            }
        }
    }
}
