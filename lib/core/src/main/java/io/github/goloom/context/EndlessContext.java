package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A context that never ends, by itself or with another: a root, or a context that takes only the values of its parent.
 */
final class EndlessContext extends OwnContext {
    static final EndlessContext BACKGROUND = new EndlessContext(null, "context.Background");
    static final EndlessContext TODO = new EndlessContext(null, "context.TODO");

    private final @Nullable Context parent;
    private final String suffix;

    private EndlessContext(@Nullable Context parent, String suffix) {
        this.parent = parent;
        this.suffix = suffix;
    }

    static EndlessContext withValuesOf(Context parent) {
        return new EndlessContext(parent, ".WithoutCancel");
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
    public long due() {
        return Clock.FOREVER;
    }

    @Override
    @Nullable
    Context parent() {
        return parent;
    }

    @Override
    String suffix() {
        return suffix;
    }
}
