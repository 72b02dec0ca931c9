package io.github.goloom.park;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * The threads that hold something, and how much of it each holds. What was taken before holders were tracked is not
 * here, and neither is what a thread is just taking; what a thread is just giving back is not here any more.
 */
public final class Holders {
    private final ConcurrentHashMap<Long, Long> amounts = new ConcurrentHashMap<>();

    /** Notes that the current thread has taken an amount. */
    public void add(long amount) {
        amounts.merge(Thread.currentThread().threadId(), amount, Long::sum);
    }

    /**
     * Notes that an amount is given back: by the current thread as far as it holds it, then by others, since a lock may
     * be freed by another thread than the one that has taken it.
     */
    public void remove(long amount) {
        long left = amount - removeFrom(Thread.currentThread().threadId(), amount);
        for (Long each : amounts.keySet()) {
            if (left <= 0) {
                return;
            }
            left -= removeFrom(each, left);
        }
    }

    private long removeFrom(Long thread, long amount) {
        long[] removed = new long[1];
        amounts.computeIfPresent(thread, (id, held) -> {
            removed[0] = Math.min(held, amount);
            return held > amount ? held - amount : null;
        });
        return removed[0];
    }

    /** {@return the amount that is held by the given threads} */
    public long heldBy(LongPredicate threads) {
        long sum = 0;
        for (var each : amounts.entrySet()) {
            sum += threads.test(each.getKey()) ? each.getValue() : 0;
        }
        return sum;
    }

    /** Calls the action with the identifier of each holder. */
    public void forEach(LongConsumer action) {
        amounts.keySet().forEach(action::accept);
    }
}
