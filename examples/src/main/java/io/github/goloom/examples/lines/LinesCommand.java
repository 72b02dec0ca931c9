package io.github.goloom.examples.lines;

import io.github.goloom.context.Context;
import io.github.goloom.examples.WrongArgumentException;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.sync.ErrGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code lines [MB]}. */
@Command(
        name = "lines",
        description = {
            "Counts the failures in a log that is made while it is read, in a pipeline.",
            "JAVA_TOOL_OPTIONS=-Xmx64m examples/run lines 5000 does so for 5 GB in a small heap."
        })
public final class LinesCommand implements Callable<Integer> {
    private static final int MEGABYTE = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Console console;

    @Parameters(paramLabel = "MB", arity = "0..1", description = "The size of the log in megabytes; 50 if not given.")
    private int megabytes = 50;

    /**
     * Makes the command.
     *
     * @param console where it prints
     */
    public LinesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        WrongArgumentException.unless(megabytes >= 1, "MB must be 1 or more, not " + megabytes);
        long lines = (long) megabytes * MEGABYTE / Log.WIDTH;
        Log log = new Log(lines);
        try (ErrGroup group = ErrGroup.withContext(Context.background())) {
            group.go("progress", () -> showProgress(log, group.context()));
            try {
                long failures = log.countFailures(group.context());
                console.out().write(Raw.bytes(lines + " requests, " + failures + " failed\n"));
                return 0;
            } catch (IOException e) {
                console.complain("lines", "standard output: " + e.getMessage());
                return 1;
            } finally {
                group.cancel(); // nobody needs the progress any more
            }
        }
    }

    private void showProgress(Log log, Context ctx) throws InterruptedException, ExecutionException {
        try (Pipeline progress = Pipeline.withContext(ctx, "progress")) {
            progress.every(SECOND)
                    .map(tick -> log.parsed() * Log.WIDTH / MEGABYTE)
                    .forEach(done -> console.err().print("lines: " + done + " of " + megabytes + " MB\n"));
        }
    }
}
