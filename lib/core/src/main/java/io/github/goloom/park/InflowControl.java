package io.github.goloom.park;

/**
 * The control of a channel that a publisher fills on demand. Each of the channel's places is empty, demanded or filled.
 */
public interface InflowControl {
    /**
     * Takes a value for which there was a demand. Never waits; has no effect after the end.
     *
     * @return false if the value is beyond the demand; it is then not taken
     */
    boolean offer(Object value);

    /** Demands values for all places that are empty. {@return their number; 0 after the end} */
    int demand();

    /**
     * Closes the channel, unless it is closed.
     *
     * @param drop whether the values that have not been received are dropped
     */
    void end(boolean drop);
}
