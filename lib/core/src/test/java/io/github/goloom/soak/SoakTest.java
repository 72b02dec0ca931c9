package io.github.goloom.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand goroutines do everything there is, on everything they share, while they are interrupted, cancelled and
 * closed upon.
 *
 * <p>For ten minutes: {@code mvn -pl lib/core test -Pproof -Dtest=SoakTest -Dsoak.minutes=10}. Decimals are allowed; a
 * build with {@code -Pproof} takes thirty seconds. {@code -Dsoak.seed=} repeats the choices of each goroutine, though
 * not the order in which they run.
 */
@Tag("proof")
class SoakTest {
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "0.5"));
    private static final long SEED =
            Long.getLong("soak.seed", ThreadLocalRandom.current().nextLong());
    private static final long MARGIN_BYTES = 16 << 20;

    /**
     * Every value is received once, returned to its sender or left in a buffer, in the order of each sender; no
     * interrupt is swallowed, no wake-up lost, no lock held by two, no goroutine left; and the heap is back where it
     * was, give or take 16 MB. {@link Soak} watches that things go on.
     */
    @Test
    @Timeout(value = 2, unit = TimeUnit.DAYS)
    void everything_interruptedCancelledAndClosed_keepsTheBooks() throws Exception {
        System.out.println("soak.seed=" + SEED + ", soak.minutes=" + MINUTES);
        new Soak(~SEED).run(TimeUnit.SECONDS.toNanos(1));
        long before = heap();
        Soak soak = new Soak(SEED);
        soak.run((long) (MINUTES * TimeUnit.MINUTES.toNanos(1)));
        System.out.println(soak.report());
        for (Op each : Op.values()) {
            assertThat(soak.world.tally.count(each, Tally.End.DONE))
                    .as("%s", each)
                    .isPositive();
        }
        assertThat(soak.hops()).isPositive();
        assertThat(soak.world.interruptsThrown.sum()).isPositive();
        assertThat(soak.world.interruptsKept.sum()).isPositive();
        soak = null;

        long after = heap();
        System.out.printf("heap: %,d bytes before, %,d after%n", before, after);
        assertThat(after - before).isLessThan(MARGIN_BYTES);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
