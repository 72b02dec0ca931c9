package io.github.goloom.examples.cluster;

import io.github.goloom.context.Context;
import io.github.goloom.pipe.Chans;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The processes of the workers. One that is killed is replaced; one that fails is a failure of the job. */
final class Workers {
    /** The status of a process that a signal has ended is this and the number of the signal. */
    private static final int SIGNALLED = 128;

    private final int count;
    private final AtomicReferenceArray<@Nullable Process> processes;
    private final LongAdder killed = new LongAdder();

    Workers(int count) {
        this.count = count;
        processes = new AtomicReferenceArray<>(count);
    }

    int count() {
        return count;
    }

    /** {@return how many processes were killed while they were needed} */
    long killed() {
        return killed.sum();
    }

    /** Kills the process of a worker, if it has one, as {@code kill -9} does. */
    void kill(int worker) {
        Process process = processes.get(worker);
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Keeps a worker running until the context ends. Then its process has ended, too. */
    void keep(int worker, String broker, Queues queues, Context ctx) throws IOException, InterruptedException {
        String name = "worker " + (worker + 1);
        while (true) {
            Process process = start(name, broker, queues);
            try {
                processes.set(worker, process);
                int status = Objects.requireNonNull(Chans.ofExit(process).receive(ctx))
                        .exitValue();
                if (status <= SIGNALLED) {
                    throw new IOException(name + " ended with status " + status);
                }
                killed.increment();
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private static Process start(String name, String broker, Queues queues) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // it lives for seconds
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        name,
                        queues.job())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().put(Worker.BROKER, broker); // others cannot see it, and it may have a password
        return builder.start();
    }
}
