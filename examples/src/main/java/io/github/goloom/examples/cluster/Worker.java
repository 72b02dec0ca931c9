package io.github.goloom.examples.cluster;

import io.github.goloom.Go;
import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The process of a worker. It may be killed at any time, for what it has not finished is done by another. So it ends
 * without ceremony, as soon as its standard input does, which is when the parent has ended.
 */
final class Worker {
    /** The variable of the environment that has the URL of the broker. */
    static final String BROKER = "GOLOOM_BROKER";

    private Worker() {}

    /**
     * Runs the worker.
     *
     * @param args the name of the worker, and that of its job
     */
    public static void main(String[] args) {
        Go.go("parent", Worker::endWithParent);
        try {
            count(System.getenv(BROKER), new Queues(args[1]));
        } catch (Exception e) {
            System.err.println("cluster: " + args[0] + ": " + Failures.describe(e));
            Runtime.getRuntime().halt(1);
        }
    }

    private static void endWithParent() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream()); // nothing comes but the end
        Runtime.getRuntime().halt(0);
    }

    private static void count(String broker, Queues queues) throws InterruptedException, ExecutionException {
        try (ActiveMQConnectionFactory factory = Broker.factory(broker);
                Bridge bridge = new Bridge(factory, Context.background());
                Pipeline pipeline = Pipeline.withContext(bridge.context(), "worker")) {
            pipeline.from(bridge.receive(queues.lines())).forEach(block -> {
                String counts = Words.format(Words.count(block.body()));
                bridge.send(queues.counts(), new Bridge.Delivery(block.context(), counts));
                bridge.commit();
            });
        }
    }
}
