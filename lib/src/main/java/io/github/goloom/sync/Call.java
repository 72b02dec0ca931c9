package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Waits;
import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import io.github.goloom.sync.SingleFlight.Failed;
import io.github.goloom.sync.SingleFlight.Flight;
import io.github.goloom.sync.SingleFlight.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One flight. Guarded by the lock; what is written before {@code ended} is read after it.
 *
 * <p><b>Invariant</b>, whenever the lock is free: nobody waits once it has ended. It leaves the map before it ends, so that who finds an
 * ended one there has come too late. One that could not leave, because its key has changed meanwhile, is taken out by who finds it.
 */
final class Call<V extends @Nullable Object> extends Gate {
    private final WaitQueue waiters = new WaitQueue();

    /** Who is told by a channel, in the order of their coming. */
    private @Nullable Listener<V> first;

    private @Nullable Listener<V> last;
    private boolean shared;

    /** Written without the lock by who has no stack left for it. */
    volatile boolean ended;

    private @Nullable Object value;
    private @Nullable Throwable failure;

    /** A channel that gets the outcome. */
    private static final class Listener<V extends @Nullable Object> {
        final Chan<Outcome<V>> chan;

        @Nullable
        Listener<V> next;

        Listener(Chan<Outcome<V>> chan) {
            this.chan = chan;
        }
    }

    Call(SingleFlight<?, V> blocker) {
        this(blocker, null);
    }

    Call(SingleFlight<?, V> blocker, @Nullable Chan<Outcome<V>> outcome) {
        super(blocker);
        first = outcome == null ? null : new Listener<>(outcome);
        last = first;
    }

    /** Runs the body; tells everybody after {@code leave}. */
    void fly(Callable<? extends V> body, Runnable leave) {
        V result;
        try {
            result = body.call();
        } catch (Throwable e) {
            fail(e, leave);
            return;
        }
        end(result, null, leave);
    }

    void fail(Throwable cause, Runnable leave) {
        end(null, cause, leave);
    }

    private void end(@Nullable Object result, @Nullable Throwable cause, Runnable leave) {
        try {
            leave.run();
        } finally {
            endLeft(result, cause);
        }
    }

    private void endLeft(@Nullable Object result, @Nullable Throwable cause) {
        lock();
        try {
            value = result;
            failure = cause;
            ended = true;
            claimAll(waiters);
        } finally {
            unlock();
        }
        if (first != null) {
            Outcome<V> outcome = outcome();
            for (Listener<V> each = first; each != null; each = each.next) {
                each.chan.trySend(outcome);
            }
        }
    }

    /** Joins and waits for the end. {@return false, without waiting, if it had ended} */
    boolean join(@Nullable Cancellation until) throws InterruptedException {
        return await(until, true);
    }

    /** Waits for the end; for the one who has begun it in a goroutine. */
    void awaitAsFirst(Cancellation until) throws InterruptedException {
        await(until, false);
    }

    private boolean await(@Nullable Cancellation until, boolean another) throws InterruptedException {
        Waiter waiter = Waits.waiter(null, until);
        boolean waits;
        lock();
        try {
            waits = !ended;
            if (waits) {
                shared |= another;
                waiters.add(waiter);
            }
        } finally {
            unlock();
        }
        if (waits) {
            await(waiters, waiter, Clock.FOREVER, until);
        }
        return waits;
    }

    /** Has the outcome sent. {@return false if it had ended} */
    boolean tell(Chan<Outcome<V>> chan) {
        Listener<V> listener = new Listener<>(chan);
        lock();
        try {
            if (ended) {
                return false;
            }
            shared = true;
            if (last == null) {
                first = listener;
            } else {
                last.next = listener;
            }
            last = listener;
            return true;
        } finally {
            unlock();
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** The result, after the end. */
    Flight<V> flight() throws ExecutionException {
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return new Flight<>(value(), shared);
    }

    private Outcome<V> outcome() {
        return failure != null ? new Failed<>(failure, shared) : new Flight<>(value(), shared);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the body returned null
    private V value() {
        return (V) value;
    }
}
