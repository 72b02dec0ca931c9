package io.github.goloom.testing;

import io.github.goloom.park.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the members of a bubble that wait outside goloom, and says what to use instead. */
final class Outside {
    /** Beginnings of the frames in which a thread waits, and what to use instead; the first that is found counts. */
    private static final List<String[]> INSTEAD = List.of(
            new String[] {"java.lang.Thread.sleep", "Go.sleep"},
            new String[] {"java.lang.Thread.join", "a WaitGroup, or a channel that the other goroutine closes"},
            new String[] {"java.lang.Object.wait", "a Cond"},
            new String[] {"java.util.concurrent.CountDownLatch.", "a WaitGroup, or a channel that is closed"},
            new String[] {"java.util.concurrent.Semaphore.", "a WeightedSemaphore"},
            new String[] {"java.util.concurrent.CompletableFuture.", "ContextBridges.await"},
            new String[] {"java.util.concurrent.FutureTask.", "ErrGroup.fork"},
            new String[] {"java.util.concurrent.locks.ReentrantReadWriteLock", "an RWMutex"},
            new String[] {"java.util.concurrent.locks.ReentrantLock", "a Mutex"},
            new String[] {"java.util.concurrent.Exchanger", "a channel"},
            new String[] {"BlockingQueue.", "a channel"},
            new String[] {"BlockingDeque.", "a channel"},
            new String[] {"java.util.concurrent.SynchronousQueue", "a channel"},
            new String[] {"java.net.", "something in memory instead of the network"},
            new String[] {"sun.nio.ch.", "something in memory instead of I/O"},
            new String[] {"java.io.", "something in memory instead of I/O"});

    private Outside() {}

    /** {@return a text for each member that waits outside goloom; empty if any member computes} */
    static List<String> of(World world) {
        Set<Thread> parked = new HashSet<>(world.parked());
        List<String> texts = new ArrayList<>();
        for (Thread member : world.members()) {
            if (!parked.contains(member)) {
                Thread.State state = member.getState();
                if (state == Thread.State.RUNNABLE) {
                    return List.of();
                }
                texts.add(text(member, state, member.getStackTrace()));
            }
        }
        return texts;
    }

    private static String text(Thread member, Thread.State state, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("goroutine ");
        text.append(member.getName().isEmpty() ? "#" + member.threadId() : '"' + member.getName() + '"');
        text.append(": ")
                .append(state)
                .append("; use ")
                .append(instead(state, stack))
                .append('\n');
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }

    private static String instead(Thread.State state, StackTraceElement[] stack) {
        if (state == Thread.State.BLOCKED) {
            return "a Mutex instead of synchronized";
        }
        for (String[] each : INSTEAD) {
            for (StackTraceElement frame : stack) {
                if ((frame.getClassName() + "." + frame.getMethodName()).contains(each[0])) {
                    return each[1];
                }
            }
        }
        return "what goloom has for it";
    }
}
