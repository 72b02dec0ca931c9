package io.github.goloom.sync;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.park.Clock;
import io.github.goloom.park.WaitQueue;
import io.github.goloom.park.Waiter;
import io.github.goloom.sync.SingleFlight.Failed;
import io.github.goloom.sync.SingleFlight.Outcome;
import io.github.goloom.sync.SingleFlight.Result;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a body, and the callers that share its outcome. Guarded by the lock; what is written before {@code
 * ended} is read after it.
 *
 * <p><b>Invariant</b>, whenever the lock is free: no thread waits for a flight that has ended. A flight leaves the map
 * before it ends, so that a caller that finds an ended one there has come too late. A flight that could not leave,
 * because its key has changed meanwhile, is removed by the caller that finds it.
 *
 * <p><b>Without an outcome.</b> A flight whose first caller was interrupted in the body is abandoned: the callers that
 * have joined it begin anew. A flight that has a context is deserted when its last caller leaves: its context is ended,
 * and no further caller can join it.
 */
final class Flight<K, V extends @Nullable Object> extends Monitor {
    final K key;

    private final SingleFlight<K, V> flights;
    private final WaitQueue waiters = new WaitQueue();

    /** The listeners, which are told by a channel, in the order of their arrival. */
    private @Nullable Listener<V> first;

    private @Nullable Listener<V> last;
    private boolean shared;

    /** The callers that need the outcome. Without a context, those that have left are not subtracted. */
    private long callers;

    /** Ended when all callers have left. */
    private final @Nullable CancellableContext context;

    /** All callers have left. */
    private boolean deserted;

    /** There is no outcome, because the first caller was interrupted. */
    private boolean abandoned;

    /** Also written without the lock, by a thread that has no stack left to take it. */
    volatile boolean ended;

    private @Nullable Object value;
    private @Nullable Throwable failure;

    /** A channel that gets the outcome, and the body that makes one if the flight is abandoned. */
    static final class Listener<V extends @Nullable Object> {
        final Chan<Outcome<V>> chan = Chan.buffered(1);
        final Callable<? extends V> body;

        @Nullable
        Listener<V> next;

        Listener(Callable<? extends V> body) {
            this.body = body;
        }

        /** Tells the listener that not even a flight could be begun. */
        void fail(Throwable cause) {
            boolean unused = chan.trySend(new Failed<>(cause, true)); // it has room
        }
    }

    Flight(SingleFlight<K, V> flights, K key, @Nullable Listener<V> listener, @Nullable CancellableContext context) {
        super(flights, null);
        this.flights = flights;
        this.key = key;
        first = listener;
        last = listener;
        this.context = context;
        callers = 1;
    }

    /** Runs the body in the thread of a caller. If that is interrupted, the exception of the body is thrown. */
    void fly(Callable<? extends V> body) throws InterruptedException {
        hold(1);
        V result;
        try {
            result = body.call();
        } catch (InterruptedException | UncheckedInterruptedException e) {
            abandon();
            throw e;
        } catch (Throwable e) {
            fail(e);
            return;
        }
        end(result, null);
    }

    /** Runs the body in a goroutine of the flight. */
    void flyAlone(Callable<? extends V> body) {
        hold(1);
        V result;
        try {
            result = body.call();
        } catch (Throwable e) {
            fail(e);
            return;
        }
        end(result, null);
    }

    @Override
    public boolean mayServe(Thread waiter, LongPredicate isStuck) {
        return mayServe(waiters, waiter, isStuck);
    }

    /** Ends the flight, unless it has ended. */
    void fail(Throwable cause) {
        end(null, cause);
    }

    private void end(@Nullable Object result, @Nullable Throwable cause) {
        try {
            flights.removeEnded(this);
        } finally {
            endLeft(result, cause);
        }
    }

    private void endLeft(@Nullable Object result, @Nullable Throwable cause) {
        lock();
        try {
            if (ended) {
                return;
            }
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
                boolean unused = each.chan.trySend(outcome); // it has room
            }
        }
    }

    /** Ends this flight without an outcome, because the body was interrupted in the thread of the first caller. */
    private void abandon() {
        try {
            flights.removeEnded(this);
        } finally {
            lock();
            try {
                abandoned = true;
                ended = true;
                claimAll(waiters);
            } finally {
                unlock();
            }
            for (Listener<V> each = first; each != null; ) {
                Listener<V> next = each.next;
                each.next = null;
                flights.startAgain(key, each);
                each = next;
            }
        }
    }

    /** Joins and waits for the end. {@return false if there is no outcome: it had ended before, or was abandoned} */
    boolean join(@Nullable Cancellation until) throws InterruptedException {
        return await(until, true);
    }

    /** Waits for the end. Called by the caller that has begun the flight in a goroutine. */
    void awaitAsFirst(Cancellation until) throws InterruptedException {
        await(until, false);
    }

    private boolean await(@Nullable Cancellation until, boolean another) throws InterruptedException {
        Waiter waiter = CHANS.waiter(null, until);
        lock();
        try {
            if (ended || deserted) {
                return false;
            }
            if (another) {
                shared = true;
                callers++;
            }
            waiters.add(waiter);
        } finally {
            unlock();
        }
        boolean served = false;
        try {
            await(waiters, waiter, Clock.FOREVER, until);
            served = true;
        } finally {
            if (!served && context != null) {
                leave(context);
            }
        }
        return !abandoned;
    }

    /** Notes that a caller leaves before the end. */
    private void leave(CancellableContext ctx) {
        boolean isLast;
        lock();
        try {
            callers--;
            isLast = callers == 0 && !ended;
            deserted |= isLast;
        } finally {
            unlock();
        }
        if (isLast) {
            ctx.cancel();
        }
    }

    /** Adds a listener, which gets the outcome. {@return false if the flight had ended or was deserted} */
    boolean tell(Listener<V> listener) {
        lock();
        try {
            if (ended || deserted) {
                return false;
            }
            shared = true;
            callers++;
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

    /** {@return the result} Called after the end. */
    Result<V> flight() throws ExecutionException {
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return new Result<>(value(), shared);
    }

    private Outcome<V> outcome() {
        return failure != null ? new Failed<>(failure, shared) : new Result<>(value(), shared);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the body returned null
    private V value() {
        return (V) value;
    }
}
