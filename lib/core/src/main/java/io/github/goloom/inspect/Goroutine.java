package io.github.goloom.inspect;

import io.github.goloom.park.Clock;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of a goroutine, or of another thread that waits in the library. It refers weakly to its thread, so that a
 * goroutine that nothing can wake is collected.
 *
 * <p>A goroutine that is collected leaves only what was noted before. So its thread is held strongly, by the fields
 * {@code young}, from its start and from the begin of each wait until its stack has been sampled in that wait.
 */
final class Goroutine extends WeakReference<Thread> {
    /** The key in the tracker's map, made once, so that a goroutine can end without memory. */
    final Long id;

    final String name;

    /** The place of the statement that started it; null if sites are not tracked or this is no goroutine. */
    final @Nullable String site;

    /** Who wants to know of it; see {@link Tracker}. */
    final @Nullable Scope scope;

    /** Whether its end is noted, so that its collection without an end is a leak. */
    final boolean isStarted;

    /** Set first when the body ends; an ended goroutine is no leak. */
    volatile boolean ended;

    @SuppressWarnings("UnusedVariable") // it keeps the thread reachable
    private volatile @Nullable Thread young;

    private volatile @Nullable Wait wait;
    private volatile @Nullable Sample sample;

    /** One wait in the library. Its identity tells two waits for the same thing apart. */
    static final class Wait {
        /** What is waited for. */
        final WeakReference<Object> on;

        /** When the wait began, by the library's clock. */
        final long since = Clock.real();

        /** Whether neither a timeout nor a cancellation can end it. */
        final boolean endless;

        @SuppressWarnings("UnusedVariable") // it keeps the thread reachable
        private volatile @Nullable Thread young;

        Wait(Object on, boolean endless, @Nullable Thread young) {
            this.on = new WeakReference<>(on);
            this.endless = endless;
            this.young = young;
        }
    }

    /**
     * What was seen of a wait before the goroutine was collected.
     *
     * @param of the wait, or null if it was not one of the library
     * @param blocker the identity of what it waited for
     * @param target what it waited for, as text
     * @param stack the frames
     */
    record Sample(@Nullable Wait of, int blocker, @Nullable String target, List<String> stack) {}

    Goroutine(Thread thread, Tracker tracker, @Nullable String site, @Nullable Scope scope, boolean isStarted) {
        super(thread);
        id = thread.threadId();
        name = thread.getName();
        this.site = site;
        this.scope = scope;
        this.isStarted = isStarted;
        young = isStarted && tracker.samples() ? thread : null;
    }

    @Nullable
    Wait currentWait() {
        return wait;
    }

    /** {@return what it waits for in the library; null if it does not wait, or if that is gone} */
    @Nullable
    Object waitedFor() {
        Wait current = wait;
        return current == null ? null : current.on.get();
    }

    @Nullable
    Sample lastSample() {
        return sample;
    }

    /** Notes a wait of the current thread. */
    void waits(Object blocker, boolean endless, boolean sampled) {
        wait = new Wait(blocker, endless, sampled && isStarted ? Thread.currentThread() : null);
    }

    void waited() {
        wait = null;
    }

    /** {@return the stack of the thread, which is alive} */
    static List<String> stackOf(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
    }

    /**
     * Samples the stack if the thread waits and has not been sampled in this wait; then holds the thread weakly.
     *
     * @param before waits of the library that began later are left for the next time
     * @return whether a stack was taken
     */
    boolean sample(long before) {
        Thread thread = get();
        if (thread == null || ended) {
            return false;
        }
        Wait now = wait;
        if (now != null && now.since - before > 0) {
            return false;
        }
        Thread.State state = thread.getState();
        if (state == Thread.State.TERMINATED) {
            young = null;
        }
        if (state != Thread.State.WAITING && state != Thread.State.BLOCKED) {
            return false;
        }
        Object blocker = LockSupport.getBlocker(thread);
        int identity = System.identityHashCode(blocker);
        Sample last = sample;
        boolean known = last != null && (now != null ? last.of == now : last.of == null && last.blocker == identity);
        if (!known) {
            sample = new Sample(now, identity, Text.of(blocker), stackOf(thread));
        }
        young = null;
        if (now != null) {
            now.young = null;
        }
        return !known;
    }

    /** {@return whether the thread was collected, so that it can never run again} */
    boolean isCollected() {
        return refersTo(null);
    }
}
