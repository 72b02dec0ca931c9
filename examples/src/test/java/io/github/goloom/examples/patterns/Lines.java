package io.github.goloom.examples.patterns;

import io.github.goloom.examples.Example;
import io.github.goloom.testing.Bubble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The lines that an example prints. */
final class Lines {
    private Lines() {}

    /** Runs the example, and returns its lines. */
    static List<String> of(Example example, String... args) throws Exception {
        new CommandLine(example).parseArgs(args);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        example.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Runs the example in the current bubble, and returns its lines, each after its time in milliseconds. */
    static List<String> timed(Example example, String... args) throws Exception {
        new CommandLine(example).parseArgs(args);
        TimedBytes bytes = new TimedBytes();
        example.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.lines;
    }

    private static final class TimedBytes extends ByteArrayOutputStream {
        private final Instant start = Bubble.clock().instant();
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            String text = toString(StandardCharsets.UTF_8);
            if (text.endsWith("\n")) {
                long millis = Duration.between(start, Bubble.clock().instant()).toMillis();
                text.lines().forEach(line -> lines.add(millis + " " + line));
                reset();
            }
        }
    }
}
