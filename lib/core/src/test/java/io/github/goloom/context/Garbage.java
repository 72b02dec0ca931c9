package io.github.goloom.context;

import io.github.goloom.testing.Goroutine;
import java.lang.ref.WeakReference;

/** What nobody refers to any more. */
final class Garbage {
    private Garbage() {}

    /** Waits until it is collected. */
    static void assertCollected(WeakReference<?> reference) {
        Goroutine.until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
