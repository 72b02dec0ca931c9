package io.github.goloom.soak;

import io.github.goloom.sync.Cond;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.RWMutex;
import java.util.concurrent.atomic.LongAdder;

/** The locks of the soak and the plain fields that they guard. */
final class Locks {
    final Guarded[] mutexes = new Guarded[8];
    final Pair[] pairs = new Pair[8];
    final Store[] stores = new Store[4];

    Locks() {
        for (int i = 0; i < mutexes.length; i++) {
            mutexes[i] = new Guarded();
        }
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new Pair();
        }
        for (int i = 0; i < stores.length; i++) {
            stores[i] = new Store();
        }
    }

    /** A counter that is not volatile, and how often it was counted up. */
    static final class Guarded {
        final Mutex mutex = new Mutex();
        final LongAdder expected = new LongAdder();
        long counter;
    }

    /** Two counters that are equal for everyone who holds the lock. */
    static final class Pair {
        final RWMutex lock = new RWMutex();
        final LongAdder expected = new LongAdder();
        long first;
        long second;
    }

    /** A number of things, waited for with conditions. */
    static final class Store {
        final Mutex mutex = new Mutex();
        final Cond notEmpty = new Cond(mutex);
        final LongAdder put = new LongAdder();
        final LongAdder taken = new LongAdder();
        long there;
    }
}
