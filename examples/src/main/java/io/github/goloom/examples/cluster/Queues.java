package io.github.goloom.examples.cluster;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The queues between the processes of one job.
 *
 * @param job names the job
 */
record Queues(String job) {
    /** {@return the queues of a new job} */
    static Queues ofNewJob() {
        return new Queues("goloom."
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    /** {@return from the source to the workers} */
    String lines() {
        return job + ".lines";
    }

    /** {@return from the workers to the collector} */
    String counts() {
        return job + ".counts";
    }
}
