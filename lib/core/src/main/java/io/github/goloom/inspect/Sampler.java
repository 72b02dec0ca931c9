package io.github.goloom.inspect;

import io.github.goloom.park.Clock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds leaked goroutines. A thread of its own looks at the records once per interval: it samples the stacks of
 * goroutines that wait, after which they are held weakly, and reports those that were collected without an end. The
 * garbage collector is the judge, so no report is false.
 *
 * <p>Sampling takes at most a quarter of a processor. Listeners are called in a goroutine of their own.
 */
final class Sampler implements Runnable {
    private static final int MOST_REPORTS = 10_000;
    private static final long REST_PER_WORK = 3;
    private static final int STACKS_PER_TURN = 500;
    private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(20);

    private final Tracker tracker;
    private final long interval;
    /** Held while threads are looked at, which keeps them from being collected. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Guards the reports. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Object, Leak> reports = new LinkedHashMap<>();
    private final CopyOnWriteArrayList<Consumer<? super Leak>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** What the goroutines of one report have in common. */
    private record Key(String name, @Nullable String site, List<String> stack) {}

    Sampler(Tracker tracker, Duration interval) {
        this.tracker = tracker;
        this.interval = Math.max(1_000_000, Clock.nanos(interval));
    }

    void start() {
        Thread.ofPlatform()
                .daemon()
                .name("goloom-sampler")
                .inheritInheritableThreadLocals(false)
                .start(this);
    }

    void stop() {
        over = true;
    }

    @Override
    public void run() {
        while (!over) {
            LockSupport.parkNanos(this, interval);
            try {
                turn.lock();
                try {
                    sample(Clock.real() - interval, true);
                    collect();
                } finally {
                    turn.unlock();
                }
            } catch (Throwable e) { // no memory, for instance; it is tried again
                Thread.interrupted();
            }
        }
    }

    /**
     * Samples all goroutines that wait; under {@link #turn}, which is free during the rests.
     *
     * @param before the latest begin of their waits
     * @param slowly whether to rest in between
     */
    private void sample(long before, boolean slowly) {
        long since = Clock.real();
        int taken = 0;
        for (Goroutine each : tracker.live.values()) {
            if (each.sample(before) && slowly && ++taken % STACKS_PER_TURN == 0) {
                turn.unlock();
                try {
                    LockSupport.parkNanos(this, REST_PER_WORK * (Clock.real() - since));
                } finally {
                    turn.lock();
                }
                since = Clock.real();
            }
        }
    }

    /** Reports the goroutines that were collected. */
    private void collect() {
        List<Goroutine> gone = new ArrayList<>();
        for (Goroutine each : tracker.live.values()) {
            if (each.isCollected() && tracker.live.remove(each.id, each) && !each.ended && each.isStarted) {
                gone.add(each);
            }
        }
        Map<Object, Leak> changed = new LinkedHashMap<>();
        lock.lock();
        try {
            for (Goroutine each : gone) {
                Goroutine.Sample sample = each.lastSample();
                List<String> stack = sample == null ? List.of() : sample.stack();
                Key key = new Key(Group.nameOf(each.name), each.site, stack);
                Leak before = reports.get(key);
                if (before != null || reports.size() < MOST_REPORTS) {
                    Leak report = before == null ? Leak.of(each, sample) : before.more();
                    reports.put(key, report);
                    changed.put(key, report);
                }
            }
        } finally {
            lock.unlock();
        }
        if (!changed.isEmpty() && !listeners.isEmpty()) {
            Thread.ofVirtual().name("goloom-leaks").start(() -> tell(List.copyOf(changed.values())));
        }
        changed.values().forEach(Events::leaked);
    }

    private void tell(List<Leak> leaks) {
        for (Consumer<? super Leak> listener : listeners) {
            leaks.forEach(listener);
        }
    }

    void listen(Consumer<? super Leak> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<? super Leak> listener) {
        listeners.remove(listener);
    }

    /** Samples, runs a full collection, and reports. {@return all reports so far} */
    List<Leak> find() {
        turn.lock();
        try {
            sample(Clock.real(), false);
            fullCollection();
            collect();
        } finally {
            turn.unlock();
        }
        return found();
    }

    /** {@return the reports so far} */
    List<Leak> found() {
        lock.lock();
        try {
            return List.copyOf(reports.values());
        } finally {
            lock.unlock();
        }
    }

    /** Runs collections until one has cleared what was unreachable before the first. */
    private static void fullCollection() {
        WeakReference<Object> probe = new WeakReference<>(new Object());
        long until = Clock.real() + Clock.nanos(LONGEST_COLLECTION);
        do {
            System.gc();
        } while (!probe.refersTo(null) && Clock.real() < until);
    }
}
