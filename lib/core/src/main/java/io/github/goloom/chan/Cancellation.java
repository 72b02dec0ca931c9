package io.github.goloom.chan;

import org.jspecify.annotations.Nullable;

/**
 * What ends a wait from outside: a context, seen from below.
 *
 * <p>Implement it to cancel waits by something of your own: {@link #done()} is any channel, {@link #err()} says why it was
 * closed. A method that takes a cancellation which is done on entry always throws its {@link #err()}, ready or not, and
 * whatever the interrupt status is; {@link #isDone()}, if overridden, must agree with {@link #done()}. While it waits,
 * whichever comes first decides.
 *
 * <p><b>Thread safety.</b> Implementations must allow any thread to call any method.
 *
 * @see <a href="https://pkg.go.dev/context#Context">Go: context.Context</a>
 */
public interface Cancellation {
    /**
     * The channel that is closed when the work should end; nothing is ever sent on it.
     *
     * @return the same channel at each call; {@link Chan#nil()} if this can never be cancelled
     */
    ReceiveChan<Void> done();

    /**
     * Why the work should end.
     *
     * @return null until {@link #done()} is closed; then a new exception at each call, whose cause says why and who
     */
    @Nullable
    RuntimeException err();

    /**
     * Whether the work should end: a cheap poll.
     *
     * @return whether {@link #done()} is closed
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
