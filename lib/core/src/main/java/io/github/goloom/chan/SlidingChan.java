package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/** A channel whose full buffer drops the oldest value for the one that is sent. */
final class SlidingChan<T> extends LossyChan<T> {
    SlidingChan(int capacity, @Nullable String name) {
        super(capacity, name);
    }

    @Override
    void enqueueFull(Object value) {
        int nextHead = slot(1);
        countDropped();
        ring[head] = value; // the slot of the oldest becomes that of the newest
        head = nextHead;
    }
}
