package io.github.goloom.soak;

import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.soak.Books.Item;
import io.github.goloom.soak.Books.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** What the goroutines of the soak share. */
final class World {
    private static final int[] CAPACITIES = {0, 1, 2, 64};

    /** Of each capacity; one in four is read by one at a time. */
    private static final int LINES = 64;

    private static final int CONTEXTS = 64;

    final Map<Integer, Books> books = new LinkedHashMap<>();
    final AtomicReferenceArray<Line> lines = new AtomicReferenceArray<>(CAPACITIES.length * LINES);
    final AtomicReferenceArray<CancellableContext> contexts = new AtomicReferenceArray<>(CONTEXTS);
    final Locks locks = new Locks();
    final Shared shared = new Shared();
    final Tally tally = new Tally();
    final LongAdder interrupts = new LongAdder();
    final LongAdder interruptsThrown = new LongAdder();
    final LongAdder interruptsKept = new LongAdder();

    /** Goroutines that operations have started, and those that have ended. */
    final LongAdder started = new LongAdder();

    final LongAdder ended = new LongAdder();

    /** Functions of contexts and timers that were set, that were called, and that were stopped before. */
    final LongAdder functionsSet = new LongAdder();

    final LongAdder functionsCalled = new LongAdder();
    final LongAdder functionsStopped = new LongAdder();

    volatile boolean over;

    private final int workers;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    World(int workers) {
        this.workers = workers;
        for (int capacity : CAPACITIES) {
            books.put(capacity, new Books());
        }
        for (int i = 0; i < lines.length(); i++) {
            lines.set(i, line(i));
        }
        for (int i = 0; i < CONTEXTS; i++) {
            contexts.set(i, CancellableContext.childOf(Context.background()));
        }
    }

    private Line line(int index) {
        int capacity = CAPACITIES[index % CAPACITIES.length];
        return new Line(capacity, books.get(capacity), isOrdered(index) ? workers : 0);
    }

    static boolean isOrdered(int index) {
        return index / CAPACITIES.length % 4 == 0;
    }

    /** The first failure ends the soak. */
    void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            over = true;
        }
    }

    Throwable failure() {
        return failure.get();
    }

    /** Closes a channel, puts a new one in its place, and receives what it left. */
    boolean close(int index) {
        Line line = lines.get(index);
        boolean closed = line.chan.tryClose();
        if (closed) {
            lines.set(index, line(index));
            drain(line);
        }
        return closed;
    }

    /** Receives all that a closed channel has left. */
    private static void drain(Line line) {
        Received<Item> received = line.chan.tryReceive();
        while (received instanceof Received.Value<Item> value) {
            value.value().received(line);
            received = line.chan.tryReceive();
        }
        if (received instanceof Received.Empty<Item>) {
            throw new AssertionError("closed, but only empty: " + line.chan);
        }
    }

    /** At the end: nobody uses the channels and the contexts any more. */
    void closeAll() {
        for (int i = 0; i < lines.length(); i++) {
            lines.get(i).chan.close();
            drain(lines.get(i));
        }
        for (int i = 0; i < CONTEXTS; i++) {
            contexts.get(i).cancel();
        }
    }
}
