package io.github.goloom.examples.service;

import static io.github.goloom.Signal.SIGNAL;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.context.ContextKey;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.Subtask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The shop, with goloom. */
final class GoloomShop implements Shop {
    /** What belongs to a request, for whatever works for it, as the metadata of gRPC does. */
    static final ContextKey<String> REQUEST_ID = ContextKey.of("request id");

    static final ContextKey<String> USER = ContextKey.of("user");

    private static final int LIGHT = 1;
    private static final int HEAVY = 4;

    private final CancellableContext open = CancellableContext.childOf(Context.background());
    private final Chan<Signal> places; // has a signal for each request that is inside
    private final Database database;
    private final SingleFlight<String, String> flights = new SingleFlight<>("flights");
    private final Passwords passwords = new Passwords();
    private final Books books;

    GoloomShop(List<Connection> connections, int queue, Books books, Log log) throws InterruptedException {
        places = Chan.buffered(queue, "places");
        database = new Database(connections, log);
        this.books = books;
    }

    @Override
    public Executor executor() {
        return request -> Go.go("request", request::run);
    }

    @Override
    public boolean tryEnter() {
        return places.trySend(SIGNAL);
    }

    @Override
    public void leave() {
        Received<Signal> unused = places.tryReceive();
    }

    @Override
    public int inside() {
        return places.size();
    }

    private interface Work<T> {
        T run(Context ctx) throws Exception;
    }

    /** Works for a request in its context, which ends at its deadline, or when the service has waited long enough. */
    private <T> T inContext(Request request, Work<T> work) throws Exception {
        try (CancellableContext ctx = open.withDeadline(request.deadline())) {
            return work.run(ctx.withValue(REQUEST_ID, request.id()).withValue(USER, request.user()));
        }
    }

    @Override
    public String bestsellers(Request request) throws Exception {
        books.count("flights asked for");
        return inContext(
                request,
                ctx -> flights.run("bestsellers", this::askForBestsellers, ctx).value());
    }

    private String askForBestsellers(Context flight) throws Exception { // ends with the last caller that needs it
        books.count("flights made");
        return database.query(flight, LIGHT, Sql::bestsellers);
    }

    @Override
    public String customer(Request request, int customer) throws Exception {
        return inContext(request, ctx -> {
            try (ErrGroup group = ErrGroup.withContext(ctx)) {
                Context all = group.context();
                Subtask<String> name = group.fork(() -> database.query(all, LIGHT, it -> Sql.name(it, customer)));
                Subtask<String> total = group.fork(() -> database.query(all, LIGHT, it -> Sql.total(it, customer)));
                Subtask<String> recent = group.fork(() -> database.query(all, LIGHT, it -> Sql.recent(it, customer)));
                group.await();
                return name.get() + total.get() + recent.get();
            }
        });
    }

    @Override
    public String report(Request request, int rows) throws Exception {
        return inContext(request, ctx -> database.query(ctx, HEAVY, it -> Sql.report(it, rows)));
    }

    @Override
    public boolean order(Request request, Order order) throws Exception {
        return inContext(request, ctx -> database.update(ctx, it -> Sql.insert(it, order)));
    }

    @Override
    public boolean register(Request request, String name, String password) throws Exception {
        return inContext(request, ctx -> {
            CompletableFuture<Account> hashed = ContextBridges.cancelling(ctx, passwords.hash(name, password));
            Account account = ContextBridges.await(hashed, ctx);
            return database.update(ctx, it -> Sql.insert(it, account));
        });
    }

    @Override
    public long count(String table) throws Exception {
        return database.query(Context.background(), LIGHT, it -> Sql.count(it, table));
    }

    /** Takes all the places: whoever has them all knows that nobody is inside, and that nobody can come in. */
    @Override
    public boolean drain(Duration grace) throws InterruptedException {
        int taken = 0;
        try (CancellableContext ctx = Context.background().withTimeout(grace)) {
            for (; taken < places.capacity(); taken++) {
                places.send(SIGNAL, ctx);
            }
            return true;
        } catch (DeadlineExceededException e) {
            open.cancel(); // ends all requests
            for (; taken < places.capacity(); taken++) {
                places.send(SIGNAL);
            }
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        open.close();
        database.close();
        passwords.close();
    }
}
