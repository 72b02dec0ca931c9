package io.github.goloom.jmh;

import java.util.function.DoubleConsumer;

/** One run of a workload. */
@FunctionalInterface
public interface Load {
    /**
     * Runs once, on threads of its own.
     *
     * @param nanos takes what was timed: one figure for the whole run, or one for each sample of a latency
     */
    void run(DoubleConsumer nanos) throws InterruptedException;

    /** Work of which all is timed. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws InterruptedException;

        /** {@return a load that times all of it, per element} */
        default Load per(int elements) {
            return nanos -> {
                long start = System.nanoTime();
                run();
                nanos.accept((System.nanoTime() - start) / (double) elements);
            };
        }
    }
}
