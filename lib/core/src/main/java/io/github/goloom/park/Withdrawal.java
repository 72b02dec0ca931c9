package io.github.goloom.park;

/** Why a waiter left unserved. */
public enum Withdrawal implements Outcome {
    /** Its time was over. */
    TIMED_OUT,
    /** Its thread was interrupted; the interrupt status is still set. */
    INTERRUPTED,
    /** The {@link DoneSignal} given to it has ended. */
    SIGNAL_ENDED,
    /** Parking threw; what it threw comes out of {@link Waiter#await}, unless a node had been claimed before. */
    FAILED
}
