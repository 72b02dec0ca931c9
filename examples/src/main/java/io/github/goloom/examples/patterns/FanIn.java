package io.github.goloom.examples.patterns;

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
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Several channels become one: a goroutine for each of them passes on what it says, so that a listener hears whoever is
 * ready, and no talker waits for another. It is the multiplexer of Rob Pike's talk.
 *
 * @see <a href="https://go.dev/talks/2012/concurrency.slide">Go Concurrency Patterns: multiplexing</a>
 */
@Command(name = "fan-in", description = "Several channels become one: whoever is ready is heard.")
final class FanIn implements Example {
    private static final int LONGEST_PAUSE_MILLIS = 40;

    @Option(names = "--messages", paramLabel = "N", description = "How many are heard, 1 or more; 10 if not given.")
    private int messages = 10;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new FanIn(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unless(messages >= 1, "--messages must be 1 or more, not " + messages);
        try (CancellableContext ctx = Context.background().withCancel()) {
            ReceiveChan<String> both = fanIn(ctx, List.of(talk(ctx, "Joe"), talk(ctx, "Ann")));
            for (int i = 0; i < messages; i++) {
                out.println(both.receive());
            }
        } // ends the talkers, and those who pass on what they say
        out.println("You are both boring; I am leaving.");
    }

    private static ReceiveChan<String> talk(Context ctx, String name) {
        Chan<String> words = Chan.unbuffered(name);
        Go.go(name, () -> {
            for (int i = 0; ; i++) {
                words.send(name + " " + i, ctx);
                Go.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS)), ctx);
            }
        });
        return words;
    }

    private static <T> ReceiveChan<T> fanIn(Context ctx, List<ReceiveChan<T>> inputs) {
        Chan<T> merged = Chan.unbuffered("merged");
        for (ReceiveChan<T> input : inputs) {
            Go.go("fan-in", () -> input.receiveEach(value -> merged.send(value, ctx), ctx));
        }
        return merged;
    }
}
