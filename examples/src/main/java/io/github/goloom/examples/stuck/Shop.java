package io.github.goloom.examples.stuck;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.ErrGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * A shop that takes orders, and writes a line to an audit for each. One line in ten thousand needs a confirmation, which
 * nobody gives: the auditor waits for it, so the audit fills up, then the workers get no further, then the customers.
 */
final class Shop {
    private static final int CAPACITY = 16;
    private static final int CUSTOMERS = 6_000;
    private static final int WORKERS = 14;
    private static final int WRITERS = 3_985;

    private final Chan<Integer> orders = Chan.buffered(CAPACITY, "orders");
    private final Chan<String> audit = Chan.buffered(CAPACITY, "audit");
    private final Chan<String> confirmations = Chan.unbuffered("confirmations");
    private final ErrGroup writers = new ErrGroup("writers");
    private final List<Thread> goroutines = new ArrayList<>();

    /** Opens the shop. Nothing happens after a moment. */
    void open() {
        writers.limit(WRITERS);
        goroutines.add(Go.go("auditor", this::auditAll));
        for (int i = 1; i <= WORKERS; i++) {
            goroutines.add(Go.go("worker " + i, this::work));
        }
        int taken = CAPACITY + WORKERS + WRITERS + CAPACITY + 1; // in both channels, at work, and with the auditor
        for (int i = 1; i <= CUSTOMERS + taken; i++) {
            int order = i;
            goroutines.add(Go.go("customer " + i, () -> orders.send(order)));
        }
    }

    private void work() throws InterruptedException {
        for (int order : orders) {
            writers.go("writer " + order, () -> audit.send("order " + order));
        }
    }

    private void auditAll() throws InterruptedException {
        for (String line : audit) {
            confirm(line);
        }
    }

    private void confirm(String line) throws InterruptedException {
        if (line.isEmpty()) {
            return;
        }
        confirmations.receive(); // for this line nobody sends one
    }

    List<Thread> goroutines() {
        return goroutines;
    }

    /** Ends all goroutines, and waits until they have ended. */
    void close() throws InterruptedException {
        goroutines.forEach(Thread::interrupt);
        writers.cancel();
        writers.close();
        for (Thread each : goroutines) {
            each.join();
        }
    }
}
