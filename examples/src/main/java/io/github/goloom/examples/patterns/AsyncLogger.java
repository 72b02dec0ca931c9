package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A program sends its lines on a channel, and a goroutine writes them to a slow disk. When the channel is full, its
 * kind decides: a buffered one makes the program wait, which is back-pressure; a dropping one loses new lines, a
 * sliding one old lines, and both count them. To close the log is to close the channel, and to wait until the writer
 * has drained it.
 */
@Command(
        name = "logger",
        description = "A logger with a goroutine of its own, and three answers to a disk that is slow.")
final class AsyncLogger implements Example {
    private static final Duration WORK = Duration.ofMillis(1);

    @Option(names = "--lines", paramLabel = "N", description = "How many lines, from 1 to 1000; 20 if not given.")
    private int lines = 20;

    @Option(names = "--buffer", paramLabel = "N", description = "How many may wait, from 1 to 1000; 5 if not given.")
    private int buffer = 5;

    @Option(names = "--disk", paramLabel = "MILLIS", description = "Time per line, from 0 to 100; 5 if not given.")
    private int disk = 5;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new AsyncLogger(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--lines", lines, 1, 1000);
        unlessIn("--buffer", buffer, 1, 1000);
        unlessIn("--disk", disk, 0, 100);
        log(Chan.buffered(buffer, "buffered"), "buffered", out);
        log(Chan.dropping(buffer, "dropping"), "dropping", out);
        log(Chan.sliding(buffer, "sliding"), "sliding", out);
    }

    private void log(Chan<Integer> log, String kind, PrintStream out) throws Exception {
        List<Integer> written = new ArrayList<>();
        try (ErrGroup group = ErrGroup.withContext(Context.background(), "log")) {
            group.go(
                    "writer",
                    () -> log.receiveEach(line -> {
                        Go.sleep(Duration.ofMillis(disk));
                        written.add(line);
                    }));
            long start = System.nanoTime();
            for (int line = 1; line <= lines; line++) {
                Go.sleep(WORK);
                log.send(line);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            log.close();
            group.await();
            out.println(kind + ": " + lines + " lines in " + took.toMillis() + " ms, " + log.dropped() + " lost");
            out.println("    written: " + written);
        }
    }
}
