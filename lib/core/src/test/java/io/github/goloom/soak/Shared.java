package io.github.goloom.soak;

import io.github.goloom.sync.Once;
import io.github.goloom.sync.Pool;
import io.github.goloom.sync.SingleFlight;
import io.github.goloom.sync.WeightedSemaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The semaphore, the flights and the pool of the soak, and what is known of them. */
final class Shared {
    static final int PERMITS = 10;
    static final int KEYS = 16;

    final WeightedSemaphore semaphore = new WeightedSemaphore(PERMITS);
    final AtomicLong held = new AtomicLong();

    final SingleFlight<Integer, Integer> flights = new SingleFlight<>();
    final AtomicIntegerArray flying = new AtomicIntegerArray(KEYS);

    final Pool<AtomicBoolean> pool = new Pool<>(AtomicBoolean::new);
    final AtomicReference<OnceTrial> once = new AtomicReference<>(new OnceTrial());

    /** Something that is done once, and what was done. */
    static final class OnceTrial {
        final Once once = new Once();
        int done;
    }
}
