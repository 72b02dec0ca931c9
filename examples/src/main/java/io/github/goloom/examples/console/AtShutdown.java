package io.github.goloom.examples.console;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import java.time.Duration;

/**
 * What is done first when the process is told to end, by Ctrl-C say, while this is open. The process ends once this is
 * closed, or after five seconds.
 */
@SuppressWarnings("CheckReturnValue")
public final class AtShutdown implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Chan<Signal> closed = Chan.unbuffered("closed");
    private final Thread hook;

    /**
     * Opens this.
     *
     * @param stop what is done
     */
    public AtShutdown(Runnable stop) {
        hook = new Thread(() -> {
            stop.run();
            try {
                closed.tryReceive(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
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
