package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A function that returns a channel: a goroutine computes the Fibonacci numbers, one whenever somebody receives one. It
 * ends with its context, for the numbers have no end.
 */
@Command(name = "generator", description = "A function that returns a channel: numbers, made on demand.")
final class Generator implements Example {
    @Option(names = "--count", paramLabel = "N", description = "How many numbers, from 1 to 92; 10 if not given.")
    private int count = 10;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new Generator(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unlessIn("--count", count, 1, 92);
        try (CancellableContext ctx = Context.background().withCancel()) {
            ReceiveChan<Long> numbers = fibonacci(ctx);
            for (int i = 0; i < count; i++) {
                out.println(numbers.receive());
            }
        } // ends the generator
    }

    private static ReceiveChan<Long> fibonacci(Context ctx) {
        Chan<Long> numbers = Chan.unbuffered("fibonacci");
        Go.go("fibonacci", () -> {
            long next = 1;
            for (long current = 0; ; ) {
                numbers.send(current, ctx);
                long sum = current + next;
                current = next;
                next = sum;
            }
        });
        return numbers;
    }
}
