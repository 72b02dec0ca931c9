package io.github.goloom.examples.waits;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * An office where all wait: eight clerks write into one ledger, one at a time, and twelve customers queue for the
 * clerks.
 */
final class Office {
    private static final int CLERKS = 8;
    private static final int CUSTOMERS = 12;
    private static final int REQUESTS = 20;
    private static final Duration ENTRY = Duration.ofMillis(5);

    private final Chan<Integer> counter = Chan.buffered(4, "counter");
    private final Mutex ledger = new Mutex("ledger");
    private int entries;

    /** Serves all customers. {@return the number of entries in the ledger} */
    int serve() throws InterruptedException, ExecutionException {
        WaitGroup clerks = new WaitGroup("clerks");
        for (int i = 1; i <= CLERKS; i++) {
            clerks.go(this::work);
        }
        WaitGroup customers = new WaitGroup("customers");
        for (int i = 1; i <= CUSTOMERS; i++) {
            customers.go(this::ask);
        }
        customers.await();
        counter.close();
        clerks.await();
        return entries;
    }

    private void ask() throws InterruptedException {
        for (int request = 1; request <= REQUESTS; request++) {
            counter.send(request);
        }
    }

    private void work() throws InterruptedException {
        while (counter.receive() != null) {
            write();
        }
    }

    private void write() throws InterruptedException {
        ledger.lockInterruptibly();
        try {
            Go.sleep(ENTRY); // the time that an entry takes
            entries++;
        } finally {
            ledger.unlock();
        }
    }
}
