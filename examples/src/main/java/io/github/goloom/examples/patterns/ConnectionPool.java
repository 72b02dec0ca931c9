package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;
import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A buffered channel that is filled with connections is a pool of them. To borrow one is to receive it, to give it
 * back is to send it, and who finds none waits in line, for as long as its patience lasts.
 */
@Command(name = "pool", description = "A buffered channel as a pool of connections, which clients borrow.")
final class ConnectionPool implements Example {
    private static final Duration QUERY = Duration.ofMillis(20);

    @Option(names = "--connections", paramLabel = "N", description = "How many, from 1 to 1000; 3 if not given.")
    private int connections = 3;

    @Option(names = "--clients", paramLabel = "N", description = "How many clients, up to 10000; 8 if not given.")
    private int clients = 8;

    @Option(
            names = "--patience",
            paramLabel = "MILLIS",
            description = "How long a client waits for a connection; 1000 if not given. A query takes 20.")
    private int patience = 1000;

    private record Connection(int number) {
        String query(int n) throws InterruptedException {
            Go.sleep(QUERY);
            return "square of " + n + " is " + n * n + ", says connection " + number;
        }
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new ConnectionPool(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--connections", connections, 1, 1000);
        unlessIn("--clients", clients, 0, 10_000);
        unless(patience >= 0, "--patience must not be negative: " + patience);
        Chan<Connection> pool = Chan.buffered(connections, "pool");
        for (int i = 1; i <= connections; i++) {
            pool.send(new Connection(i));
        }
        AtomicInteger impatient = new AtomicInteger();
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "clients")) {
            for (int i = 1; i <= clients; i++) {
                int client = i;
                group.go("client " + i, () -> {
                    if (pool.tryReceive(Duration.ofMillis(patience)) instanceof Received.Value<Connection> borrowed) {
                        try {
                            out.println(borrowed.value().query(client));
                        } finally {
                            pool.send(borrowed.value()); // never waits: there is room for all
                        }
                    } else {
                        impatient.incrementAndGet();
                    }
                });
            }
            group.await();
        }
        out.println(impatient + " clients gave up; " + pool.size() + " connections are in the pool again");
    }
}
