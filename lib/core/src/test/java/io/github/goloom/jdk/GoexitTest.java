package io.github.goloom.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.testing.Uncaught;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An {@code InterruptedException} that leaves a goroutine is the nearest to Go's {@code runtime.Goexit}. */
class GoexitTest {
    @RegisterExtension
    final Uncaught uncaught = new Uncaught();

    private final List<String> log = new CopyOnWriteArrayList<>();

    /** It ends only its own goroutine, after all finally blocks, and nothing is printed (PAN-009). */
    @Test
    void interruptedException_leavesAGoroutine_endsItQuietly() throws Exception {
        run(() -> {
            try {
                inner();
            } finally {
                log.add("outer finally");
            }
        });

        assertThat(log).containsExactly("inner finally", "outer finally");
        assertThat(uncaught.told()).isEmpty();
    }

    private void inner() throws InterruptedException {
        try {
            throw new InterruptedException("enough");
        } finally {
            log.add("inner finally");
        }
    }

    /** Unlike a Goexit it can be caught, and then the goroutine goes on (PAN-009). */
    @Test
    void interruptedException_isCaught_goroutineGoesOn() throws Exception {
        run(() -> {
            try {
                inner();
            } catch (InterruptedException e) {
                log.add("caught " + e.getMessage());
            }
            log.add("goes on");
        });

        assertThat(log).containsExactly("inner finally", "caught enough", "goes on");
    }

    /** An exception of a finally block takes its place: the handler is told that, and the program goes on (PAN-011). */
    @Test
    void interruptedException_finallyFails_isReplaced() throws Exception {
        IllegalStateException failure = new IllegalStateException("in finally");
        run(() -> finallyFails(new InterruptedException(), failure));

        assertThat(uncaught.told()).containsExactly(failure);
    }

    /** If the exception of a finally block is caught there, the goroutine still ends (PAN-011). */
    @Test
    void interruptedException_finallyCatches_isResumed() throws Exception {
        run(() -> {
            try {
                inner();
            } finally {
                try {
                    throw new IllegalStateException("in finally");
                } catch (IllegalStateException e) {
                    log.add("caught " + e.getMessage());
                }
            }
            log.add("never");
        });

        assertThat(log).containsExactly("inner finally", "caught in finally");
        assertThat(uncaught.told()).isEmpty();
    }

    /** Thrown by a finally block, it takes the place of the exception under way, of which nothing is told (PAN-012). */
    @Test
    void interruptedException_thrownByFinally_replacesTheException() throws Exception {
        run(() -> finallyFails(new IllegalStateException("first"), new InterruptedException()));

        assertThat(log).containsExactly("finally");
        assertThat(uncaught.told()).isEmpty();
    }

    @SuppressWarnings({"Finally", "finally"})
    private void finallyFails(Exception first, Exception second) throws Exception {
        try {
            throw first;
        } finally {
            log.add("finally");
            throw second;
        }
    }

    private static void run(Go.Task task) throws InterruptedException {
        Go.go(task).join();
    }
}
