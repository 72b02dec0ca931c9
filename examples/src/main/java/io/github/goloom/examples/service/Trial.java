package io.github.goloom.examples.service;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import io.github.goloom.examples.console.Console;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.time.ChanTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** A load for a time, with what happens in between: a burst, and a service that is told to end or killed. */
final class Trial {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Console console;
    private final Duration time;
    private final int clients;
    private final int pauseMillis;
    private final Tally tally = new Tally();

    Trial(Console console, Duration time, int clients, int pauseMillis) {
        this.console = console;
        this.time = time;
        this.clients = clients;
        this.pauseMillis = pauseMillis;
    }

    Tally tally() {
        return tally;
    }

    /** Something that happens to the service while the load goes on. */
    @FunctionalInterface
    interface Event {
        void happen() throws IOException, InterruptedException;
    }

    /**
     * Puts a service under load.
     *
     * @param during happens several times, evenly spread
     * @param times how many times
     * @param end happens at the end, when the clients are still at it
     */
    <T> T run(String target, Event during, int times, Callable<T> end, Context parent) throws Exception {
        Load load = new Load(target, pauseMillis, tally);
        long seed = ThreadLocalRandom.current().nextLong();
        try (ErrGroup group = ErrGroup.withContext(parent, "load")) {
            Context ctx = group.context();
            for (int i = 0; i < clients; i++) {
                int number = i;
                group.go("client " + number, () -> load.run(number, seed, ctx));
            }
            group.go("phases", () -> changePhases(load, ctx));
            T result;
            try (ErrGroup watch = ErrGroup.withContext(ctx, "watch")) {
                watch.go("progress", () -> showProgress(watch.context()));
                for (int i = 0; i < times; i++) {
                    Go.sleep(time.dividedBy(times + 1), ctx);
                    during.happen();
                }
                Go.sleep(time.dividedBy(times + 1), ctx);
                result = end.call();
                watch.cancel();
            }
            load.end();
            group.await();
            return result;
        }
    }

    /** A fifth of the time warms up the JVMs, and its times do not count. Half-way, there is a burst. */
    private void changePhases(Load load, Context ctx) throws InterruptedException {
        Duration warming = time.dividedBy(5);
        Go.sleep(warming, ctx);
        load.enter(Load.Phase.CALM);
        Go.sleep(time.dividedBy(2).minus(warming), ctx);
        load.enter(Load.Phase.BURST);
        Go.sleep(SECOND, ctx);
        load.enter(Load.Phase.CALM);
    }

    private void showProgress(Context ctx) throws InterruptedException {
        try (ChanTicker ticker = ChanTicker.every(SECOND)) {
            for (int second = 1; ; second++) {
                ticker.chan().receive(ctx);
                console.err()
                        .print("load: %d s, %,d answered, %,d of them refused, %,d hung up, %,d not connected, p99 %s\n"
                                .formatted(
                                        second,
                                        tally.answered(),
                                        tally.refused(),
                                        tally.books.of(Tally.HUNG_UP),
                                        tally.books.of(Tally.REFUSED),
                                        Summary.percentile(tally.calm, 99)));
            }
        }
    }
}
