package io.github.goloom.lincheck;

import java.util.ArrayDeque;

/** The sequential specification of a channel whose sends never wait; also a twin of it, guarded by a monitor. */
final class ModelKind implements IntKind {
    private final int capacity;
    private final boolean oldestGoes;
    private final boolean countsLate;
    private final ArrayDeque<Integer> values = new ArrayDeque<>();
    private boolean closed;
    private long dropped;

    ModelKind(int capacity, boolean oldestGoes) {
        this(capacity, oldestGoes, false);
    }

    /** The twin counts what it drops after it has freed the monitor. */
    ModelKind(int capacity, boolean oldestGoes, boolean countsLate) {
        this.capacity = capacity;
        this.oldestGoes = oldestGoes;
        this.countsLate = countsLate;
    }

    @Override
    public String send(int value) {
        return trySend(value);
    }

    @Override
    public String trySend(int value) {
        boolean late;
        synchronized (this) {
            if (closed) {
                return "closed";
            }
            values.add(value);
            boolean full = values.size() > capacity;
            if (full) {
                int ignored = oldestGoes ? values.removeFirst() : values.removeLast();
            }
            late = full && countsLate;
            dropped += full && !late ? 1 : 0;
        }
        if (late) {
            synchronized (this) {
                dropped++;
            }
        }
        return "sent";
    }

    @Override
    public synchronized String receive() {
        Integer value = values.poll();
        return value != null ? value.toString() : closed ? "closed" : WAITS;
    }

    @Override
    public synchronized String tryReceive() {
        Integer value = values.poll();
        return value != null ? value.toString() : closed ? "closed" : "empty";
    }

    @Override
    public synchronized String drain() {
        String all = values.toString();
        values.clear();
        return all;
    }

    @Override
    public synchronized String close() {
        boolean first = !closed;
        closed = true;
        return first ? "now closed" : "closed";
    }

    @Override
    public synchronized int size() {
        return values.size();
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }
}
