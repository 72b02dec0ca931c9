package io.github.goloom.chan;

import io.github.goloom.park.Countdown;
import io.github.goloom.park.DoneSource;
import java.time.Instant;

/**
 * For the library's other packages: the channels that only the library sends on. What feeds one is an interface of a package
 * that is not exported, to which they cast it.
 */
public final class ReceiveOnly {
    private ReceiveOnly() {}

    /** {@return a channel that is a {@link DoneSource}} */
    public static ReceiveChan<Void> done() {
        return new DoneChan();
    }

    /** {@return a channel that is a {@link Countdown}, not running} */
    public static ReceiveChan<Instant> timer() {
        return new TimerChan();
    }
}
