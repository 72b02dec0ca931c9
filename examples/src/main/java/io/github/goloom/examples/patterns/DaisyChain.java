package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A hundred thousand gophers in a row whisper a number on: each hears it from its right, adds one, and tells its left.
 * It shows how little a goroutine and a channel cost. It is the daisy chain of Rob Pike's talk.
 *
 * @see <a href="https://go.dev/talks/2012/concurrency.slide">Go Concurrency Patterns: daisy-chain</a>
 */
@Command(name = "daisy-chain", description = "A number goes through a row of 100000 goroutines.")
final class DaisyChain implements Example {
    @Option(names = "--gophers", paramLabel = "N", description = "How many, 0 to 1000000; 100000 if not given.")
    private int gophers = 100_000;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new DaisyChain(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unlessIn("--gophers", gophers, 0, 1_000_000);
        long start = System.nanoTime();
        Chan<Integer> leftmost = Chan.unbuffered("leftmost");
        Chan<Integer> left = leftmost;
        for (int i = 0; i < gophers; i++) {
            Chan<Integer> right = Chan.unbuffered();
            Chan<Integer> mine = left;
            Go.go("gopher", () -> mine.send(1 + Objects.requireNonNull(right.receive())));
            left = right;
        }
        Chan<Integer> rightmost = left;
        Go.go("first", () -> rightmost.send(1));
        int heard = Objects.requireNonNull(leftmost.receive());
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        out.printf("%d, after %d gophers, in %d ms%n", heard, gophers, millis);
    }
}
