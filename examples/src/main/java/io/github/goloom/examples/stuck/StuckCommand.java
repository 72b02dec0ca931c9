package io.github.goloom.examples.stuck;

import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracking;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code stuck}. */
@Command(name = "stuck", description = "Lets ten thousand goroutines get stuck, and prints the dump that tells where.")
public final class StuckCommand implements Callable<Integer> {
    private static final long SETTLED_MILLIS = 200;

    private final Console console;

    @Option(
            names = "--track",
            paramLabel = "OPTIONS",
            description = "Tracks goroutines: basic, sites, locks, leaks, all.")
    private String track = "";

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public StuckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!track.isEmpty()) {
            try {
                Goroutines.track(Tracking.parse(track));
            } catch (IllegalArgumentException e) {
                console.complain("stuck", String.valueOf(e.getMessage()));
                return 2;
            }
        }
        Shop shop = new Shop();
        try {
            shop.open();
            awaitStandstill(shop);
            StringBuilder dump = new StringBuilder();
            Goroutines.dump(dump);
            console.out().write(Raw.bytes(dump.toString()));
            return 0;
        } catch (IOException e) {
            console.complain("stuck", String.valueOf(e.getMessage()));
            return 1;
        } finally {
            shop.close();
            Goroutines.untrack();
        }
    }

    /** Waits until no goroutine runs or ends any more. */
    private static void awaitStandstill(Shop shop) throws InterruptedException {
        long alive = -1;
        long before;
        do {
            before = alive;
            Thread.sleep(SETTLED_MILLIS);
            alive = shop.goroutines().stream().filter(Thread::isAlive).count();
        } while (alive != before);
    }
}
