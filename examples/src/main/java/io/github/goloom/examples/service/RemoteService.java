package io.github.goloom.examples.service;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial of a service that runs elsewhere: its books are compared by what has been added, its rows by their number.
 */
final class RemoteService {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int PATIENCE = 150;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI target;

    RemoteService(URI target) {
        this.target = target;
    }

    /**
     * Runs the trial.
     *
     * @param books where what the service has counted in between is added
     * @return what does not agree
     */
    List<String> run(Trial trial, Map<String, Long> books, Context ctx) throws Exception {
        Map<String, Long> before = books();
        trial.run(target.toString(), () -> {}, 0, () -> true, ctx);
        books.putAll(booksAtRest());
        before.forEach((name, count) -> books.merge(name, -count, Long::sum));
        Reckoning reckoning = new Reckoning(trial.tally());
        reckoning.compareWithService(books);
        reckoning.compareGoroutines(books.getOrDefault(Books.GOROUTINES_LEFT, 0L));
        return reckoning.wrong();
    }

    /** {@return the books after the requests whose clients have hung up, which end at their deadlines} */
    private Map<String, Long> booksAtRest() throws IOException, InterruptedException {
        Map<String, Long> books = books();
        for (int i = 0; i < PATIENCE && books.getOrDefault(Books.GOROUTINES_LEFT, 0L) > 0; i++) {
            Go.sleep(LOOK_AGAIN);
            books = books();
        }
        return books;
    }

    private Map<String, Long> books() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.resolve("/stats"))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(target + " cannot be reached: " + e.getClass().getSimpleName(), e);
        }
        Map<String, Long> books = new TreeMap<>();
        Books.parse(response.body(), books);
        if (response.statusCode() != 200 || !books.containsKey(Books.rowsOf("orders"))) {
            throw new IOException(target + " is not the service of examples/run service");
        }
        return books;
    }
}
