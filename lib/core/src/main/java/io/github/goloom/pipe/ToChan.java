package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;
import io.github.goloom.chan.ReceiveChan;

/**
 * Sends the elements on a channel. A goroutine of its own closes that, after the last element or when the run is done:
 * a stage that sends later, because it has not yet seen its interrupt, has not failed.
 */
final class ToChan<T> implements End {
    private final Title title;
    private final Step<T> source;
    private final Chan<T> chan;

    ToChan(Title title, Step<T> source) {
        this.title = title;
        this.source = source;
        chan = Chan.unbuffered(title.name());
    }

    Title title() {
        return title;
    }

    Chan<T> chan() {
        return chan;
    }

    @Override
    public void run(Run run) throws Exception {
        Chan<T> complete = Chan.unbuffered();
        startCloser(run, complete);
        source.run(run, value -> {
            run.throwIfDone();
            try {
                chan.send(value);
            } catch (ChanClosedException e) {
                run.throwIfDone();
                throw e;
            }
        });
        complete.close();
    }

    private void startCloser(Run run, ReceiveChan<T> complete) throws InterruptedException {
        boolean started = false;
        try {
            run.go(title, "close", () -> {
                try {
                    complete.receive();
                } finally {
                    chan.close();
                }
            });
            started = true;
        } finally {
            if (!started) {
                chan.close();
            }
        }
    }
}
