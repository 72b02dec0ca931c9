package io.github.goloom.examples.sieve;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.SendChan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The concurrent prime sieve: a goroutine that counts, and behind it one goroutine for each prime, which lets pass what its
 * prime does not divide. The first number that comes out of the last one is the next prime.
 *
 * <p>None of the goroutines has an end of its own. {@link #end()} interrupts them, wherever they wait.
 */
final class Sieve {
    private final List<Thread> goroutines = new ArrayList<>();
    private Chan<Integer> last = Chan.unbuffered();

    Sieve() {
        Chan<Integer> numbers = last;
        goroutines.add(Go.go(() -> count(numbers)));
    }

    /** {@return the next prime} */
    int next() throws InterruptedException {
        Chan<Integer> in = last;
        int prime = Objects.requireNonNull(in.receive(), "nobody closes it");
        Chan<Integer> out = Chan.unbuffered();
        goroutines.add(Go.go(() -> filter(in, out, prime)));
        last = out;
        return prime;
    }

    private static void count(SendChan<Integer> out) throws InterruptedException {
        for (int i = 2; ; i++) {
            out.send(i);
        }
    }

    private static void filter(ReceiveChan<Integer> in, SendChan<Integer> out, int prime) throws InterruptedException {
        in.receiveEach(i -> {
            if (i % prime != 0) {
                out.send(i);
            }
        });
    }

    List<Thread> goroutines() {
        return goroutines;
    }

    /** Ends all goroutines, and waits until they have ended. */
    void end() throws InterruptedException {
        goroutines.forEach(Thread::interrupt);
        for (Thread each : goroutines) {
            each.join();
        }
    }
}
