package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.time.Instant;
import java.util.Optional;

/**
 * A context that is not the library's: it asks another for everything, but may have an end and a deadline of its own.
 */
final class OtherContext implements Context {
    private final Context inside;
    private final Chan<Void> own = Chan.unbuffered();
    private final boolean endsItself;
    private volatile ContextException ownErr;
    private Instant ownDeadline;

    private OtherContext(Context inside, boolean endsItself) {
        this.inside = inside;
        this.endsItself = endsItself;
    }

    /** One that ends with the other. */
    static OtherContext wrapping(Context inside) {
        return new OtherContext(inside, false);
    }

    /** One that ends only by {@link #end}. */
    static OtherContext endingItself(Context inside) {
        return new OtherContext(inside, true);
    }

    OtherContext sayingDeadline(Instant deadline) {
        ownDeadline = deadline;
        return this;
    }

    void end(ContextException err) {
        ownErr = err;
        own.close();
    }

    @Override
    public ReceiveChan<Void> done() {
        return endsItself ? own : inside.done();
    }

    @Override
    public ContextException err() {
        return !endsItself ? inside.err() : own.isClosed() ? ownErr : null;
    }

    @Override
    public Throwable cause() {
        return !endsItself ? inside.cause() : err();
    }

    @Override
    public Optional<Instant> deadline() {
        return ownDeadline != null ? Optional.of(ownDeadline) : inside.deadline();
    }

    @Override
    public <V> V value(ContextKey<V> key) {
        return inside.value(key);
    }
}
