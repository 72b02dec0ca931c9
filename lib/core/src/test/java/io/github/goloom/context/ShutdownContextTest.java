package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.park.Clock;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.InAWorld;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The shutdown hook of a context of {@link Shutdown}, and how it leaves. */
class ShutdownContextTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** The hook waits for exactly the grace. */
    @InAWorld
    @Test
    void onShutdown_notClosed_waitsForTheGrace() {
        try (ShutdownContext ctx = ShutdownContext.open(GRACE)) {
            long before = Clock.now();

            ctx.onShutdown();

            assertThat(Clock.now() - before).isEqualTo(GRACE.toNanos());
            assertThat(ctx.isDone()).isTrue();
            assertThat(ctx.cause()).hasMessage("the JVM is shutting down");
        }
    }

    /** The hook returns when the context is closed, not when it has ended. */
    @InAWorld
    @Test
    void onShutdown_cancelledThenClosed_waitsForTheClose() throws Exception {
        ShutdownContext ctx = ShutdownContext.open(GRACE);
        ctx.cancel();
        Thread closer = Go.go(() -> {
            Go.sleep(Duration.ofSeconds(3));
            ctx.close();
        });
        long before = Clock.now();

        ctx.onShutdown();

        assertThat(Clock.now() - before).isEqualTo(Duration.ofSeconds(3).toNanos());
        closer.join();
    }

    /** The hook does not hear interrupts. */
    @Test
    void onShutdown_interrupted_waitsForTheClose() throws Exception {
        ShutdownContext ctx = ShutdownContext.open(Duration.ofSeconds(Long.MAX_VALUE));
        Goroutine<Void> hook = Goroutine.platform(ctx::onShutdown).parked();

        hook.interrupt();

        Goroutine.assertStillParked(hook);
        ctx.close();
        hook.result();
    }

    /** A closed context is in no list of hooks. */
    @Test
    void close_normalEnd_leavesNoHook() {
        Garbage.assertCollected(closed());
    }

    private static WeakReference<Object> closed() {
        try (CancellableContext ctx = Shutdown.context(GRACE)) {
            return new WeakReference<>(ctx);
        }
    }

    /** Closing twice is closing once. */
    @Test
    void close_twice_isNoError() {
        CancellableContext ctx = ShutdownContext.open(GRACE);
        ctx.close();
        ctx.close();

        assertThat(ctx.err()).isInstanceOf(ContextCancelledException.class);
    }

    /** The threads of the JVM tell the signals, in their order. */
    @Test
    void received_threadsOfSignals_areThereInTheirOrder() {
        CountDownLatch end = new CountDownLatch(1);
        try {
            assertThat(EndSignal.received()).isEmpty();
            for (String name : new String[] {"SIGTERM handler", "SIGUSR2 handler", "SIGINT handler"}) {
                Goroutine.until(Thread.ofPlatform().daemon().name(name).start(() -> await(end))::isAlive);
            }

            assertThat(EndSignal.received()).containsExactly(EndSignal.SIGTERM, EndSignal.SIGINT);
        } finally {
            end.countDown();
        }
        Goroutine.until(() -> EndSignal.received().isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
