package io.github.goloom.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The virtual threads of one invocation, the one that drives it included. If one of them fails, all are interrupted and
 * the benchmark fails.
 */
final class Crew {
    /** What a thread of the crew does. */
    interface Task {
        void run() throws Exception;
    }

    /** What each of several threads does. */
    interface IndexedTask {
        void run(int index) throws Exception;
    }

    /** What the driving thread does. It alone starts the others. */
    interface Drive {
        void run(Crew crew) throws Exception;
    }

    private final Queue<Thread> members = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Crew() {}

    /** Runs the drive on a virtual thread, and returns when it and every thread that it started have ended. */
    static void run(Drive drive) throws InterruptedException {
        Crew crew = new Crew();
        crew.go(() -> drive.run(crew)).join();
        for (Thread member : crew.members) {
            member.join();
        }
        Throwable failure = crew.failure.get();
        if (failure != null) {
            throw new IllegalStateException("a thread of the benchmark failed", failure);
        }
    }

    Thread go(Task task) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                fail(e);
            }
        });
        members.add(thread);
        thread.start();
        if (failure.get() != null) {
            thread.interrupt();
        }
        return thread;
    }

    List<Thread> go(int count, Task task) {
        return each(count, index -> task.run());
    }

    List<Thread> each(int count, IndexedTask task) {
        List<Thread> threads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = i;
            threads.add(go(() -> task.run(index)));
        }
        return threads;
    }

    /** Returns when all the threads wait for something. */
    static void awaitParked(List<Thread> threads) {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
                Thread.yield();
            }
        }
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            members.forEach(Thread::interrupt);
        }
    }
}
