package io.github.goloom.sync;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.context.ContextException;
import io.github.goloom.park.Names;
import io.github.goloom.park.Seam;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work once for all callers that ask for it at the same time. Go's {@code x/sync/singleflight.Group}.
 *
 * {@snippet :
 * SingleFlight<String, String> flights = new SingleFlight<>();
 * String page = flights.run(url, () -> load(url), ctx).value();
 * }
 *
 * <p>The first caller of a key begins a <i>flight</i>. A caller with the same key that comes before the flight has
 * ended joins it and gets the same result. Results are not kept: a later caller begins another flight. Keys are
 * compared by {@code equals}. A body must not ask for its own key, since it would wait for itself.
 *
 * <p>A failure, whether an exception or an {@link Error}, is thrown to each caller as the cause of a new {@link
 * ExecutionException}.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions of the body <i>happen-before</i> each caller of the flight gets its
 * result.
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}. The flight that a
 * thread has waited for goes on, except as {@link #run(Object, ContextBridges.InContext, Context)} says.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the results
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/singleflight">Go: x/sync/singleflight</a>
 */
public final class SingleFlight<K, V extends @Nullable Object> {
    private static final int MOST_SHOWN = 10;
    private static final int MOST_OF_A_KEY = 100;

    private final ConcurrentHashMap<K, Flight<K, V>> calls = new ConcurrentHashMap<>();

    private final @Nullable String name;
    private final String goroutineName;

    /** Makes an object without flights. */
    public SingleFlight() {
        name = null;
        goroutineName = Monitor.title("SingleFlight", null);
    }

    /**
     * Makes an object without flights, with a name.
     *
     * @param name the name, for messages and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public SingleFlight(String name) {
        this.name = Objects.requireNonNull(name, "name");
        goroutineName = Monitor.title("SingleFlight", name);
        Names.add(this);
    }

    /**
     * The outcome of a flight.
     *
     * @param <V> the type of the result
     */
    public sealed interface Outcome<V extends @Nullable Object> {}

    /**
     * The outcome of a flight that has a result.
     *
     * @param value the value that the body returned
     * @param shared whether more than one caller asked for it
     * @param <V> the type of the result
     */
    public record Result<V extends @Nullable Object>(V value, boolean shared) implements Outcome<V> {}

    /**
     * The outcome of a flight that failed.
     *
     * @param cause the exception or error that the body threw
     * @param shared whether more than one caller asked for it
     * @param <V> the type of the result
     */
    public record Failed<V extends @Nullable Object>(Throwable cause, boolean shared) implements Outcome<V> {
        /**
         * Makes the outcome of a flight that failed.
         *
         * @param cause the exception or error that the body threw
         * @param shared whether more than one caller asked for it
         * @throws NullPointerException if {@code cause} is null
         */
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * Gets the result of the flight for a key. If there is no flight, runs the body in the current thread.
     *
     * <p>If the current thread is interrupted in the body, which then throws {@link InterruptedException} or {@link
     * UncheckedInterruptedException}, this method throws that exception. It is not a failure of the flight: one of the
     * callers that have joined runs its own body.
     *
     * @param key the key
     * @param body the function that makes the result; not used if there is a flight
     * @return the result
     * @throws ExecutionException if the body of the flight failed; the cause is the exception or error that it threw
     * @throws InterruptedException if interrupted before or while waiting, or in the body
     * @throws NullPointerException if {@code key} or {@code body} is null
     */
    public Result<V> run(K key, Callable<? extends V> body) throws InterruptedException, ExecutionException {
        check(key, body);
        Monitor.CHANS.enter(null);
        while (true) {
            Flight<K, V> call = calls.get(key);
            if (call == null) {
                Flight<K, V> mine = new Flight<>(this, key, null, null);
                if (fly(mine, body)) {
                    return mine.flight();
                }
            } else if (call.join(null)) {
                return call.flight();
            } else {
                removeEnded(call);
            }
        }
    }

    /**
     * Runs the body in the current thread. A failure of any kind after the flight is in the map ends the flight.
     * {@return false if there was another flight}
     */
    private boolean fly(Flight<K, V> mine, Callable<? extends V> body) throws InterruptedException {
        try {
            boolean first = calls.putIfAbsent(mine.key, mine) == null;
            if (first) {
                mine.fly(body);
            }
            return first;
        } catch (Throwable e) {
            try {
                mine.fail(e);
            } catch (VirtualMachineError again) {
                mine.ended = true; // needs neither a frame nor memory; a caller that finds it begins another
            }
            throw e;
        }
    }

    private void start(Flight<K, V> mine, Callable<? extends V> body) {
        AtomicReference<V> result = new AtomicReference<>();
        Go.Task task = StartHook.wrap(() -> result.setPlain(body.call()));
        Callable<V> whole = () -> {
            task.run();
            return result.getPlain();
        };
        Seam.start(goroutineName, () -> mine.flyAlone(whole), task);
    }

    /** Begins a flight in a goroutine. A failure of any kind ends it, as in {@link #fly}. */
    private boolean begin(Flight<K, V> mine, Callable<? extends V> body) {
        try {
            boolean first = calls.putIfAbsent(mine.key, mine) == null;
            if (first) {
                start(mine, body);
            }
            return first;
        } catch (Throwable e) {
            try {
                mine.fail(e);
            } catch (VirtualMachineError again) {
                mine.ended = true; // as above
            }
            throw e;
        }
    }

    /** Starts a flight for a listener of one that was abandoned. */
    void startAgain(K key, Flight.Listener<V> listener) {
        try {
            start(key, listener);
        } catch (Throwable e) {
            listener.fail(e);
        }
    }

    /**
     * Gets the result of the flight for a key, unless the cancellation ends the wait. If there is no flight, begins one
     * in a goroutine of its own. The flight goes on when callers leave.
     *
     * @param key the key
     * @param body the function that makes the result; not used if there is a flight
     * @param until the cancellation; if it is done on entry, no flight is begun
     * @return the result
     * @throws ExecutionException if the body of the flight failed; the cause is the exception or error that it threw
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code key}, {@code body} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, if that is done
     */
    public Result<V> run(K key, Callable<? extends V> body, Cancellation until)
            throws InterruptedException, ExecutionException {
        check(key, body);
        Monitor.CHANS.enter(Objects.requireNonNull(until, "until"));
        return share(key, until, () -> begun(new Flight<>(this, key, null, null), body));
    }

    /** Gets the result of the flight for a key. {@code begin} begins one, and gives null if another was first. */
    private Result<V> share(K key, Cancellation until, Supplier<@Nullable Flight<K, V>> begin)
            throws InterruptedException, ExecutionException {
        while (true) {
            Flight<K, V> call = calls.get(key);
            if (call == null) {
                Flight<K, V> mine = begin.get();
                if (mine != null) {
                    mine.awaitAsFirst(until);
                    return mine.flight();
                }
            } else if (call.join(until)) {
                return call.flight();
            } else {
                removeEnded(call);
            }
        }
    }

    private @Nullable Flight<K, V> begun(Flight<K, V> mine, Callable<? extends V> body) {
        return begin(mine, body) ? mine : null;
    }

    /**
     * Gets the result as {@link #run(Object, Callable, Cancellation)} does, for a body that works only as long as a
     * caller needs the result. The body gets a context with the values of the first caller's context. That context ends
     * when the last caller has left, but not with the first caller's.
     *
     * {@snippet :
     * SingleFlight<String, String> flights = new SingleFlight<>();
     * String page = flights.run(url, flight -> fetch(flight, url), ctx).value();
     * }
     *
     * @param key the key
     * @param body the function that makes the result; not used if there is a flight
     * @param ctx the context that ends the wait; if it is done on entry, no flight is begun
     * @return the result
     * @throws ContextException the {@link Context#err()} of {@code ctx}, if that is done
     * @throws ExecutionException if the body of the flight failed; the cause is the exception or error that it threw
     * @throws IllegalStateException if {@code ctx} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
     * @throws NullPointerException if {@code key}, {@code body} or {@code ctx} is null
     */
    public Result<V> run(K key, ContextBridges.InContext<? extends V, ?> body, Context ctx)
            throws InterruptedException, ExecutionException {
        check(key, body);
        Monitor.CHANS.enter(Objects.requireNonNull(ctx, "ctx"));
        return share(key, ctx, () -> {
            CancellableContext flight = CancellableContext.childOf(ctx.withoutCancel());
            return begun(new Flight<>(this, key, null, flight), () -> {
                try (flight) {
                    return body.run(flight);
                }
            });
        });
    }

    /**
     * Asks for the result as {@code run} does, without waiting. The body runs in a goroutine of its own.
     *
     * @param key the key
     * @param body the function that makes the result; not used if there is a flight
     * @return a channel that receives the outcome and nothing else; it is never closed, and need not be received from
     * @throws NullPointerException if {@code key} or {@code body} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/singleflight#Group.DoChan">Go: Group.DoChan</a>
     */
    public ReceiveChan<Outcome<V>> start(K key, Callable<? extends V> body) {
        check(key, body);
        Flight.Listener<V> listener = new Flight.Listener<>(body);
        start(key, listener);
        return listener.chan;
    }

    private void start(K key, Flight.Listener<V> listener) {
        while (true) {
            Flight<K, V> call = calls.get(key);
            if (call == null) {
                if (begin(new Flight<>(this, key, listener, null), listener.body)) {
                    return;
                }
            } else if (call.tell(listener)) {
                return;
            } else {
                removeEnded(call);
            }
        }
    }

    /**
     * Removes a flight from the map. A caller finds one there that has ended only if it is just leaving, or could not
     * leave because its key had changed.
     */
    void removeEnded(Flight<K, V> call) {
        calls.remove(call.key, call);
    }

    /**
     * Forgets the flight for a key: a caller that comes from now on begins another. Those that have joined get its
     * result.
     *
     * @param key the key
     * @throws NullPointerException if {@code key} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/singleflight#Group.Forget">Go: Group.Forget</a>
     */
    public void forget(K key) {
        calls.remove(Objects.requireNonNull(key, "key"));
    }

    private static void check(Object key, Object body) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("SingleFlight[");
        if (name != null) {
            text.append('"').append(name).append('"');
        }
        int shown = 0;
        for (K key : calls.keySet()) {
            if (shown == MOST_SHOWN) {
                return text.append(", …]").toString();
            }
            String each = String.valueOf(key);
            text.append(shown == 0 && name == null ? "" : ", ").append(each, 0, Math.min(each.length(), MOST_OF_A_KEY));
            shown++;
        }
        return text.append("]").toString();
    }
}
