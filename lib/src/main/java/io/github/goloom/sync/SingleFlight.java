package io.github.goloom.sync;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Waits;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work once for all who ask for it at the same time. Go's {@code x/sync/singleflight.Group}.
 *
 * {@snippet :
 * SingleFlight<String, String> flights = new SingleFlight<>();
 * String page = flights.run(url, () -> load(url), ctx).value();
 * }
 *
 * <p>The first caller of a key begins a <i>flight</i>; who comes with the same key before it has ended, joins it, and gets the same
 * result. Nothing is kept: who comes later begins another. Keys are told apart by {@code equals}. A body must not ask for its own
 * key: it would wait for itself.
 *
 * <p>A failure, be it an exception or an {@link Error}, comes to everyone as a new {@link ExecutionException}, of which it is the cause.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> What the body did <i>happens-before</i> every caller of the flight gets its result.
 *
 * <p><b>Interruption.</b> A method that declares {@link InterruptedException} throws it, after clearing the status, if the current
 * thread has its interrupted status set on entry, or is interrupted while it waits for the flight of another. The flight goes on.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the results
 * @see <a href="https://pkg.go.dev/golang.org/x/sync/singleflight">Go: x/sync/singleflight</a>
 */
public final class SingleFlight<K, V extends @Nullable Object> {
    private final ConcurrentHashMap<K, Call<V>> calls = new ConcurrentHashMap<>();

    /** Makes one without flights. */
    public SingleFlight() {}

    /**
     * How a flight ended.
     *
     * @param <V> the type of the result
     */
    public sealed interface Outcome<V extends @Nullable Object> {}

    /**
     * A flight that gave a result.
     *
     * @param value what the body returned
     * @param shared whether more than one caller asked for it
     * @param <V> the type of the result
     */
    public record Flight<V extends @Nullable Object>(V value, boolean shared) implements Outcome<V> {}

    /**
     * A flight that failed.
     *
     * @param cause what the body threw
     * @param shared whether more than one caller asked for it
     * @param <V> the type of the result
     */
    public record Failed<V extends @Nullable Object>(Throwable cause, boolean shared) implements Outcome<V> {
        /**
         * A flight that failed.
         *
         * @param cause what the body threw
         * @param shared whether more than one caller asked for it
         * @throws NullPointerException if {@code cause} is null
         */
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * Gets the result of the flight for a key; if there is none, runs the body, in this thread. If the body throws {@link
     * InterruptedException} there, this thread's interrupt status is set.
     *
     * @param key the key
     * @param body what makes the result; not used if there is a flight
     * @return the result
     * @throws ExecutionException if the body of the flight threw; its cause is what it threw
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code key} or {@code body} is null
     */
    public Flight<V> run(K key, Callable<? extends V> body) throws InterruptedException, ExecutionException {
        check(key, body);
        Waits.enter(null);
        while (true) {
            Call<V> call = calls.get(key);
            if (call == null) {
                Call<V> mine = new Call<>(this);
                Runnable leave = () -> calls.remove(key, mine); // nothing may fail between the entry and the flight
                try {
                    call = calls.putIfAbsent(key, mine);
                    if (call == null) {
                        mine.fly(body, leave);
                    }
                } catch (StackOverflowError e) {
                    mine.ended = true; // needs no frame; who finds it begins another
                    throw e;
                }
                if (call == null) {
                    if (mine.failure() instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    return mine.flight();
                }
            }
            if (call.join(null)) {
                return call.flight();
            }
            removeEnded(key, call);
        }
    }

    /**
     * Gets the result of the flight for a key, unless the cancellation comes first; if there is none, begins one, in a goroutine of its own.
     * Whoever leaves, the flight goes on.
     *
     * @param key the key
     * @param body what makes the result; not used if there is a flight
     * @param until what ends the wait; if it is done on entry it wins, and no flight is begun
     * @return the result
     * @throws ExecutionException if the body of the flight threw; its cause is what it threw
     * @throws IllegalStateException if {@code until} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code key}, {@code body} or {@code until} is null
     * @throws RuntimeException the {@link Cancellation#err()} of {@code until}, once that is done
     */
    public Flight<V> run(K key, Callable<? extends V> body, Cancellation until)
            throws InterruptedException, ExecutionException {
        check(key, body);
        Waits.enter(Objects.requireNonNull(until, "until"));
        while (true) {
            Call<V> call = calls.get(key);
            if (call == null) {
                call = begin(key, body, null);
                if (call != null) {
                    call.awaitAsFirst(until);
                    return call.flight();
                }
            } else if (call.join(until)) {
                return call.flight();
            } else {
                removeEnded(key, call);
            }
        }
    }

    /**
     * As {@code run}, without waiting. The body runs in a goroutine of its own.
     *
     * @param key the key
     * @param body what makes the result; not used if there is a flight
     * @return a channel on which the outcome comes, and nothing else; it is never closed, and need not be received from
     * @throws NullPointerException if {@code key} or {@code body} is null
     * @see <a href="https://pkg.go.dev/golang.org/x/sync/singleflight#Group.DoChan">Go: Group.DoChan</a>
     */
    public ReceiveChan<Outcome<V>> start(K key, Callable<? extends V> body) {
        check(key, body);
        Chan<Outcome<V>> outcome = Chan.buffered(1);
        while (true) {
            Call<V> call = calls.get(key);
            if (call == null ? begin(key, body, outcome) != null : call.tell(outcome)) {
                return outcome;
            }
            if (call != null) {
                removeEnded(key, call);
            }
        }
    }

    /** An ended flight is found only if it is just leaving, or could not because its key had changed. */
    private void removeEnded(K key, Call<V> call) {
        calls.remove(key, call);
    }

    /** Begins a flight in a goroutine. {@return null if somebody else was first} */
    private @Nullable Call<V> begin(K key, Callable<? extends V> body, @Nullable Chan<Outcome<V>> outcome) {
        Call<V> mine = new Call<>(this, outcome);
        Runnable leave = () -> calls.remove(key, mine);
        try {
            if (calls.putIfAbsent(key, mine) != null) {
                return null;
            }
            Go.go(() -> mine.fly(body, leave));
            return mine;
        } catch (Throwable e) {
            try {
                mine.fail(e, leave);
            } catch (StackOverflowError again) {
                mine.ended = true; // as above
            }
            throw e;
        }
    }

    /**
     * Forgets the flight for a key: who comes from now on begins another. Those who have joined it get its result.
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
        return "SingleFlight" + calls.keySet();
    }
}
