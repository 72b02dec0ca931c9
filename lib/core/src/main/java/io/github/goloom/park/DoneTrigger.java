package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/** A signal that the library itself ends, with a reason. It ends once. */
public interface DoneTrigger extends DoneSignal {
    /** {@return the reason for which this has ended; null if it has not} */
    @Nullable
    Object reason();

    /**
     * Ends this, unless it has ended.
     *
     * @param reason why
     * @return what was claimed, for {@link Guarded#wake}
     */
    @Nullable
    Node end(Object reason);

    /** {@return whether anybody waits for the end} */
    boolean isAwaited();
}
