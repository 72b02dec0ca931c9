package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/** A channel whose full buffer drops the value that is sent. */
final class DroppingChan<T> extends LossyChan<T> {
    DroppingChan(int capacity, @Nullable String name) {
        super(capacity, name);
    }

    @Override
    void enqueueFull(Object value) {
        countDropped();
    }
}
