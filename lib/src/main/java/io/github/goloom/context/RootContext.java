package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A context that never ends and has nothing. */
final class RootContext extends OwnContext {
    static final RootContext BACKGROUND = new RootContext("context.Background");
    static final RootContext TODO = new RootContext("context.TODO");

    private final String name;

    private RootContext(String name) {
        this.name = name;
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
    @Nullable
    Context parent() {
        return null;
    }

    @Override
    String suffix() {
        return name;
    }
}
