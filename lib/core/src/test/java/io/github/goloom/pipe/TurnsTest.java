package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Results in the order of their turns. */
class TurnsTest {
    private static final int ROUNDS = 300_000;
    private static final long LIMIT_NANOS = 15_000_000_000L;

    private static Turns<Integer> turns(int size, List<Integer> out) {
        return new Turns<>(size, out::add, () -> {});
    }

    /** A result waits for those before it. */
    @Test
    void put_laterFirst_waitsForTheEarlier() throws Exception {
        List<Integer> out = new ArrayList<>();
        Turns<Integer> turns = turns(4, out);

        turns.put(2, 2);
        turns.put(1, 1);
        assertThat(out).isEmpty();
        turns.put(0, 0);
        assertThat(out).containsExactly(0, 1, 2);
        turns.put(4, 4);
        turns.put(3, 3);
        assertThat(out).containsExactly(0, 1, 2, 3, 4);
    }

    /** Of two that put at the same time, one carries both results. */
    @Test
    void put_twoAtOnce_noneIsLeft() throws Exception {
        List<Integer> out = new ArrayList<>();
        AtomicLong carried = new AtomicLong();
        Turns<Integer> turns = new Turns<>(4, out::add, carried::incrementAndGet);
        FutureTask<Void> odd = new FutureTask<>(() -> putEachSecond(1, turns, carried), null);
        Thread.ofPlatform().start(odd);

        putEachSecond(0, turns, carried);
        odd.get();

        assertThat(out).hasSize(ROUNDS).isSorted();
    }

    /** Puts a pair of turns when the pairs before are carried: this puts one, and another thread the other. */
    private static void putEachSecond(int first, Turns<Integer> turns, AtomicLong carried) {
        for (int turn = first; turn < ROUNDS; turn += 2) {
            long start = System.nanoTime();
            while (carried.get() < turn - first) {
                if (System.nanoTime() - start > LIMIT_NANOS) {
                    throw new AssertionError("a result is left before turn " + turn);
                }
            }
            try {
                turns.put(turn, turn);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
