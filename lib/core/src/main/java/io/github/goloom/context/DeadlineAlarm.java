package io.github.goloom.context;

import io.github.goloom.park.Alarm;
import io.github.goloom.park.Node;
import org.jspecify.annotations.Nullable;

/**
 * Ends a context at its deadline, on the timer thread. A goroutine might not get a processor while others compute and
 * poll {@code isDone()}.
 */
final class DeadlineAlarm extends Alarm {
    private final CancelContext context;
    private final @Nullable Throwable cause;

    DeadlineAlarm(CancelContext context, @Nullable Throwable cause) {
        this.context = context;
        this.cause = cause;
    }

    @Override
    protected @Nullable Node ring() {
        return context.end(Ending.exceeded(context.deadline().orElseThrow(), cause));
    }
}
