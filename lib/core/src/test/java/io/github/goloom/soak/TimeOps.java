package io.github.goloom.soak;

import io.github.goloom.Go;
import io.github.goloom.chan.Received;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.time.Instant;

/** Timers and tickers. */
final class TimeOps {
    private TimeOps() {}

    static boolean sleep(Worker worker) throws InterruptedException {
        Go.sleep(worker.upTo(2000));
        return true;
    }

    static boolean timer(Worker worker) throws InterruptedException {
        ChanTimer timer = ChanTimer.start(worker.upTo(1000));
        if (worker.random.nextBoolean()) {
            timer.reset(worker.upTo(1000));
        }
        return timer.chan().receive() != null;
    }

    /** No value comes after a stop. */
    static boolean stop(Worker worker) throws InterruptedException {
        ChanTimer timer = ChanTimer.start(worker.upTo(500));
        Received<?> early = timer.chan().tryReceive(worker.upTo(500));
        boolean stopped = timer.stop();
        if (timer.chan().tryReceive() instanceof Received.Value) {
            throw new AssertionError("stopped, but it fired");
        }
        if (stopped && early instanceof Received.Value) {
            throw new AssertionError("it fired, but could be stopped");
        }
        return stopped;
    }

    static boolean function(Worker worker) {
        World world = worker.world;
        world.functionsSet.increment();
        ChanTimer timer = ChanTimer.afterFunc(worker.upTo(500), world.functionsCalled::increment);
        if (worker.random.nextBoolean() && !timer.reset(worker.upTo(500))) {
            world.functionsSet.increment();
        }
        boolean stopped = worker.random.nextBoolean() && timer.stop();
        if (stopped) {
            world.functionsStopped.increment();
        }
        return true;
    }

    static boolean ticker(Worker worker) throws InterruptedException {
        try (ChanTicker ticker = ChanTicker.every(Duration.ofNanos(100_000 + worker.random.nextInt(1_000_000)))) {
            Instant first = ticker.chan().receive();
            return ticker.chan().receive().isAfter(first);
        }
    }
}
