package io.github.goloom.context;

import io.github.goloom.park.Follower;
import io.github.goloom.park.Node;
import io.github.goloom.park.Source;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the current thread once a source has ended; for a thread whose life ends with its task, since an interrupt that is
 * on its way when it is withdrawn may still arrive.
 */
final class Interrupter extends Follower {
    private final Thread thread = Thread.currentThread();

    /** Enrols; if the source has ended, interrupts at once. */
    void enrolOn(Source source) {
        if (!source.enrol(this)) {
            thread.interrupt();
        }
    }

    @Override
    protected @Nullable Node ended() {
        thread.interrupt();
        return null;
    }
}
