package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A goroutine of a test that holds a lock until it is told to unlock it: for locks that only their owner may unlock,
 * too.
 */
final class Holder {
    private static final long LIMIT_SECONDS = 30;

    private final CountDownLatch locked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Goroutine<Void> goroutine;

    private Holder(Lock lock) {
        goroutine = Goroutine.go(() -> {
            lock.lock();
            try {
                locked.countDown();
                release.await();
            } finally {
                lock.unlock();
            }
        });
    }

    /** A holder that has locked. */
    static Holder of(Lock lock) throws InterruptedException {
        Holder holder = new Holder(lock);
        assertThat(holder.locked.await(LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("locked")
                .isTrue();
        return holder;
    }

    /** A holder that has locked, or will once it can. */
    static Holder onceFree(Lock lock) {
        return new Holder(lock);
    }

    boolean hasLocked() {
        return locked.getCount() == 0;
    }

    Goroutine<Void> goroutine() {
        return goroutine;
    }

    /** Unlocks as soon as it has locked, and returns then. */
    void release() throws Exception {
        release.countDown();
        goroutine.result();
    }

    /** Waits until it has locked. */
    Holder locked() {
        Goroutine.until(this::hasLocked);
        return this;
    }
}
