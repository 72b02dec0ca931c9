package io.github.goloom.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation ended in each way. */
final class Tally {
    /** How an operation may end. */
    enum End {
        DONE,
        NOT_READY,
        CANCELLED,
        CLOSED,
        INTERRUPTED
    }

    private final Map<Op, Map<End, LongAdder>> counts = new EnumMap<>(Op.class);

    Tally() {
        for (Op op : Op.values()) {
            Map<End, LongAdder> row = new EnumMap<>(End.class);
            for (End end : End.values()) {
                row.put(end, new LongAdder());
            }
            counts.put(op, row);
        }
    }

    void add(Op op, End end) {
        counts.get(op).get(end).increment();
    }

    long count(Op op, End end) {
        return counts.get(op).get(end).sum();
    }

    long sum() {
        long sum = 0;
        for (Map<End, LongAdder> row : counts.values()) {
            for (LongAdder each : row.values()) {
                sum += each.sum();
            }
        }
        return sum;
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format("%-22s", "operation"));
        for (End end : End.values()) {
            table.append(String.format("%14s", end));
        }
        for (Op op : Op.values()) {
            table.append(String.format("%n%-22s", op));
            for (End end : End.values()) {
                table.append(String.format("%,14d", count(op, end)));
            }
        }
        return table.toString();
    }
}
