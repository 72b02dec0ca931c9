package io.github.goloom.examples.service;

import io.github.goloom.Go;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Clients that ask, wait for the reply, and pause. Some hang up in the middle; the first one never pauses. In a burst
 * none of them does.
 */
final class Load {
    private static final int HANG_UPS_PERCENT = 3;
    private static final int PATIENCE_MILLIS = 30;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    /** How the load goes, and whether times count. */
    enum Phase {
        WARMING_UP,
        CALM,
        BURST
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String target;
    private final int pauseMillis;
    private final Tally tally;
    private volatile Phase phase = Phase.WARMING_UP;
    private volatile boolean over;

    Load(String target, int pauseMillis, Tally tally) {
        this.target = target;
        this.pauseMillis = pauseMillis;
        this.tally = tally;
    }

    void enter(Phase next) {
        phase = next;
    }

    /** Lets each client end after the request that it makes. */
    void end() {
        over = true;
    }

    /** Runs a client until the end. */
    void run(int number, long seed, Context ctx) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed + number);
        while (!over) {
            if (number > 0 && phase != Phase.BURST) {
                Go.sleep(Duration.ofMillis(random.nextInt(2 * pauseMillis + 1)), ctx);
            }
            Call call = Call.random(target, "user-" + number, random);
            if (random.nextInt(100) < HANG_UPS_PERCENT) {
                hangUp(call, Duration.ofMillis(random.nextInt(1, PATIENCE_MILLIS)), ctx);
            } else {
                ask(call, ctx);
            }
        }
    }

    /** Asks, and hangs up if there is no reply after a time: the interrupt makes the client close the connection. */
    private void hangUp(Call call, Duration patience, Context ctx) throws InterruptedException {
        try (CancellableContext impatient = ctx.withTimeout(patience)) {
            ask(call, impatient);
        } catch (DeadlineExceededException e) {
            tally.hungUp(call);
        }
    }

    private void ask(Call call, Context ctx) throws InterruptedException {
        Phase during = phase;
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = ctx.interrupting(() -> http.send(call.request(), BodyHandlers.ofString()));
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
            tally.answered(call, response.statusCode(), micros, during);
        } catch (ConnectException e) {
            tally.books.count(Tally.REFUSED);
            Go.sleep(TRY_AGAIN, ctx);
        } catch (IOException e) {
            tally.cutOff(call);
        }
    }
}
