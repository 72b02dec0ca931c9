package io.github.goloom.context;

import java.util.concurrent.CountDownLatch;

/**
 * Lets two threads begin together, closer to each other than one that has to be woken: the first to come spins a
 * little.
 */
final class Start {
    private static final int SPINS = 2_000;

    private final CountDownLatch missing = new CountDownLatch(2);

    /** Returns when both threads have called this. */
    void go() throws InterruptedException {
        missing.countDown();
        for (int spins = 0; spins < SPINS && missing.getCount() > 0; spins++) {
            Thread.onSpinWait();
        }
        missing.await();
    }
}
