package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.Commands;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sieve finds the primes in order. */
@Timeout(60)
class PrimeSieveTest {
    @Test
    void sieve_withDefaults_printsThePrimesBelow100() throws Exception {
        assertThat(Commands.lines("sieve")).isEqualTo(primes(25)).last().isEqualTo("97");
    }

    @Test
    void sieve_of1000_printsTheFirstThousandPrimes() throws Exception {
        assertThat(Commands.lines("sieve", "1000"))
                .isEqualTo(primes(1000))
                .last()
                .isEqualTo("7919");
    }

    private static List<String> primes(int count) {
        return IntStream.iterate(2, n -> n + 1)
                .filter(n -> IntStream.range(2, n).noneMatch(d -> n % d == 0))
                .limit(count)
                .mapToObj(Integer::toString)
                .toList();
    }
}
