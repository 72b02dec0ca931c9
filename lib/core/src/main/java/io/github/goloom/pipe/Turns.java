package io.github.goloom.pipe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Passes results on in the order of their turns. The goroutine that completes the next turn carries its result to the
 * sink, and those that follow it, as far as they are there, so that no further goroutine has to be woken for them.
 *
 * <p><b>Invariants.</b> A result is in its slot from {@link #put} until it is carried. Only the goroutine that has set
 * {@link #carrying} takes results from slots, changes {@link #next} and uses the sink. A slot is free for the turn that
 * is {@code size} later once {@link #carried} was called. Whenever no goroutine is in {@code put}, the slot of
 * {@code next} is empty: all reads and writes are volatile, so that of a goroutine that stores a result and one that
 * ceases to carry, the later one sees what the other has done.
 */
final class Turns<R> {
    private final Sink<? super R> out;
    private final Runnable carried;
    private final AtomicReferenceArray<@Nullable R> slots;
    private final AtomicBoolean carrying = new AtomicBoolean();
    private volatile long next;

    /**
     * Makes turns.
     *
     * @param size the largest number of turns that are not carried
     * @param carried is called after each result
     */
    Turns(int size, Sink<? super R> out, Runnable carried) {
        this.out = out;
        this.carried = carried;
        slots = new AtomicReferenceArray<>(size);
    }

    /** Stores the result of a turn, from 0 on, and carries what can be. */
    void put(long turn, R result) throws Exception {
        slots.set(slot(turn), result);
        while (slots.get(slot(next)) != null && carrying.compareAndSet(false, true)) {
            try {
                carry();
            } finally {
                carrying.set(false);
            }
        }
    }

    private void carry() throws Exception {
        long turn = next;
        for (R result = slots.get(slot(turn)); result != null; result = slots.get(slot(turn))) {
            slots.set(slot(turn), null);
            out.accept(result);
            turn++;
            next = turn;
            carried.run();
        }
    }

    private int slot(long turn) {
        return (int) (turn % slots.length());
    }
}
