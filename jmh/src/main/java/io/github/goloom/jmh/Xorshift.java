package io.github.goloom.jmh;

import java.util.concurrent.TimeUnit;

/** Computing that cannot be shortened: each round needs the result of the one before. */
public final class Xorshift {
    /** The environment variable that tells all programs of a comparison the rounds of a microsecond. */
    public static final String VARIABLE = "GOLOOM_ROUNDS_PER_MICRO";

    private static final int ROUNDS = 100_000;
    private static final long CALIBRATION_MILLIS = 500;

    private Xorshift() {}

    /**
     * Prints the rounds of a microsecond.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(calibrate());
    }

    /** {@return something that is not 0, after so many rounds} */
    static long spin(long seed, int rounds) {
        long x = seed + 1;
        for (int i = 0; i < rounds; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /** {@return the rounds of a microsecond: those that the comparison has found, or those that are found now} */
    static int perMicro() {
        String given = System.getenv(VARIABLE);
        return given == null ? calibrate() : Integer.parseInt(given);
    }

    /** {@return how many rounds a microsecond has when nothing disturbs} */
    private static int calibrate() {
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CALIBRATION_MILLIS);
        for (int seed = 0; System.nanoTime() - end < 0; seed++) {
            long start = System.nanoTime();
            long result = spin(seed, ROUNDS);
            long taken = System.nanoTime() - start;
            least = result == 0 ? least : Math.min(least, taken);
        }
        return Math.toIntExact(ROUNDS * 1_000L / least);
    }
}
