package io.github.goloom.model;

/** The channels of one run of a program. */
public interface Port {
    /** Does the operation, and waits for its end. */
    String execute(int goroutine, Op op) throws InterruptedException;

    /** How many values the channel holds. */
    int size(int chan);
}
