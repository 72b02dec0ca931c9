package io.github.goloom.testing;

import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.ContextKey;
import java.time.Instant;
import java.util.Optional;

/** A context of another kind, as a service might have it: it asks the one inside for all that it is asked. */
public class Wrapper implements Context {
    protected final Context inside;

    public Wrapper(Context inside) {
        this.inside = inside;
    }

    @Override
    public ReceiveChan<Void> done() {
        return inside.done();
    }

    @Override
    public ContextException err() {
        return inside.err();
    }

    @Override
    public Throwable cause() {
        return inside.cause();
    }

    @Override
    public Optional<Instant> deadline() {
        return inside.deadline();
    }

    @Override
    public <V> V value(ContextKey<V> key) {
        return inside.value(key);
    }
}
