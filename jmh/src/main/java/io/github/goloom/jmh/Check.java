package io.github.goloom.jmh;

/** Sees to it that what comes out of a pipeline is what it should be. Used by one thread at a time. */
final class Check {
    private static final int FACTOR = 31;

    private final boolean ordered;
    private long sum;

    Check(boolean ordered) {
        this.ordered = ordered;
    }

    /** {@return one that has got nothing yet} */
    Check empty() {
        return new Check(ordered);
    }

    void add(long value) {
        sum = ordered ? FACTOR * sum + value : sum + value;
    }

    void addSum(long others) {
        sum += others;
    }

    /** Fails unless the other has got the same. */
    void expect(Check other) {
        if (sum != other.sum) {
            throw new IllegalStateException("the check sum is " + sum + ", not " + other.sum);
        }
    }
}
