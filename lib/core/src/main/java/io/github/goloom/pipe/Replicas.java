package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.QuietEnd;
import io.github.goloom.chan.Received;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.sync.ErrGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks several replicas at once, and takes the first result.
 *
 * {@snippet :
 * String page = Replicas.first(ctx, urls, (url, query) -> fetch(query, url));
 * }
 *
 * <p>Each replica is asked in a goroutine of its own. The first success ends the context of the other queries and
 * interrupts them, and a failure is only thrown if all have failed. No goroutine is left when a method returns or
 * throws: a query that ignores its interrupt delays that.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions of all queries <i>happen-before</i> the return of the method.
 *
 * @see <a href="https://go.dev/talks/2012/concurrency.slide#49">Go: Go Concurrency Patterns: replicated servers</a>
 */
public final class Replicas {
    private static final int SUPPRESSED = 16;

    private Replicas() {}

    /**
     * A query to a replica.
     *
     * @param <R> the type of the replicas
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Query<R, T extends @Nullable Object> {
        /**
         * Asks a replica.
         *
         * @param replica the replica
         * @param ctx the context of the query, which ends with that of the caller, or when another query has succeeded
         * @return the result
         * @throws Exception if the query fails
         */
        T ask(R replica, Context ctx) throws Exception;
    }

    /** A result, which may be null. */
    private record Won<T extends @Nullable Object>(T value) {}

    /**
     * Runs all tasks and returns the result of the first that succeeds. The others are interrupted, and have ended when
     * this method returns. This is a waiting method: see {@linkplain io.github.goloom.chan##waiting Waiting}.
     *
     * @param ctx the context, whose end interrupts the tasks
     * @param tasks the tasks
     * @param <T> the type of the result
     * @return the result, which is null if the task returned null
     * @throws ContextException the {@code err()} of the context, if it ends before a task has succeeded
     * @throws ExecutionException if all tasks failed. Its cause is the first failure, and its suppressed exceptions are
     *     up to 16 others.
     * @throws IllegalArgumentException if {@code tasks} is empty
     * @throws IllegalStateException if {@code ctx} is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if interrupted before a task has succeeded
     * @throws NullPointerException if {@code ctx}, {@code tasks} or one of them is null
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> T first(Context ctx, Callable<? extends T>... tasks)
            throws InterruptedException, ExecutionException {
        return Replicas.<T>first(ctx, Arrays.asList(Objects.requireNonNull(tasks, "tasks")));
    }

    /**
     * Runs tasks as {@link #first(Context, Callable...)} does.
     *
     * @param ctx the context, whose end interrupts the tasks
     * @param tasks the tasks
     * @param <T> the type of the result
     * @return the result, which is null if the task returned null
     * @throws ContextException the {@code err()} of the context, if it ends before a task has succeeded
     * @throws ExecutionException if all tasks failed
     * @throws IllegalArgumentException if {@code tasks} is empty
     * @throws IllegalStateException if {@code ctx} is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if interrupted before a task has succeeded
     * @throws NullPointerException if {@code ctx}, {@code tasks} or one of them is null
     */
    public static <T extends @Nullable Object> T first(Context ctx, Collection<? extends Callable<? extends T>> tasks)
            throws InterruptedException, ExecutionException {
        return Replicas.<Callable<? extends T>, T>race(ctx, "tasks", tasks, (task, query) -> task.call());
    }

    /**
     * Asks all replicas as {@link #first(Context, Callable...)} runs tasks, and passes a context to each query.
     *
     * @param ctx the context, with which those of the queries end
     * @param replicas the replicas
     * @param query the query, which is called once for each replica
     * @param <R> the type of the replicas
     * @param <T> the type of the result
     * @return the result, which is null if the query returned null
     * @throws ContextException the {@code err()} of the context, if it ends before a query has succeeded
     * @throws ExecutionException if all queries failed
     * @throws IllegalArgumentException if {@code replicas} is empty
     * @throws IllegalStateException if {@code ctx} is a foreign context that is done, but whose {@code err()} is null
     * @throws InterruptedException if interrupted before a query has succeeded
     * @throws NullPointerException if {@code ctx}, {@code replicas}, one of them or {@code query} is null
     */
    public static <R, T extends @Nullable Object> T first(
            Context ctx, Collection<? extends R> replicas, Query<? super R, ? extends T> query)
            throws InterruptedException, ExecutionException {
        return Replicas.<R, T>race(ctx, "replicas", replicas, Objects.requireNonNull(query, "query"));
    }

    private static <R, T extends @Nullable Object> T race(
            Context ctx, String what, Collection<? extends R> replicas, Query<? super R, ? extends T> query)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(ctx, "ctx");
        Objects.requireNonNull(replicas, what);
        ctx.throwIfDone();
        List<R> all = new ArrayList<>(replicas);
        for (int i = 0; i < all.size(); i++) {
            Objects.requireNonNull(all.get(i), what + "[" + i + "]");
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        Chan<Won<T>> winner = Chan.buffered(1);
        Chan<Throwable> failures = Chan.buffered(1 + SUPPRESSED);
        try (ErrGroup group = ErrGroup.withContext(ctx, "replicas")) {
            try {
                for (R each : all) {
                    group.go(() -> run(group, each, query, winner, failures));
                }
                group.await();
            } finally {
                group.cancel();
            }
        } catch (InterruptedException | ContextException e) {
            if (winner.size() == 0) {
                throw e;
            } else if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // came too late
            }
        }
        if (winner.tryReceive() instanceof Received.Value<Won<T>> won) {
            return won.value().value;
        }
        throw failure(failures, all.size());
    }

    private static <R, T extends @Nullable Object> void run(
            ErrGroup group,
            R replica,
            Query<? super R, ? extends T> query,
            Chan<Won<T>> winner,
            Chan<Throwable> failures)
            throws Exception {
        Context scope = group.context();
        T value;
        try {
            value = query.ask(replica, scope);
            scope.throwIfDone(); // it comes too late
        } catch (Throwable e) {
            if (QuietEnd.is(e) && scope.isDone()) {
                throw e; // an echo of the end, for the group, too
            }
            boolean unused = failures.trySend(e);
            return;
        }
        if (winner.trySend(new Won<>(value))) {
            group.cancel();
        }
    }

    private static ExecutionException failure(Chan<Throwable> failures, int count) {
        List<Throwable> causes = new ArrayList<>();
        failures.drainTo(causes, count);
        Throwable first = causes.removeFirst();
        ExecutionException thrown = new ExecutionException("all " + count + " failed, the first by " + first, first);
        causes.forEach(thrown::addSuppressed);
        return thrown;
    }
}
