package io.github.goloom.examples.service;

/** Lets the database wait as if for a slow disk. It is public because the database calls it. */
public final class SlowDisk {
    private SlowDisk() {}

    /**
     * Waits for a millisecond.
     *
     * @param row the number of a row
     * @return the same number
     * @throws InterruptedException if interrupted while waiting
     */
    public static long read(long row) throws InterruptedException {
        Thread.sleep(1);
        return row;
    }
}
