package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A context that has the values of its parent, and nothing else of it. */
final class DetachedContext extends OwnContext {
    private final Context parent;

    DetachedContext(Context parent) {
        this.parent = parent;
    }

    @Override
    public ReceiveChan<Void> done() {
        return Chan.nil();
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public @Nullable ContextException err() {
        return null;
    }

    @Override
    public @Nullable Throwable cause() {
        return null;
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    long due() {
        return Clock.FOREVER;
    }

    @Override
    Context parent() {
        return parent;
    }

    @Override
    String suffix() {
        return ".WithoutCancel";
    }
}
