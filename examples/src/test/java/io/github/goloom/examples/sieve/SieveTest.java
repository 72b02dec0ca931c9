package io.github.goloom.examples.sieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sieve finds the primes in order, and leaves no goroutine behind. */
@Timeout(60)
class SieveTest {
    @Test
    void next_aThousandTimes_givesTheFirstThousandPrimes() throws Exception {
        assertThat(primes(new Sieve(), 1000)).isEqualTo(byDivision(1000)).last().isEqualTo(7919);
    }

    @Test
    void end_inTheMiddle_endsEveryGoroutine() throws Exception {
        Sieve sieve = new Sieve();
        primes(sieve, 100);
        sieve.end();
        assertThat(sieve.goroutines()).hasSize(101).noneMatch(Thread::isAlive);
    }

    private static List<Integer> primes(Sieve sieve, int count) throws InterruptedException {
        List<Integer> primes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                primes.add(sieve.next());
            }
            return primes;
        } finally {
            sieve.end();
        }
    }

    private static List<Integer> byDivision(int count) {
        return IntStream.iterate(2, n -> n + 1)
                .filter(n -> IntStream.range(2, n).noneMatch(d -> n % d == 0))
                .limit(count)
                .boxed()
                .toList();
    }
}
