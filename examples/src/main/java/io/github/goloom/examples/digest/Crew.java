package io.github.goloom.examples.digest;

import io.github.goloom.Go;
import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that end together: Go's {@code done} channel, and the wait for all at the end.
 *
 * <p>Each of them gives the crew to every send and receive. {@link #stop()} closes the channel, and wherever they wait they
 * throw {@link Stopped} and end. So does a failure of one of them: nobody is left to wait for it.
 */
final class Crew implements Cancellation, AutoCloseable {
    /** Thrown where a goroutine waits when its crew is stopped; the cause, if any, is what one of them failed with. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(@Nullable Throwable cause) {
            super(cause);
        }
    }

    private final Chan<Void> done = Chan.unbuffered("done");
    private final List<Thread> members = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Starts a goroutine. Only the goroutine that made the crew does so. */
    void go(String name, Go.Task task) {
        members.add(Go.go(name, () -> {
            try {
                task.run();
            } catch (Stopped e) {
                // told to end, and ends
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                stop();
            }
        }));
    }

    /** Tells all to end; any thread may, any number of times. */
    void stop() {
        done.tryClose();
    }

    @Override
    public ReceiveChan<Void> done() {
        return done;
    }

    @Override
    public @Nullable RuntimeException err() {
        return done.isClosed() ? new Stopped(failure.get()) : null;
    }

    List<Thread> members() {
        return members;
    }

    /** Tells all to end, and waits until they have; an interrupt does not shorten that. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        for (Thread each : members) {
            while (each.isAlive()) {
                try {
                    each.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
