package io.github.goloom.examples.service;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.sync.WeightedSemaphore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The database behind a semaphore and a pool, which is a buffered channel of connections: whoever needs one receives
 * it, and sends it back. The semaphore is first: a heavy query takes several of its permits, and so leaves room for
 * others.
 *
 * <p>No goroutine that is interrupted may use a connection: H2 writes its file in the thread of the query, and an
 * interrupt closes the file, and with it the database for everybody; a socket of a database elsewhere fares no better.
 * So a query has a goroutine of its own, which nobody interrupts. The caller waits for it as long as its context lasts.
 * The end of the context cancels the statement, and the connection goes back when that has ended.
 */
final class Database {
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(10);

    private final Chan<Connection> pool;
    private final WeightedSemaphore load;
    private final Log log;

    Database(List<Connection> connections, Log log) throws InterruptedException {
        pool = Chan.buffered(connections.size(), "connections");
        this.log = log;
        load = new WeightedSemaphore(connections.size(), "database");
        for (Connection each : connections) {
            pool.send(each);
        }
    }

    /** Runs a query, which takes a weight of the capacity of the database, and is cancelled if the context ends. */
    @SuppressWarnings("try") // the registration is only there
    <T> T query(Context ctx, long weight, Sql.Query<T> query) throws InterruptedException, ExecutionException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Session session = start(ctx, weight, query, result);
        try (Context.Registration end = ctx.afterFunc(() -> cancel(session, ctx))) {
            return ContextBridges.await(result, ctx);
        } catch (ExecutionException e) {
            ctx.throwIfDone(); // the cancelled statement was faster than the context
            throw e;
        }
    }

    /**
     * Runs a statement that changes something. Once it has begun, it is awaited whatever happens, so that a client
     * which is told that it was too late knows that nothing was changed.
     */
    <T> T update(Context ctx, Sql.Query<T> update) throws InterruptedException, ExecutionException {
        CompletableFuture<T> result = new CompletableFuture<>();
        start(ctx, 1, update, result);
        return ContextBridges.await(result, ctx.withoutCancel());
    }

    /** Starts a query as soon as it has its permits, which also stand for a connection in the pool. */
    private <T> Session start(Context ctx, long weight, Sql.Query<T> query, CompletableFuture<T> result)
            throws InterruptedException {
        long permits = Math.min(weight, pool.capacity());
        load.acquire(permits, ctx);
        if (!(pool.tryReceive() instanceof Received.Value<Connection> taken)) {
            throw new IllegalStateException("more permits than connections: " + pool);
        }
        Connection connection = taken.value();
        boolean started = false;
        try {
            Session session = new Session(connection);
            Go.go("query", () -> {
                try {
                    T value;
                    try (session) {
                        value = query.run(session);
                    } finally {
                        giveBack(connection, permits);
                    }
                    result.complete(value);
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            started = true;
            return session;
        } finally {
            if (!started) { // there is no memory for a goroutine, or its start hook has failed
                giveBack(connection, permits);
            }
        }
    }

    private void giveBack(Connection connection, long permits) {
        boolean unused = pool.trySend(connection); // the pool has room for all
        load.release(permits);
    }

    /** Cancels until the query has ended: a cancellation between two statements has no effect. */
    private void cancel(Session session, Context ctx) throws InterruptedException {
        log.line("a query is cancelled, " + Tracing.describe(ctx));
        while (session.cancel()) {
            Go.sleep(CANCEL_AGAIN);
        }
    }

    /** Closes all connections, once they are back. */
    void close() throws InterruptedException, SQLException {
        for (int i = 0; i < pool.capacity(); i++) {
            Objects.requireNonNull(pool.receive(), "never closed").close();
        }
    }
}
