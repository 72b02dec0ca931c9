package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.testing.Goroutine;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/**
 * Who asks again and again, without waiting, gets to see a change: nothing is read plainly that the compiler could take
 * out of the loop. Each test has a loop of its own, which runs long enough to be compiled before the change comes.
 */
class PollingTest {
    private static final long WARM_UP = 20_000_000;
    private static final long COMPILE_MILLIS = 500;

    /** {@code isDone} in a loop sees the cancellation. */
    @Test
    void isDone_polledInALoop_seesTheCancellation() throws Exception {
        try (CancellableContext context = CancellableContext.childOf(Context.background())) {
            assertSeen(
                    times -> {
                        for (long i = 0; i < times; i++) {
                            if (context.isDone()) {
                                return true;
                            }
                        }
                        return false;
                    },
                    context::cancel);
        }
    }

    /** {@code isClosed} in a loop sees the close. */
    @Test
    void isClosed_polledInALoop_seesTheClose() throws Exception {
        Chan<String> chan = Chan.unbuffered();
        assertSeen(
                times -> {
                    for (long i = 0; i < times; i++) {
                        if (chan.isClosed()) {
                            return true;
                        }
                    }
                    return false;
                },
                chan::close);
    }

    /** {@code size} in a loop sees the value. */
    @Test
    void size_polledInALoop_seesTheValue() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        assertSeen(
                times -> {
                    for (long i = 0; i < times; i++) {
                        if (chan.size() > 0) {
                            return true;
                        }
                    }
                    return false;
                },
                () -> chan.send("a"));
    }

    private static void assertSeen(LongPredicate poll, Goroutine.Action change) throws Exception {
        CountDownLatch warm = new CountDownLatch(1);
        boolean[] seen = new boolean[1];
        Goroutine<Void> poller = Goroutine.platform(() -> {
            assertThat(poll.test(WARM_UP)).isFalse();
            warm.countDown();
            seen[0] = poll.test(Long.MAX_VALUE);
        });
        warm.await();
        Thread.sleep(COMPILE_MILLIS); // not for the poller to wait, but for its last loop to be compiled
        change.run();
        poller.result();
        assertThat(seen[0]).isTrue();
    }
}
