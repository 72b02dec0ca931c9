package io.github.goloom.chan;

import io.github.goloom.park.Node;
import io.github.goloom.park.Outcome;
import io.github.goloom.park.Waiter;
import io.github.goloom.park.Withdrawal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The beginning and the end of an operation that may wait. Other packages use it as a
 * {@link io.github.goloom.park.ChanAccess}.
 */
final class Waits {
    private Waits() {}

    static void enter(@Nullable Cancellation until) throws InterruptedException {
        if (until != null) {
            until.throwIfDone();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    static Waiter waiter(@Nullable Object value, @Nullable Cancellation until) {
        return new Waiter(value, until == null ? null : (AbstractChan<?>) doneOf(until));
    }

    private static ReceiveChan<Void> doneOf(Cancellation until) {
        return Objects.requireNonNull(until.done(), "until.done()");
    }

    /**
     * Returns the node that was served, or null after a timeout, and throws if the wait ended otherwise. A node is
     * returned first: after a hand-over nothing may fail, not even the linkage of the switch.
     */
    static @Nullable Node served(Outcome outcome, @Nullable Cancellation until) throws InterruptedException {
        if (outcome instanceof Node node) {
            return node;
        }
        return switch ((Withdrawal) outcome) {
            case TIMED_OUT -> null;
            case INTERRUPTED -> throw Waiter.interrupted();
            case SIGNAL_ENDED -> throw errorOf(Objects.requireNonNull(until));
            case FAILED -> throw new AssertionError("what failed was not thrown");
        };
    }

    static RuntimeException errorOf(Cancellation until) {
        RuntimeException error = until.err();
        return error != null ? error : new IllegalStateException("done() has ended, but err() is null: " + until);
    }
}
