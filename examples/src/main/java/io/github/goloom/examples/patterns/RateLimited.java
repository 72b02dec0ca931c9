package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.RateLimiter;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A rate limiter is a bucket of permits: it is refilled at a rate, and a full bucket is the burst that may come at
 * once. A client waits for its permit; a server refuses what has none; a request with a deadline is told at once if
 * its permit would come too late.
 */
@Command(name = "rate-limit", description = "A rate limiter with a burst: for those who wait, and those who do not.")
final class RateLimited implements Example {
    @Option(names = "--rate", paramLabel = "N", description = "Permits per second, from 1 to 1000; 20 if not given.")
    private int rate = 20;

    @Option(names = "--burst", paramLabel = "N", description = "Permits at once, from 1 to 1000; 3 if not given.")
    private int burst = 3;

    @Option(names = "--requests", paramLabel = "N", description = "How many requests, up to 1000; 10 if not given.")
    private int requests = 10;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new RateLimited(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unlessIn("--rate", rate, 1, 1000);
        unlessIn("--burst", burst, 1, 1000);
        unlessIn("--requests", requests, 1, 1000);
        out.println("at most " + burst + " at once, and " + rate + " a second");
        refuse(RateLimiter.perSecond(rate, burst), out);
        await(RateLimiter.perSecond(rate, burst), out);
        giveUp(RateLimiter.perSecond(rate, burst), out);
    }

    private void refuse(RateLimiter limiter, PrintStream out) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            allowed += limiter.allow() ? 1 : 0;
        }
        out.println("of " + requests + " requests at once, " + allowed + " are allowed, the others refused");
    }

    private void await(RateLimiter limiter, PrintStream out) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 1; i <= requests; i++) {
            limiter.acquire();
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            out.println("request " + i + " may go after " + after.toMillis() + " ms");
        }
    }

    /** All requests have the same deadline, by which a burst and as many again may go. */
    private void giveUp(RateLimiter limiter, PrintStream out) throws InterruptedException {
        int served = 0;
        try (CancellableContext ctx =
                Context.background().withTimeout(Duration.ofMillis(1000L * burst / rate + 500 / rate))) {
            for (; served < requests; served++) {
                limiter.acquire(ctx);
            }
            out.println("all are served before the deadline");
        } catch (DeadlineExceededException e) {
            out.println(served + " are served before the deadline; the next gives up at once: " + e.getMessage());
        }
    }
}
