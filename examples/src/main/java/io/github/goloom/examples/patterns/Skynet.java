package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.SendChan;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The skynet benchmark: a goroutine starts ten others, each of which starts ten, six times over. The million of the
 * last level send their numbers back, and each of the others sends the sum of its ten. Goroutines are cheap enough for
 * that, and a buffer for the ten lets each of them end without a wait.
 */
@Command(
        name = "skynet",
        description = "A million goroutines send their numbers, and their parents the sums, up to the first."
                + " That needs a heap of 512 MB, and takes some seconds.")
final class Skynet implements Example {
    private static final int CHILDREN = 10;

    @Option(
            names = "--levels",
            paramLabel = "N",
            description = "10 to the power of N goroutines in the last level, from 0 to 7; 6 if not given.")
    private int levels = 6;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new Skynet(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unlessIn("--levels", levels, 0, 7);
        int leaves = (int) Math.pow(CHILDREN, levels);
        Chan<Long> sum = Chan.buffered(1, "sum");
        long start = System.nanoTime();
        Go.go("skynet", () -> skynet(0, leaves, sum)).join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        out.println("The sum of the numbers of " + leaves + " goroutines is " + sum.receive() + ".");
        out.println("That took " + took.toMillis() + " ms.");
    }

    private static void skynet(long first, int leaves, SendChan<Long> result) throws InterruptedException {
        if (leaves == 1) {
            result.send(first);
            return;
        }
        Chan<Long> sums = Chan.buffered(CHILDREN);
        int each = leaves / CHILDREN;
        for (int i = 0; i < CHILDREN; i++) {
            long from = first + (long) i * each;
            Go.go(() -> skynet(from, each, sums));
        }
        long sum = 0;
        for (int i = 0; i < CHILDREN; i++) {
            sum += Objects.requireNonNull(sums.receive());
        }
        result.send(sum);
    }
}
