package io.github.goloom.park;

/** The control of a timer. Times are in nanoseconds, as those of {@link Clock} are. */
public interface TimerControl {
    /**
     * Starts the timer anew, from now.
     *
     * @param nanos the time until the first value is due; 0 means at once
     * @param period the time between values; 0 means that there is only one
     * @return whether the timer was running
     */
    boolean start(long nanos, long period);

    /** Stops the timer. {@return whether it was running} */
    boolean stop();
}
