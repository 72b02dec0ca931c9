package io.github.goloom.examples.cluster;

import io.github.goloom.context.Context;
import java.util.Objects;

/** A process that passes one delivery on, and ends before or after the commit as {@code kill -9} would end it. */
final class DyingWorker {
    /** The status with which it ends if it gets there. */
    static final int STATUS = 42;

    private DyingWorker() {}

    /**
     * Runs the process.
     *
     * @param args the URL of the broker, the queue to receive from, the one to send to, and {@code before} or {@code
     *     after}
     */
    @SuppressWarnings("MustBeClosedChecker") // nothing is closed in a process that dies
    public static void main(String[] args) throws Exception {
        Bridge bridge = new Bridge(Broker.factory(args[0]), Context.background());
        bridge.send(args[2], Objects.requireNonNull(bridge.receive(args[1]).receive()));
        if (args[3].equals("after")) {
            bridge.commit();
        }
        Runtime.getRuntime().halt(STATUS);
    }
}
