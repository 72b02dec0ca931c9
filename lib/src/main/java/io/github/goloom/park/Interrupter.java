package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts the current thread once a source has ended; for a thread whose life ends with its task, since an interrupt that is
 * on its way when it is withdrawn may still arrive.
 */
public final class Interrupter extends Follower {
    private final Thread thread = Thread.currentThread();

    /** For the current thread. */
    public Interrupter() {}

    /** Enrols; if the source has ended, interrupts at once. */
    public void enrolOn(Source source) {
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
