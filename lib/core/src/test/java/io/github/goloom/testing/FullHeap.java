package io.github.goloom.testing;

import io.github.goloom.testing.Diver.Attempt;

/**
 * A heap without room, in which something is tried with a little more at a time. For programs in a small JVM of their
 * own.
 */
public final class FullHeap {
    private static final int[] SIZES = {1 << 20, 1 << 16, 1 << 12, 1 << 8, 1 << 4, 0};
    private static final int LARGE_STEPS = 64;
    private static final int LARGE = 512;
    private static final int TRIALS = 10;

    private static Object ballast;

    private FullHeap() {}

    private record Cell(Object next) {}

    @SuppressWarnings("ArrayRecordComponent") // only its size matters
    private record Room(Object next, byte[] room) {}

    /**
     * Fills the heap, then tries until it succeeds. After each failure 16 bytes are freed, so many times, and then half
     * a kilobyte. If it succeeds at once, the garbage of another thread was room enough, and everything is done again,
     * a few times at most. {@return how often it failed}
     */
    public static int failures(Attempt attempt, int smallSteps) throws Exception {
        int failures = 0;
        for (int i = 0; i < TRIALS && failures == 0; i++) {
            failures = failuresOnce(attempt, smallSteps);
        }
        return failures;
    }

    private static int failuresOnce(Attempt attempt, int smallSteps) throws Exception {
        Room large = null;
        for (int i = 0; i < LARGE_STEPS; i++) {
            large = new Room(large, new byte[LARGE]);
        }
        Cell spare = null;
        for (int i = 0; i < smallSteps; i++) {
            spare = new Cell(spare);
        }
        for (int size : SIZES) {
            fill(size);
        }
        int failures = 0;
        boolean done = false;
        while (!done && large != null) {
            try {
                attempt.run();
                done = true;
            } catch (OutOfMemoryError e) {
                failures++;
                if (spare != null) {
                    spare = (Cell) spare.next;
                } else {
                    large = (Room) large.next;
                }
            }
        }
        ballast = null;
        return failures;
    }

    /** Fills what is left with arrays of that many bytes, each in a cell; with 0, with cells alone. */
    private static void fill(int size) {
        try {
            while (true) {
                ballast = new Cell(ballast);
                if (size > 0) {
                    ballast = new Object[] {ballast, new byte[size]};
                }
            }
        } catch (OutOfMemoryError e) {
            // no room for one more
        }
    }
}
