package io.github.goloom.jcstress;

import java.util.concurrent.Callable;

/** A thread that one actor runs to its end, and that the other may interrupt, even before it starts. */
public final class Goroutine {
    private final Thread thread;
    private volatile String result = Ops.STUCK;

    /** Whether the interrupt status was set when the body ended; written before the result. */
    private boolean statusSet;

    /** A virtual thread. */
    public Goroutine(Callable<String> body) {
        this(Thread.ofVirtual(), body);
    }

    public Goroutine(Thread.Builder builder, Callable<String> body) {
        thread = builder.unstarted(() -> {
            String word = Ops.call(body);
            statusSet = Thread.currentThread().isInterrupted();
            result = word;
        });
    }

    /** Starts the thread and waits for its end: the body's word, or {@link Ops#STUCK}. */
    public String runToEnd() {
        start();
        return end();
    }

    public void start() {
        thread.start();
    }

    /** Waits until the thread, which somebody starts, is parked; or has ended, against all expectation. */
    public void awaitParked() {
        Thread.State state = thread.getState();
        while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
            Thread.onSpinWait();
            state = thread.getState();
        }
    }

    /** Waits for the end of the started thread: the body's word, or {@link Ops#STUCK}. */
    public String end() {
        return Ops.call(() -> {
            thread.join(Ops.LIMIT);
            return result;
        });
    }

    public void interrupt() {
        thread.interrupt();
    }

    public boolean statusSet() {
        return statusSet;
    }
}
