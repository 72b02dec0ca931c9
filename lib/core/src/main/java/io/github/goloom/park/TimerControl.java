package io.github.goloom.park;

/** What happens when a time has passed. Lengths of time are those of {@link Clock}. */
public interface TimerControl {
    /**
     * Starts anew from now, whatever was before.
     *
     * @param nanos how long; 0 is due at once
     * @param period how long from then on, again and again; 0 is once
     * @return whether it was running
     */
    boolean start(long nanos, long period);

    /** {@return whether it was running; now it is not} */
    boolean stop();
}
