package io.github.goloom.context;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.park.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parents of a merged context, as one context that never ends. A value is that of the first parent that has one;
 * the deadline is the earliest.
 */
final class MergedParents implements Context {
    final List<Context> parents = new ArrayList<>();

    MergedParents(Context first, Context... others) {
        parents.add(first);
        for (int i = 0; i < others.length; i++) {
            parents.add(Objects.requireNonNull(others[i], "others[" + i + "]"));
        }
    }

    void each(Consumer<Context> action) {
        parents.forEach(action);
    }

    long due() {
        long due = Clock.FOREVER;
        for (Context each : parents) {
            due = Math.min(due, OwnContext.dueOf(each));
        }
        return due;
    }

    @Override
    public Optional<Instant> deadline() {
        return parents.stream().flatMap(each -> each.deadline().stream()).min(Instant::compareTo);
    }

    /**
     * Searches in a loop, as {@link OwnContext} does, and visits each context once: merged contexts may be merged
     * again, and a context may be reached by many paths.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <V> @Nullable V value(ContextKey<V> key) {
        Set<Context> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Context> open = new ArrayDeque<>(parents);
        while (!open.isEmpty()) {
            Context next = open.pop();
            Context found = seen.add(next) ? OwnContext.climb(next, key) : null;
            if (found instanceof MergedParents merged) {
                if (seen.add(merged)) {
                    merged.parents.reversed().forEach(open::push);
                }
            } else if (found != null) {
                V value = found instanceof ValueContext layer ? (V) layer.value : found.value(key);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    @Override
    public ReceiveChan<Void> done() {
        return Chan.nil();
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
    public String toString() {
        return ContextText.of(this);
    }
}
