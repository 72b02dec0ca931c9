package io.github.goloom.pipe;

import io.github.goloom.time.ChanTicker;
import java.time.Duration;
import java.time.Instant;

/** The ticks of a ticker. */
final class Ticking implements Step<Instant> {
    private final Duration period;

    Ticking(Duration period) {
        this.period = period;
    }

    @Override
    public void run(Run run, Sink<? super Instant> out) throws Exception {
        try (ChanTicker ticker = ChanTicker.every(period)) {
            new Receiving<>(ticker.chan()).run(run, out);
        }
    }
}
