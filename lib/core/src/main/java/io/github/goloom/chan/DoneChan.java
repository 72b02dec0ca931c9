package io.github.goloom.chan;

import io.github.goloom.park.DoneTrigger;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The done channel of a context. No value is sent on it, and it is closed by the reason for which the context ends: the
 * write of {@link #reason} is both the reason and the close, so that no thread sees one without the other.
 */
final class DoneChan extends AbstractChan<Void> implements DoneTrigger {
    /**
     * The number of waiters that are claimed at a time, which bounds the time for which the lock is held. Between two
     * such portions the timer thread handles other alarms.
     */
    private static final int SOME = 128;

    /** Written once, under the lock, before any waiter is claimed. */
    private volatile @Nullable Object reason;

    DoneChan() {
        super(null);
    }

    @Override
    public @Nullable Object reason() {
        return reason;
    }

    @Override
    public @Nullable Node end(Object why) {
        Remaining remaining = new Remaining();
        return claimSome(Objects.requireNonNull(why, "why"), remaining);
    }

    private @Nullable Node claimSome(Object why, Remaining remaining) {
        Node claimed;
        boolean more = false;
        lock();
        try {
            if (reason == null) {
                reason = why;
                closed = true;
            }
            more = claimSome(receivers, SOME);
        } finally {
            claimed = release();
        }
        return more ? joined(claimed, remaining) : claimed;
    }

    /** The waiters that remain after a portion was claimed. It claims the next portion, and adds itself behind that. */
    private final class Remaining extends Follower {
        @Override
        protected @Nullable Node onEnd() {
            return claimSome(this, this);
        }
    }

    @Override
    public boolean isAwaited() {
        return !receivers.isEmpty();
    }

    @Override
    boolean mayReceive() {
        return reason != null;
    }

    @Override
    @Nullable
    Object poll() {
        return reason != null ? null : Refusal.NOT_READY;
    }

    @Override
    int available(int most) {
        return 0;
    }

    @Override
    int pollInto(@Nullable Object[] values, int from) {
        return 0;
    }
}
