package io.github.goloom.context;

import io.github.goloom.chan.ReceiveChan;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A context with one value more than its parent. Everything else is that of its scope, the nearest context above that
 * is not a {@code ValueContext}.
 */
final class ValueContext extends OwnContext {
    final ContextKey<?> key;
    final @Nullable Object value;
    private final Context parent;
    private final Context scope;

    ValueContext(Context parent, ContextKey<?> key, @Nullable Object value) {
        this.parent = parent;
        this.key = Objects.requireNonNull(key, "key");
        this.value = value;
        scope = scopeOf(parent);
    }

    static Context scopeOf(Context context) {
        return context instanceof ValueContext layer ? layer.scope : context;
    }

    @Override
    public ReceiveChan<Void> done() {
        return scope.done();
    }

    @Override
    public boolean isDone() {
        return scope.isDone();
    }

    @Override
    public @Nullable ContextException err() {
        return scope.err();
    }

    @Override
    public @Nullable Throwable cause() {
        return scope.cause();
    }

    @Override
    public Optional<Instant> deadline() {
        return scope.deadline();
    }

    @Override
    public long due() {
        return dueOf(scope);
    }

    @Override
    Context parent() {
        return parent;
    }

    /** Shows the value only if it is a string, since others may contain data that must not be printed. */
    @Override
    String suffix() {
        String shown = value == null
                ? "<nil>"
                : value instanceof String text
                        ? ContextText.clip(text)
                        : value.getClass().getName();
        return ".WithValue(" + ContextText.clip(key.toString()) + ", " + shown + ")";
    }
}
