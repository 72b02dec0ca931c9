package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/** A signal that the library itself ends, once, with a reason. */
public interface DoneTrigger extends DoneSignal {
    /** {@return the reason for which this signal has ended; null if it has not} */
    @Nullable
    Object reason();

    /**
     * Ends this signal, unless it has ended.
     *
     * @param reason the reason
     * @return the nodes that were claimed, for {@link Guarded#wake}
     */
    @Nullable
    Node end(Object reason);

    /** {@return whether any node is registered} */
    boolean isAwaited();
}
