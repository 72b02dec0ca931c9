package io.github.goloom.context;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A signal by which the JVM ends. */
enum EndSignal {
    SIGHUP(1),
    SIGINT(2),
    SIGTERM(15);

    private static final int SPARE = 16;

    private final int number;

    EndSignal(int number) {
        this.number = number;
    }

    /** {@return the status of a process that this signal ends} */
    int status() {
        return 128 + number;
    }

    /**
     * {@return the signals that the JVM is handling, in the order in which they came} Each has a thread that is named
     * after it, and that does not end during a shutdown.
     */
    static List<EndSignal> received() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads;
        int count;
        do { // until all had room
            threads = new Thread[group.activeCount() + SPARE];
            count = group.enumerate(threads);
        } while (count == threads.length);
        return Arrays.stream(threads, 0, count)
                .sorted(Comparator.comparingLong(Thread::threadId))
                .map(Thread::getName)
                .flatMap(name -> Stream.of(values()).filter(each -> name.equals(each + " handler")))
                .toList();
    }
}
