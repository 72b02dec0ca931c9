package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a send on a closed channel and by the second close of one. The message names the channel.
 *
 * <p>As in Go, it is the sign of a bug: the sender, or one who knows that all senders are done, closes the channel.
 *
 * @see <a href="https://go.dev/ref/spec#Close">Go: close</a>
 */
public final class ChanClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Not there after serialization. */
    private final transient @Nullable Chan<?> chan;

    ChanClosedException(String what, String label, Chan<?> chan) {
        super(what + label);
        this.chan = chan;
    }

    /**
     * The channel.
     *
     * @return the channel that is closed; null in an exception that was serialized
     */
    public @Nullable Chan<?> chan() {
        return chan;
    }
}
