package io.github.goloom.inspect;

import java.io.IOException;

/** The methods of {@link Goroutines} for tools that connect by JMX; see {@link Goroutines#registerMXBean()}. */
public interface GoroutinesMXBean {
    /**
     * A dump of all goroutines.
     *
     * @return the text of {@link Goroutines#dump}
     * @throws IOException if the JDK cannot write its dump
     */
    String dump() throws IOException;

    /**
     * Tracks goroutines from now on.
     *
     * @param options the options, as {@link Tracking#parse} reads them
     * @throws IllegalArgumentException if an option is unknown; the message names it
     * @throws NullPointerException if {@code options} is null
     */
    void track(String options);

    /** Ends the tracking. */
    void untrack();

    /**
     * The number of goroutines.
     *
     * @return the number that {@link Goroutines#count()} returns
     * @throws IllegalStateException if goroutines are not tracked
     */
    long getCount();

    /**
     * The leak profile.
     *
     * @return the reports of {@link Goroutines#leaks()}
     * @throws IllegalStateException if the leak profile is off
     */
    String[] leaks();

    /**
     * The deadlocks.
     *
     * @return the reports of {@link Goroutines#deadlocks()}
     * @throws IllegalStateException if holders of locks are not tracked
     */
    String[] deadlocks();
}
