package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The concurrent prime sieve: a goroutine that counts, and behind it one for each prime, which lets pass what its prime
 * does not divide. The first number that comes out of the last one is the next prime. None of them has an end of its
 * own; the group interrupts them, wherever they wait.
 *
 * @see <a href="https://go.dev/ref/spec#An_example_package">Go: a concurrent prime sieve</a>
 */
@Command(name = "sieve", description = "The first N primes: the sieve of goroutines, N channels deep.")
final class PrimeSieve implements Example {
    @Parameters(arity = "0..1", paramLabel = "N", description = "How many primes, 1 or more; 25 if not given.")
    private int count = 25;

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new PrimeSieve(), args);
    }

    @Override
    public void run(PrintStream out) throws InterruptedException {
        unless(count >= 1, "N must be 1 or more, not " + count);
        try (ErrGroup sieve = ErrGroup.withContext(Context.background(), "sieve")) {
            ReceiveChan<Integer> numbers = countUp(sieve);
            for (int i = 0; i < count; i++) {
                int prime = Objects.requireNonNull(numbers.receive(), "nobody closes it");
                out.println(prime);
                numbers = filter(sieve, numbers, prime);
            }
            sieve.cancel();
        } // waits until all have ended
    }

    private static ReceiveChan<Integer> countUp(ErrGroup sieve) throws InterruptedException {
        Chan<Integer> numbers = Chan.unbuffered("numbers");
        sieve.go("count", () -> {
            for (int i = 2; ; i++) {
                numbers.send(i);
            }
        });
        return numbers;
    }

    private static ReceiveChan<Integer> filter(ErrGroup sieve, ReceiveChan<Integer> in, int prime)
            throws InterruptedException {
        Chan<Integer> out = Chan.unbuffered("not divided by " + prime);
        sieve.go(
                "filter " + prime,
                () -> in.receiveEach(number -> {
                    if (number % prime != 0) {
                        out.send(number);
                    }
                }));
        return out;
    }
}
