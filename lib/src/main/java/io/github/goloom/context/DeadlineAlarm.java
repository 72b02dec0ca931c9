package io.github.goloom.context;

import io.github.goloom.Go;
import io.github.goloom.park.Alarm;
import io.github.goloom.park.Guarded;
import org.jspecify.annotations.Nullable;

/** Ends a context at its deadline, in a goroutine of its own. */
final class DeadlineAlarm extends Alarm {
    private final CancelContext context;
    private final @Nullable Throwable cause;

    DeadlineAlarm(CancelContext context, @Nullable Throwable cause) {
        this.context = context;
        this.cause = cause;
    }

    @Override
    protected void ring() {
        Go.go(() -> Guarded.wake(context.end(Ending.exceeded(context.deadline().orElseThrow(), cause))));
    }
}
