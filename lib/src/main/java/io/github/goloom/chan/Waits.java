package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Waiter;
import io.github.goloom.park.Withdrawal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every blocking operation does on entry, and how it leaves unserved. */
final class Waits {
    private Waits() {}

    /** The entry of an operation that may wait: the cancellation first, so that it leaves the interrupt status as it is. */
    static void enter(@Nullable Cancellation until) throws InterruptedException {
        if (until != null) {
            until.throwIfDone();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** A waiter for the current thread, which the cancellation, if any, may end. */
    static Waiter waiter(@Nullable Object value, @Nullable Cancellation until) {
        return new Waiter(value, until == null ? null : (AbstractReceiveChan<?>) doneOf(until));
    }

    private static ReceiveChan<Void> doneOf(Cancellation until) {
        return Objects.requireNonNull(until.done(), "until.done()");
    }

    /** {@return the node that was served, or null if time ran out} */
    static @Nullable Node served(Outcome outcome, @Nullable Cancellation until) throws InterruptedException {
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

    static RuntimeException errorOf(Cancellation until) {
        RuntimeException error = until.err();
        return error != null ? error : new IllegalStateException("done() has ended, but err() is null: " + until);
    }
}
