package io.github.goloom.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counts of a cluster are exact, whoever is killed. The workers are real processes, and so are their ends. */
@Tag("proof")
@Timeout(300)
class ClusterTest {
    private static final long LINES = 40_000;
    private static final long BLOCKS = LINES / 100;

    private final Text text = Text.made(LINES);

    /** Without kills there is nothing to mend. */
    @Test
    void count_nobodyIsKilled_isExact() throws Exception {
        Workers workers = new Workers(3);
        assertThat(count(workers, counted -> {})).isEqualTo(expected());
        assertThat(workers.killed()).isZero();
    }

    /** The only worker is killed, so it dies while it works; a new one goes on. */
    @Test
    void count_theWorkerIsKilledInTheMiddle_isExact() throws Exception {
        Workers workers = new Workers(1);
        LongConsumer killer = counted -> {
            if (counted == BLOCKS / 2) {
                workers.kill(0);
            }
        };
        assertThat(count(workers, killer)).isEqualTo(expected());
        assertThat(workers.killed()).isOne();
    }

    /** All workers are killed at once, again and again, so those that work are among them. */
    @Test
    void count_allWorkersAreKilledAgainAndAgain_isExact() throws Exception {
        Workers workers = new Workers(2);
        LongConsumer killer = counted -> {
            if (counted % (BLOCKS / 4) == 0 && counted < BLOCKS) {
                workers.kill(0);
                workers.kill(1);
            }
        };
        assertThat(count(workers, killer)).isEqualTo(expected());
        assertThat(workers.killed()).isBetween(3L, 6L); // the new process of one may not have started yet
    }

    private Map<String, Long> count(Workers workers, LongConsumer watcher) throws Exception {
        try (Broker broker = new Broker();
                CancellableContext ctx = Context.background().withTimeout(Duration.ofMinutes(4))) {
            return new Cluster(broker.url(), text, workers, watcher).count(ctx);
        }
    }

    private Map<String, Long> expected() throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        try (Stream<String> lines = text.opener().open()) {
            lines.forEach(line -> {
                for (String word : line.split(" ", -1)) {
                    counts.merge(word, 1L, Long::sum);
                }
            });
        }
        return counts;
    }
}
