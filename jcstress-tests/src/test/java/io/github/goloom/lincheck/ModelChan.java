package io.github.goloom.lincheck;

import java.util.ArrayDeque;

/**
 * The sequential specification of a channel.
 *
 * <p>Without a buffer a send and its receive are one event. Here they are two, and nothing comes between them: while a
 * value is offered, every operation but a receive {@link #WAITS}, which no execution does.
 */
final class ModelChan implements IntChan {
    private final int capacity;
    private final ArrayDeque<Integer> values = new ArrayDeque<>();
    private boolean closed;

    ModelChan(int capacity) {
        this.capacity = capacity;
    }

    private boolean offered() {
        return values.size() > capacity;
    }

    @Override
    public String send(int value) {
        if (offered() || (!closed && capacity > 0 && values.size() == capacity)) {
            return WAITS;
        }
        if (closed) {
            return "closed";
        }
        values.add(value);
        return "sent";
    }

    @Override
    public String trySend(int value) {
        if (offered()) {
            return WAITS;
        }
        if (closed) {
            return "closed";
        }
        return values.size() < capacity && values.add(value) ? "sent" : "full";
    }

    @Override
    public String receive() {
        Integer value = values.poll();
        return value != null ? value.toString() : closed ? "closed" : WAITS;
    }

    @Override
    public String tryReceive() {
        Integer value = values.poll();
        return value != null ? value.toString() : closed ? "closed" : "empty";
    }

    @Override
    public String close() {
        if (offered()) {
            return WAITS;
        }
        boolean first = !closed;
        closed = true;
        return first ? "now closed" : "closed";
    }

    @Override
    public int size() {
        return offered() ? -1 : values.size();
    }
}
