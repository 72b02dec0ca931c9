package io.github.goloom.examples.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shop, with what the JDK has: an executor, a queue, semaphores and futures. */
final class PlainShop implements Shop {
    private static final int LIGHT = 1;
    private static final int HEAVY = 4;
    private static final long CANCEL_AGAIN_MILLIS = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places;
    private final int capacity;
    private final BlockingQueue<Connection> pool;
    private final Semaphore load;
    private final ConcurrentHashMap<String, CompletableFuture<String>> flights = new ConcurrentHashMap<>();
    private final Passwords passwords = new Passwords();
    private final Books books;
    private volatile boolean closing;

    PlainShop(List<Connection> connections, int queue, Books books) {
        capacity = queue;
        places = new Semaphore(queue, true);
        pool = new ArrayBlockingQueue<>(connections.size(), false, connections);
        load = new Semaphore(connections.size(), true);
        this.books = books;
    }

    @Override
    public Executor executor() {
        return threads;
    }

    @Override
    public boolean tryEnter() {
        return !closing && places.tryAcquire(); // which would overtake a drain that waits, for ever
    }

    @Override
    public void leave() {
        places.release();
    }

    @Override
    public int inside() {
        return capacity - places.availablePermits();
    }

    /** Starts a query, whose statement is cancelled if the future is done before. */
    private <T> CompletableFuture<T> start(Request request, int weight, Sql.Query<T> query)
            throws InterruptedException, TimeoutException {
        int permits = Math.min(weight, pool.size() + pool.remainingCapacity());
        if (!load.tryAcquire(permits, request.left().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Connection connection = pool.remove();
        Session session = new Session(connection);
        threads.execute(() -> {
            try {
                T value;
                try (session) {
                    value = query.run(session);
                } finally {
                    pool.add(connection);
                    load.release(permits);
                }
                result.complete(value);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        CompletableFuture<?> unused = result.whenComplete((value, failure) -> {
            if (failure != null) {
                threads.execute(() -> cancel(session));
            }
        });
        return result;
    }

    private static void cancel(Session session) {
        try {
            while (session.cancel()) {
                Thread.sleep(CANCEL_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Waits for a future until the deadline, and then fails it. */
    private static <T> T await(Request request, CompletableFuture<T> future) throws Exception {
        try {
            return future.get(request.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.completeExceptionally(e);
            throw e;
        }
    }

    private <T> T query(Request request, int weight, Sql.Query<T> query) throws Exception {
        return await(request, start(request, weight, query));
    }

    @Override
    public String bestsellers(Request request) throws Exception {
        books.count("flights asked for");
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> first = flights.putIfAbsent("bestsellers", mine);
        if (first != null) {
            return first.get(request.left().toNanos(), TimeUnit.NANOSECONDS);
        }
        books.count("flights made");
        try {
            mine.complete(query(request, LIGHT, Sql::bestsellers));
        } catch (Throwable e) {
            mine.completeExceptionally(e); // also for those whose deadline is later: only goloom's flight goes on
        } finally {
            flights.remove("bestsellers");
        }
        return mine.get();
    }

    @Override
    public String customer(Request request, int customer) throws Exception {
        CompletableFuture<String> name = start(request, LIGHT, it -> Sql.name(it, customer));
        CompletableFuture<String> total = start(request, LIGHT, it -> Sql.total(it, customer));
        CompletableFuture<String> recent = start(request, LIGHT, it -> Sql.recent(it, customer));
        return await(request, name) + await(request, total) + await(request, recent); // a failure leaves the others
    }

    @Override
    public String report(Request request, int rows) throws Exception {
        return query(request, HEAVY, it -> Sql.report(it, rows));
    }

    @Override
    public boolean order(Request request, Order order) throws Exception {
        return start(request, LIGHT, it -> Sql.insert(it, order)).get();
    }

    @Override
    public boolean register(Request request, String name, String password) throws Exception {
        Account account = await(request, passwords.hash(name, password));
        return start(request, LIGHT, it -> Sql.insert(it, account)).get();
    }

    @Override
    public long count(String table) throws SQLException, InterruptedException {
        load.acquire(LIGHT);
        Connection connection = pool.remove();
        try {
            return Sql.count(new Session(connection), table);
        } finally {
            pool.add(connection);
            load.release(LIGHT);
        }
    }

    @Override
    public boolean drain(Duration grace) throws InterruptedException {
        closing = true;
        if (places.tryAcquire(capacity, grace.toNanos(), TimeUnit.NANOSECONDS)) {
            return true;
        }
        places.acquire(capacity); // until their deadlines: an interrupt would close the database
        return false;
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        threads.close();
        for (int i = pool.size() + pool.remainingCapacity(); i > 0; i--) {
            pool.take().close();
        }
        passwords.close();
    }
}
