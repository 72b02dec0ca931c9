package io.github.goloom.jcstress.time;

import io.github.goloom.chan.Received;
import io.github.goloom.jcstress.Ops;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;

/** What comes of a timer, in a word. */
final class Ticks {
    /** Longer than any test. */
    static final Duration HOUR = Duration.ofHours(1);

    static final String TICK = "tick";

    private Ticks() {}

    /** Tries to receive: {@link #TICK} or {@link Ops#EMPTY}. */
    static String tryReceiveFrom(ChanTimer timer) {
        return timer.chan().tryReceive() instanceof Received.Value<?> ? TICK : Ops.EMPTY;
    }

    /** Waits to receive: {@link #TICK}, or {@link Ops#EMPTY} if the time runs out. */
    static String receiveFrom(ChanTimer timer, Duration timeout) {
        return Ops.call(() -> timer.chan().tryReceive(timeout) instanceof Received.Value<?> ? TICK : Ops.EMPTY);
    }
}
