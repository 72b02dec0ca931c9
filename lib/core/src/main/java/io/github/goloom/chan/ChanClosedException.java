package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a send on a closed channel and by a second close of a channel. The message names the channel.
 *
 * <p>As in Go, this exception indicates a programming error. A channel should be closed by its sender, or by a thread
 * that knows that all senders have finished.
 *
 * @see <a href="https://go.dev/ref/spec#Close">Go: close</a>
 */
public final class ChanClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Null after deserialization. */
    private final transient @Nullable Chan<?> chan;

    ChanClosedException(String what, String label, Chan<?> chan) {
        super(what + label);
        this.chan = chan;
    }

    /**
     * Returns the channel.
     *
     * @return the closed channel; null in an exception that was deserialized
     */
    public @Nullable Chan<?> chan() {
        return chan;
    }
}
