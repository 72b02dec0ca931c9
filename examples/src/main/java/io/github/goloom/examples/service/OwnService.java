package io.github.goloom.examples.service;

import io.github.goloom.context.Context;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** A trial of a service that this process has started. */
final class OwnService {
    private static final int BY_SIGTERM = 143;

    private final ChildService service;
    private final int kills;
    private final int terminations;
    private int killed;

    OwnService(ChildService service, int kills, int terminations) {
        this.service = service;
        this.kills = kills;
        this.terminations = terminations;
    }

    /**
     * Runs the trial. At the end, the service is told to end in the middle of the load.
     *
     * @param books where the books of the service are added
     * @return what does not agree
     */
    List<String> run(Trial trial, Map<String, Long> books, Context ctx) throws Exception {
        int status = trial.run(
                service.url(), () -> interrupt(books), kills + terminations, () -> service.terminate(books), ctx);
        Reckoning reckoning = new Reckoning(trial.tally());
        if (kills == 0) { // a service that is killed takes its books with it
            reckoning.compareWithService(books);
        }
        List<Connection> connections = Sql.open(service.database(), 1);
        try (Connection connection = connections.getFirst();
                Session session = new Session(connection)) {
            reckoning.compareWithDatabase(Sql.orders(session), kills > 0);
        }
        reckoning.compareGoroutines(books.getOrDefault(Books.GOROUTINES_LEFT, -1L));
        reckoning.compareStatus(status, BY_SIGTERM);
        return reckoning.wrong();
    }

    private void interrupt(Map<String, Long> books) throws IOException, InterruptedException {
        if (killed < kills) {
            killed++;
            service.kill();
        } else {
            service.terminate(books);
            Books.TABLES.forEach(each -> books.remove(Books.rowsOf(each))); // those of the last one count
        }
        service.restart();
    }
}
