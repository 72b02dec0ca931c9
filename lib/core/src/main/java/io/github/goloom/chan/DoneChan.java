package io.github.goloom.chan;

import io.github.goloom.park.DoneTrigger;
import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The done channel of a context: nothing is sent on it, and the reason for which it ends is its close. One write is both, so
 * that nobody sees one without the other.
 */
final class DoneChan extends AbstractChan<Void> implements DoneTrigger {
    /** How many are claimed at once: the lock is held for that long, and the timer thread looks after other alarms in between. */
    private static final int SOME = 128;

    /** Written once, under the lock, before anybody is claimed. */
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

    /** Those that still wait when this has ended: claims some more of them, and comes again after those. */
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
