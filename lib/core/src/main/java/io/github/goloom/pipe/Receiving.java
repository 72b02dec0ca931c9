package io.github.goloom.pipe;

import io.github.goloom.chan.ReceiveChan;

/** The values of a channel, one by one, so that no value is received that is not needed. */
final class Receiving<T> implements Step<T> {
    private final ReceiveChan<? extends T> chan;

    Receiving(ReceiveChan<? extends T> chan) {
        this.chan = chan;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        for (T value = chan.receive(); value != null; value = chan.receive()) {
            out.accept(value);
            run.throwIfDone();
        }
        run.throwIfEnded();
    }
}
