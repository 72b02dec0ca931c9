package io.github.goloom.chan;

import io.github.goloom.park.DoneSource;
import io.github.goloom.park.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The done channel of a context: nothing is sent on it, and the reason for which it ends is its close. One write is both, so
 * that nobody sees one without the other.
 */
final class DoneChan extends AbstractReceiveChan<Void> implements DoneSource {
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
        Objects.requireNonNull(why, "why");
        Node claimed;
        lock();
        try {
            if (reason == null) {
                reason = why;
                closed = true;
                claimAll(receivers);
            }
        } finally {
            claimed = release();
        }
        return claimed;
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
    Object take() {
        return reason != null ? null : Attempt.NOT_READY;
    }

    @Override
    int available(int most) {
        return 0;
    }

    @Override
    int takeInto(@Nullable Object[] values, int from) {
        return 0;
    }
}
