package io.github.goloom.time;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.park.Alarm;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Node;
import io.github.goloom.park.TimerControl;
import org.jspecify.annotations.Nullable;

/** A timer that calls a function in a goroutine of its own. */
final class DelayedCall extends Alarm implements TimerControl {
    private final Go.Task function;

    DelayedCall(Go.Task function) {
        this.function = StartHook.wrap(function);
    }

    @Override
    public boolean start(long nanos, long period) {
        return setAndWake(Clock.after(Clock.now(), nanos));
    }

    @Override
    public boolean stop() {
        check(false);
        return cancel();
    }

    @Override
    protected @Nullable Node ring() {
        Go.go("timer", function);
        return null;
    }

    @Override
    public String toString() {
        return function.toString();
    }
}
