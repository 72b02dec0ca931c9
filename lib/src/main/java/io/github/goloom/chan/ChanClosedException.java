package io.github.goloom.chan;

/**
 * Thrown by a send on a closed channel and by the second close of one. The message names the channel.
 *
 * <p>As in Go, it is the sign of a bug: the sender, or one who knows that all senders are done, closes the channel.
 *
 * @see <a href="https://go.dev/ref/spec#Close">Go: close</a>
 */
public final class ChanClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ChanClosedException(String message) {
        super(message);
    }
}
