package io.github.goloom.examples.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.goloom.context.ContextCancelledException;
import io.github.goloom.context.DeadlineExceededException;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where a request comes in: it is let in or refused, checked, answered, counted and logged. */
final class Front implements HttpHandler {
    private final Shop shop;
    private final Routes routes;
    private final Clients clients;
    private final Duration maxTimeout;
    private final Books books;
    private final Log log;
    private volatile boolean closing;

    Front(Shop shop, Clients clients, Duration maxTimeout, Books books, Log log) {
        this.shop = shop;
        routes = new Routes(shop);
        this.clients = clients;
        this.maxTimeout = maxTimeout;
        this.books = books;
        this.log = log;
    }

    /** From now on, clients are told not to use their connections again. */
    void close() {
        closing = true;
    }

    @Override
    @SuppressWarnings("try") // the trace is only there
    public void handle(HttpExchange exchange) {
        try (exchange;
                Scope trace = Tracing.of(exchange.getRequestHeaders()).makeCurrent()) {
            if (!shop.tryEnter()) {
                answer(exchange, null, new Reply(503, closing ? "the service is closing" : "the queue is full"));
                return;
            }
            try {
                Request request = Request.of(exchange, maxTimeout);
                answer(exchange, request, replyTo(request, exchange));
            } catch (Refusal refusal) {
                answer(exchange, null, Reply.of(refusal));
            } finally {
                shop.leave();
            }
        }
    }

    private Reply replyTo(Request request, HttpExchange exchange) {
        try {
            clients.admit(request.user());
            return routes.reply(request, Body.read(exchange, request.left()));
        } catch (Refusal refusal) {
            return Reply.of(refusal);
        } catch (ExecutionException e) {
            return replyTo(request, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(503, "the service is closing");
        } catch (Exception e) {
            return replyTo(request, e);
        }
    }

    private Reply replyTo(Request request, @Nullable Throwable failure) {
        if (failure instanceof DeadlineExceededException || failure instanceof TimeoutException) {
            return new Reply(504, "not done in time");
        }
        if (failure instanceof ContextCancelledException) {
            return new Reply(503, "the service is closing");
        }
        log.line("request " + request.id() + " failed: " + Log.escape(String.valueOf(failure)));
        return new Reply(500, "this did not work");
    }

    /** Answers, counts and logs. The reply is counted first: a client that has it finds it in the books. */
    private void answer(HttpExchange exchange, @Nullable Request request, Reply reply) {
        String method = exchange.getRequestMethod();
        String path = String.valueOf(exchange.getRequestURI().getPath());
        books.count(Routes.name(method, path) + " " + reply.status());
        boolean gone = false;
        try {
            send(exchange, reply);
        } catch (IOException e) {
            gone = true;
            books.count("replies to clients that were gone");
        }
        String who = request == null ? "" : " request " + request.id() + " user " + request.user();
        log.line(Log.escape(method) + " " + Log.escape(path) + " " + reply.status() + (gone ? " (client gone)" : "")
                + who + " trace " + Tracing.trace());
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/plain; charset=utf-8");
        if (reply.status() == 503 || reply.status() == 429) {
            headers.set("Retry-After", "1");
        }
        if (closing) {
            headers.set("Connection", "close");
        }
        if (reply.status() == 408
                || reply.status() == 413
                || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1); // does not wait for the rest of a body
            return;
        }
        byte[] bytes = (reply.text().strip() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }
}
