package io.github.goloom.jcstress.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.ContextKey;
import java.time.Instant;
import java.util.Optional;

/** A context that is not the library's: its done channel is an ordinary one, or that of a context inside. */
final class Foreign implements Context {
    private static final Throwable CAUSE = new Cause("foreign");

    private final ReceiveChan<Void> done;

    /** Ends with the channel. */
    Foreign(Chan<Void> done) {
        this.done = done;
    }

    /** Ends with another context. */
    Foreign(Context inner) {
        done = inner.done();
    }

    @Override
    public ReceiveChan<Void> done() {
        return done;
    }

    @Override
    public ContextException err() {
        return isDone() ? new ContextCancelledException("foreign", CAUSE) : null;
    }

    @Override
    public Throwable cause() {
        return isDone() ? CAUSE : null;
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public <V> V value(ContextKey<V> key) {
        return null;
    }
}
