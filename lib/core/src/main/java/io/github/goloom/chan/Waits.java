package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Waiter;
import io.github.goloom.park.Withdrawal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For the library's other packages: what every blocking operation does on entry, and how it leaves unserved. Deals in types of
 * a package that is not exported.
 */
@SuppressWarnings("exports")
public final class Waits {
    private Waits() {}

    /**
     * The entry of an operation that may wait: the cancellation first, so that it leaves the interrupt status as it is.
     *
     * @param until what may end the wait
     * @throws InterruptedException if the current thread is interrupted
     */
    public static void enter(@Nullable Cancellation until) throws InterruptedException {
        if (until != null) {
            until.throwIfDone();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * Makes a waiter for the current thread.
     *
     * @param value what it brings
     * @param until what may end the wait
     * @return the waiter
     */
    public static Waiter waiter(@Nullable Object value, @Nullable Cancellation until) {
        return new Waiter(value, until == null ? null : (AbstractReceiveChan<?>) doneOf(until));
    }

    private static ReceiveChan<Void> doneOf(Cancellation until) {
        return Objects.requireNonNull(until.done(), "until.done()");
    }

    /**
     * The end of a wait.
     *
     * @param outcome how it ended
     * @param until what may have ended it
     * @return the node that was served, or null if time ran out
     * @throws InterruptedException if the current thread was interrupted
     */
    public static @Nullable Node served(Outcome outcome, @Nullable Cancellation until) throws InterruptedException {
        if (outcome instanceof Node node) {
            return node;
        }
        if (outcome == Withdrawal.INTERRUPTED) {
            throw Waiter.interrupted();
        }
        if (outcome == Withdrawal.CANCELLED) {
            throw errorOf(Objects.requireNonNull(until));
        }
        return null;
    }

    /**
     * Why a cancellation that is done is done.
     *
     * @param until the cancellation
     * @return its {@code err()}; an {@link IllegalStateException} if that is null
     */
    public static RuntimeException errorOf(Cancellation until) {
        RuntimeException error = until.err();
        return error != null ? error : new IllegalStateException("done() has ended, but err() is null: " + until);
    }
}
