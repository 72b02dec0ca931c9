package io.github.goloom.examples.cluster;

import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.sync.ErrGroup;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A count of words by several processes: a source and a collector in this one, and the workers, with two queues of a
 * broker between them.
 */
final class Cluster {
    private static final int LINES_IN_A_BLOCK = 100;

    private final String broker;
    private final Text text;
    private final Workers workers;
    private final LongConsumer watcher;
    private final Queues queues = Queues.ofNewJob();

    /**
     * Prepares a count.
     *
     * @param broker the URL of the broker
     * @param text what to count
     * @param workers the processes
     * @param watcher is told the number of blocks that are counted, after each
     */
    Cluster(String broker, Text text, Workers workers, LongConsumer watcher) {
        this.broker = broker;
        this.text = text;
        this.workers = workers;
        this.watcher = watcher;
    }

    /** {@return how many blocks of lines a text has} */
    static long blocks(Text text) {
        return Math.ceilDiv(text.lines(), LINES_IN_A_BLOCK);
    }

    /** {@return how often each word is in the text} No process outlives this. */
    Map<String, Long> count(Context ctx) throws InterruptedException, ExecutionException {
        try (ActiveMQConnectionFactory factory = Broker.factory(broker);
                ErrGroup group = ErrGroup.withContext(ctx, "cluster");
                Bridge results = new Bridge(factory, group.context())) {
            try {
                for (int i = 0; i < workers.count(); i++) {
                    int worker = i;
                    group.go("worker", () -> workers.keep(worker, broker, queues, group.context()));
                }
                group.go("source", () -> send(factory, group.context()));
                return collect(results);
            } finally {
                group.cancel(); // the workers have nothing to do any more
            }
        }
    }

    private void send(ConnectionFactory factory, Context ctx) throws Exception {
        LongAdder sent = new LongAdder();
        try (Bridge bridge = new Bridge(factory, ctx);
                Stream<String> lines = text.opener().open();
                Pipeline source = Pipeline.withContext(bridge.context(), "source")) {
            source.from(lines).limit(text.lines()).batch(LINES_IN_A_BLOCK).forEach(block -> {
                sent.increment();
                Context ofBlock = source.context().withValue(Bridge.ID, "block " + sent);
                bridge.send(queues.lines(), new Bridge.Delivery(ofBlock, String.join("\n", block)));
                bridge.commit();
            });
        }
        if (sent.sum() != blocks(text)) {
            throw new IOException("the text has become shorter while it was read");
        }
    }

    private Map<String, Long> collect(Bridge bridge) throws InterruptedException, ExecutionException {
        Map<String, Long> sums = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        try (Pipeline collector = Pipeline.withContext(bridge.context(), "collector")) {
            collector.from(bridge.receive(queues.counts())).limit(blocks(text)).forEach(counts -> {
                String id = String.valueOf(counts.context().value(Bridge.ID));
                if (!seen.add(id)) {
                    throw new IllegalStateException(id + " came twice");
                }
                Words.add(sums, counts.body());
                bridge.commit();
                watcher.accept(seen.size());
            });
        }
        return sums;
    }
}
