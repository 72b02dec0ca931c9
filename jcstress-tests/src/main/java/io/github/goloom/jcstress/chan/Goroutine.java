package io.github.goloom.jcstress.chan;

import java.util.concurrent.Callable;

/** A virtual thread that one actor runs to its end, and that the other may interrupt, even before it starts. */
final class Goroutine {
    private final Thread thread;
    private volatile String result = Ops.STUCK;

    /** Whether the interrupt status was set when the body ended; written before the result. */
    private boolean statusSet;

    Goroutine(Callable<String> body) {
        thread = Thread.ofVirtual().unstarted(() -> {
            String word = Ops.call(body);
            statusSet = Thread.currentThread().isInterrupted();
            result = word;
        });
    }

    /** Starts the thread and waits for its end: the body's word, or {@link Ops#STUCK}. */
    String runToEnd() {
        thread.start();
        return end();
    }

    void startAndPark() {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    String end() {
        return Ops.call(() -> {
            thread.join(Ops.LIMIT);
            return result;
        });
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean statusSet() {
        return statusSet;
    }
}
