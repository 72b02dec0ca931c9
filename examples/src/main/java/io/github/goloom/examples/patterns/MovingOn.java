package io.github.goloom.examples.patterns;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A reader waits for each answer for a time, and then moves on. The channel of an answer has room for it, so that an
 * answer which comes too late is sent all the same and its goroutine ends; the one that never comes ends with the
 * context.
 *
 * @see <a href="https://go.dev/blog/concurrency-timeouts">Go: timing out, moving on</a>
 */
@Command(name = "timeout", description = "Waits for each answer for a time, and then moves on.")
final class MovingOn implements Example {
    private static final List<Mirror> MIRRORS = List.of(
            new Mirror("Berlin", Duration.ofMillis(5)),
            new Mirror("Lisbon", Duration.ofDays(1)),
            new Mirror("Oslo", Duration.ofMillis(20)));

    @Option(names = "--timeout", paramLabel = "MS", description = "How long it waits, in ms; 1000 if not given.")
    private int timeoutMillis = 1000;

    /** A server, and the time that it needs. */
    private record Mirror(String city, Duration latency) {
        ReceiveChan<String> ask(Context ctx) {
            Chan<String> answer = Chan.buffered(1, city);
            Go.go("ask " + city, () -> {
                Go.sleep(latency, ctx);
                answer.send("hello from " + city);
            });
            return answer;
        }
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new MovingOn(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unless(timeoutMillis >= 0, "--timeout must be 0 or more, not " + timeoutMillis);
        try (CancellableContext ctx = Context.background().withCancel()) {
            for (Mirror mirror : MIRRORS) {
                String line = select(
                        receive(mirror.ask(ctx), answer -> mirror.city() + ": " + answer),
                        after(
                                Duration.ofMillis(timeoutMillis),
                                () -> mirror.city() + ": nothing within " + timeoutMillis + " ms, moving on"));
                out.println(line);
            }
        } // ends what still waits
    }
}
