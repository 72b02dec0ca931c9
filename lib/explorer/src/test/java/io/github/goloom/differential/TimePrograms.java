package io.github.goloom.differential;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Received;
import io.github.goloom.time.ChanTicker;
import io.github.goloom.time.ChanTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The twins of times.go. */
@SuppressWarnings("CheckReturnValue")
final class TimePrograms {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private TimePrograms() {}

    static Map<String, Trace.Body> all() {
        return Map.of(
                "timerStopAndReset", TimePrograms::timerStopAndReset,
                "firedTimer", TimePrograms::firedTimer,
                "timerFunction", TimePrograms::timerFunction,
                "ticks", TimePrograms::ticks);
    }

    private static void timerStopAndReset(Trace trace) throws Exception {
        ChanTimer timer = ChanTimer.start(HOUR);
        trace.print(timer.stop(), timer.stop());
        trace.print(timer.reset(HOUR), timer.reset(HOUR));
        trace.print(timer.stop());
        trace.print(timer.reset(SOON));
        timer.chan().receive();
        trace.print("fired");
        trace.print(timer.stop(), timer.reset(HOUR), timer.stop());
        trace.print(timer.chan().size(), timer.chan().capacity());
    }

    private static void firedTimer(Trace trace) throws Exception {
        ChanTimer timer = ChanTimer.start(SOON);
        Go.sleep(Duration.ofMillis(30));
        trace.print(timer.stop());
        trace.print(isEmpty(timer.chan()) ? "nothing" : "stale");
        timer.reset(SOON);
        Go.sleep(Duration.ofMillis(30));
        trace.print(timer.reset(HOUR));
        trace.print(isEmpty(timer.chan()) ? "nothing" : "stale");
        timer.stop();
    }

    private static boolean isEmpty(ReceiveChan<Instant> chan) {
        return chan.tryReceive() instanceof Received.Empty;
    }

    private static void timerFunction(Trace trace) throws Exception {
        Chan<String> called = Chan.buffered(1);
        ChanTimer timer = ChanTimer.afterFunc(SOON, () -> called.trySend("called"));
        trace.print(called.receive());
        trace.print(timer.stop());
        trace.print(timer.reset(SOON));
        trace.print(called.receive());
        ChanTimer never = ChanTimer.afterFunc(HOUR, () -> called.trySend("never"));
        trace.print(never.stop(), never.stop());
    }

    private static void ticks(Trace trace) throws Exception {
        ChanTicker ticker = ChanTicker.every(Duration.ofMillis(2));
        Instant last = Instant.MIN;
        for (int i = 0; i < 4; i++) {
            Instant at = ticker.chan().receive();
            trace.print(at.isAfter(last));
            last = at;
        }
        Go.sleep(Duration.ofMillis(20));
        ticker.close();
        trace.print(isEmpty(ticker.chan()) ? "none" : "tick");
    }
}
