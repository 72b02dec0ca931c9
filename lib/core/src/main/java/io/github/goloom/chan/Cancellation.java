package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/**
 * A request to end work, which ends waits from outside. Every {@link io.github.goloom.context.Context} is one.
 *
 * <p>Methods that take a cancellation follow the
 * {@linkplain io.github.goloom.chan##cancellation contract of waiting methods}.
 *
 * <p>Applications may implement this interface to cancel waits by means other than a context. {@link #done()} may
 * return any channel, and {@link #err()} tells why it was closed. An implementation that overrides {@link #isDone()}
 * must keep it consistent with {@link #done()}.
 *
 * <p><b>Thread safety.</b> Implementations must allow any thread to call any method.
 *
 * @see <a href="https://pkg.go.dev/context#Context">Go: context.Context</a>
 */
public interface Cancellation {
    /**
     * Returns the channel that is closed when the work should end. No value is ever sent on it.
     *
     * @return the same channel at each call; {@link Chan#nil()} if this can never be cancelled
     */
    ReceiveChan<Void> done();

    /**
     * Returns the exception that tells why the work should end.
     *
     * @return null until {@link #done()} is closed; then a new exception at each call, whose cause tells why and by
     *     whom the work was cancelled
     */
    @Nullable
    RuntimeException err();

    /**
     * Tells whether the work should end. This method never waits and is cheap enough to be polled.
     *
     * @return true if {@link #done()} is closed
     */
    default boolean isDone() {
        return done().isClosed();
    }

    /**
     * Throws {@link #err()} if the work should end.
     *
     * @throws RuntimeException the {@link #err()}, if {@link #isDone()}
     * @throws IllegalStateException if {@link #isDone()}, but {@link #err()} is null
     */
    default void throwIfDone() {
        if (isDone()) {
            throw Waits.errorOf(this);
        }
    }
}
