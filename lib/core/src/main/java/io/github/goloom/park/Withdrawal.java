package io.github.goloom.park;

/** The reason why a waiter left unserved. */
public enum Withdrawal implements Outcome {
    /** The timeout ended. */
    TIMED_OUT,
    /** The thread was interrupted; its interrupted status is still set. */
    INTERRUPTED,
    /** The {@link DoneSignal} of the wait has ended. */
    SIGNAL_ENDED,
    /** Parking failed. The failure is thrown by {@link Waiter#await}, unless a node had been claimed before. */
    FAILED
}
