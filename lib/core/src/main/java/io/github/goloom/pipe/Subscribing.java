package io.github.goloom.pipe;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

/** The elements of a publisher, which is asked for a bounded number of them. */
final class Subscribing<T> implements Step<T> {
    private final Title title;
    private final Flow.Publisher<? extends T> publisher;

    Subscribing(Title title, Flow.Publisher<? extends T> publisher) {
        this.title = title;
        this.publisher = publisher;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        try (Inflow<T> inflow = subscribed(run)) {
            long number = 1;
            for (T value = inflow.chan().receive();
                    value != null;
                    value = inflow.chan().receive()) {
                out.accept(value);
                run.throwIfDone();
                number++;
            }
            try {
                inflow.throwIfFailed();
            } catch (ExecutionException e) {
                throw title.failure(run, number, Objects.requireNonNull(e.getCause()));
            }
            run.throwIfEnded();
        }
    }

    @MustBeClosed
    private Inflow<T> subscribed(Run run) throws Exception {
        try {
            return Chans.subscribe(publisher, Hop.AHEAD);
        } catch (Throwable e) {
            throw title.failure(run, 0, e);
        }
    }
}
