package io.github.goloom.examples.lines;

import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A log of requests, of which each line is made when it is read, and a pipeline that counts those that failed. The
 * memory holds the lines that are in the stage of the parsers, and a batch.
 */
final class Log {
    /** The length of a line with its end, in bytes. */
    static final int WIDTH = 100;

    private static final int PARSERS = 8;
    private static final int BATCH = 1000;

    private final long lines;
    private final LongAdder parsed = new LongAdder();

    /** A line, parsed. */
    private record Request(String path, int status) {
        boolean hasFailed() {
            return status >= 500;
        }
    }

    Log(long lines) {
        this.lines = lines;
    }

    /** {@return how many lines have been parsed so far} */
    long parsed() {
        return parsed.sum();
    }

    /** {@return how many requests failed} */
    long countFailures(Context ctx) throws InterruptedException, ExecutionException {
        try (Pipeline pipeline = Pipeline.withContext(ctx, "lines")) {
            return pipeline.from(LongStream.range(0, lines).mapToObj(Log::line))
                    .named("read")
                    .map(PARSERS, this::parse)
                    .named("parse")
                    .filter(Request::hasFailed)
                    .batch(BATCH)
                    .collect(Collectors.summingLong(List::size));
        }
    }

    private Request parse(String line) {
        String[] words = line.split(" ", 4);
        parsed.increment();
        return new Request(words[1], Integer.parseInt(words[2]));
    }

    /** {@return the line of a number, without its end} One request of a hundred has failed. */
    static String line(long number) {
        int status = number % 100 == 99 ? 503 : 200;
        String line = "GET /pages/" + number % 10_007 + " " + status + " " + number * 7919 % 1000 + " ms \"agent\" ";
        return line + ".".repeat(WIDTH - 1 - line.length());
    }
}
