package io.github.goloom.examples.digest;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import java.time.Duration;

/**
 * What is done first when the process is told to end, by Ctrl-C say, as long as this is open. The process ends once this is
 * closed, or after some seconds.
 */
@SuppressWarnings("CheckReturnValue")
final class AtShutdown implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Chan<Signal> closed = Chan.unbuffered("closed");
    private final Thread hook;

    AtShutdown(Runnable stop) {
        hook = new Thread(() -> {
            stop.run();
            awaitClose();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitClose() {
        try {
            closed.tryReceive(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook runs
        }
    }
}
