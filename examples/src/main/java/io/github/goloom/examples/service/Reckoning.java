package io.github.goloom.examples.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the books of the clients with those of the service, and both with the database. */
final class Reckoning {
    private final List<String> wrong = new ArrayList<>();
    private final Tally tally;

    Reckoning(Tally tally) {
        this.tally = tally;
        tally.unexpected.all().forEach((what, count) -> wrong.add(what + ": " + count));
    }

    /** {@return what does not agree, in words; empty if all does} */
    List<String> wrong() {
        return wrong;
    }

    /**
     * What the clients were answered is what the service has answered, status by status, except for the requests whose
     * clients did not see the reply: the service may have counted them, or not.
     */
    void compareWithService(Map<String, Long> service) {
        Map<String, Long> client = tally.books.all();
        Set<String> names = new TreeSet<>(client.keySet());
        names.addAll(service.keySet());
        names.removeIf(name -> !name.matches("[A-Z]+ /.* [0-9]+"));
        long unseen = 0;
        for (String name : names) {
            long more = service.getOrDefault(name, 0L) - client.getOrDefault(name, 0L);
            unseen += more;
            if (more < 0) {
                wrong.add(name + ": the clients have seen " + -more + " more than the service has sent");
            }
        }
        if (unseen > tally.lost()) {
            wrong.add(
                    "the service has sent " + unseen + " replies that no client saw, but " + tally.lost() + " hung up");
        }
        Books.TABLES.forEach(each -> compare(each, service));
    }

    private void compare(String table, Map<String, Long> service) {
        long made = service.getOrDefault("POST /" + table + " 201", 0L);
        long rows = service.getOrDefault(Books.rowsOf(table), 0L);
        if (made != rows) {
            wrong.add("the service has made " + made + " " + table + ", but there are " + rows + " rows");
        }
    }

    /**
     * Each order that was acknowledged is in the database, once. Any other there is one whose client hung up; and if
     * the service was killed, one whose reply was cut off.
     */
    void compareWithDatabase(List<String> rows, boolean wasKilled) {
        Set<String> inDatabase = new HashSet<>(rows);
        if (inDatabase.size() < rows.size()) {
            wrong.add((rows.size() - inDatabase.size()) + " orders are in the database twice");
        }
        long missing = tally.acknowledged.stream()
                .filter(id -> !inDatabase.contains(id))
                .count();
        if (missing > 0) {
            wrong.add(missing + " orders were acknowledged, but are not in the database");
        }
        inDatabase.removeAll(tally.acknowledged);
        inDatabase.removeAll(tally.hungUp);
        if (wasKilled) {
            inDatabase.removeAll(tally.cutOff);
        }
        if (!inDatabase.isEmpty()) {
            wrong.add(inDatabase.size() + " orders are in the database, but were refused or cut off");
        }
    }

    void compareGoroutines(long left) {
        if (left != 0) {
            wrong.add(left + " goroutines are left on the service");
        }
    }

    void compareStatus(int status, int expected) {
        if (status != expected) {
            wrong.add("the service ended with status " + status + ", not " + expected);
        }
    }
}
