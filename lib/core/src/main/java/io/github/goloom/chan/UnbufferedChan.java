package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/** A channel without a buffer: a value goes from a sender to a receiver directly. */
final class UnbufferedChan<T> extends SendableChan<T> {
    UnbufferedChan(@Nullable String name) {
        super(name);
        letSpin();
    }

    @Override
    boolean mayReceive() {
        return !senders.isEmpty() || closed;
    }

    @Override
    boolean maySend() {
        return !receivers.isEmpty() || closed;
    }

    @Override
    @Nullable
    Object poll() {
        Object value = takeFrom(senders);
        return value != null ? value : closed ? null : Refusal.NOT_READY;
    }

    @Override
    boolean enqueue(Object value) {
        return false;
    }

    @Override
    int available(int most) {
        return senders.count(most);
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        int to = from;
        while (to < values.length && (values[to] = takeFrom(senders)) != null) {
            to++;
        }
        return to - from;
    }
}
