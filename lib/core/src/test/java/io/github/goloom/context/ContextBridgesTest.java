package io.github.goloom.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.park.DoneTrigger;
import io.github.goloom.testing.Goroutine;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Futures and interrupts end contexts, and contexts end futures. */
class ContextBridgesTest {
    private static final int LIMIT_SECONDS = 30;

    private final CancellableContext context = CancellableContext.childOf(Context.background());
    private final Exception why = new Exception("why");

    private boolean isAwaited() {
        return ((DoneTrigger) context.done()).isAwaited();
    }

    /** A future that fails ends the context, with the failure as its cause. */
    @Test
    void untilDone_futureFails_endsWithTheFailure() {
        CompletableFuture<String> future = new CompletableFuture<>();
        try (CancellableContext child = ContextBridges.untilDone(context, future)) {
            assertThat(child.isDone()).isFalse();

            future.completeExceptionally(why);

            assertThat(child.err()).isExactlyInstanceOf(ContextCancelledException.class);
            assertThat(child.cause()).isSameAs(why);
            assertThat(context.isDone()).isFalse();
        }
    }

    /** One that completes ends it, too. */
    @Test
    void untilDone_futureCompletes_endsWithACancellation() {
        CompletableFuture<String> future = new CompletableFuture<>();
        try (CancellableContext child = ContextBridges.untilDone(context, future)) {
            future.complete("result");

            assertThat(child.cause())
                    .isExactlyInstanceOf(ContextCancelledException.class)
                    .hasMessage("future is done");
        }
    }

    /** One that is done already makes a context that is. */
    @Test
    void untilDone_futureIsDone_isBornDone() {
        try (CancellableContext child = ContextBridges.untilDone(context, CompletableFuture.failedFuture(why))) {
            assertThat(child.cause()).isSameAs(why);
        }
    }

    /** The parent ends it as any child, and the future goes on. */
    @Test
    void untilDone_parentEnds_endsWithIt() {
        CompletableFuture<String> future = new CompletableFuture<>();
        try (CancellableContext child = ContextBridges.untilDone(context, future)) {
            context.cancel(why);

            assertThat(child.cause()).isSameAs(why);
            assertThat(future).isNotDone();
        }
    }

    /** The end of the context cancels the future. */
    @Test
    void cancelling_contextEnds_cancelsTheFuture() {
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(ContextBridges.cancelling(context, future)).isSameAs(future);
        assertThat(future).isNotDone();
        context.cancel();

        Goroutine.until(future::isCancelled);
    }

    /** One that has ended cancels it at once. */
    @Test
    void cancelling_contextDone_cancelsTheFuture() {
        context.cancel();

        CompletableFuture<String> future = ContextBridges.cancelling(context, new CompletableFuture<>());

        Goroutine.until(future::isCancelled);
    }

    /** A future that is done keeps its result, and the context keeps nothing of it. */
    @Test
    void cancelling_futureDoneBefore_keepsItsResult() throws Exception {
        CompletableFuture<String> future = ContextBridges.cancelling(context, new CompletableFuture<>());
        assertThat(isAwaited()).isTrue();

        future.complete("result");

        assertThat(isAwaited()).isFalse();
        context.cancel();
        assertThat(future.get()).isEqualTo("result");
    }

    /** The future of a context fails with its error. */
    @Test
    void toFuture_contextEnds_failsWithTheError() {
        CompletableFuture<Void> future = ContextBridges.toFuture(context);
        assertThat(future).isNotDone();

        context.cancel(why);

        assertThatThrownBy(() -> future.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(ContextCancelledException.class)
                .hasCause(why);
    }

    /** That of one that has ended fails, too. */
    @Test
    void toFuture_contextDone_fails() {
        context.cancel(why);

        CompletableFuture<Void> future = ContextBridges.toFuture(context);

        Goroutine.until(future::isCompletedExceptionally);
    }

    /** A future that is cancelled is kept by the context no more. */
    @Test
    void toFuture_cancelled_isNotKept() {
        CompletableFuture<Void> future = ContextBridges.toFuture(context);
        assertThat(isAwaited()).isTrue();

        future.cancel(false);

        assertThat(isAwaited()).isFalse();
        assertThat(context.isDone()).isFalse();
    }

    /** A body has a context of its own, and its result is the method's. */
    @Test
    void cancelledByInterrupt_body_returnsItsResultAndClosesItsContext() throws Exception {
        AtomicReference<Context> seen = new AtomicReference<>();

        int result = ContextBridges.<Integer, RuntimeException>cancelledByInterrupt(context, ctx -> {
            seen.set(ctx);
            assertThat(ctx.isDone()).isFalse();
            return 42;
        });

        assertThat(result).isEqualTo(42);
        assertThat(seen.get()).isNotSameAs(context);
        assertThat(seen.get().err()).isExactlyInstanceOf(ContextCancelledException.class);
        assertThat(context.isDone()).isFalse();
    }

    /** What a body throws comes out, and its context is closed. */
    @Test
    void cancelledByInterrupt_bodyThrows_closesItsContext() {
        AtomicReference<Context> seen = new AtomicReference<>();
        IOException thrown = new IOException("disk");

        assertThatThrownBy(() -> ContextBridges.<Integer, IOException>cancelledByInterrupt(context, ctx -> {
                    seen.set(ctx);
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(seen.get().isDone()).isTrue();
        assertThat(seen.get().cause()).isNotSameAs(thrown);
    }

    /** An interrupt cancels the context of the body: who works for it is told, with the interruption as cause. */
    @Test
    void cancelledByInterrupt_interrupted_cancelsWithTheInterruption() throws Exception {
        Chan<Integer> results = Chan.unbuffered();
        Chan<Signal> started = Chan.unbuffered();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Goroutine<Integer> body =
                Goroutine.call(() -> ContextBridges.<Integer, RuntimeException>cancelledByInterrupt(context, ctx -> {
                    ctx.afterFunc(() -> told.complete(ctx.cause()));
                    started.send(Signal.SIGNAL);
                    return results.receive();
                }));
        started.receive();
        body.parkedOn(results).interrupt();

        Throwable thrown = body.failure();

        assertThat(thrown).isExactlyInstanceOf(InterruptedException.class);
        assertThat(told.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isSameAs(thrown);
        assertThat(context.isDone()).isFalse();
    }

    /** The unchecked form of an interruption does the same. */
    @Test
    void cancelledByInterrupt_uncheckedInterruption_cancelsWithIt() throws Exception {
        Chan<Integer> values = Chan.unbuffered();
        AtomicReference<Context> seen = new AtomicReference<>();
        Goroutine<Integer> body =
                Goroutine.call(() -> ContextBridges.<Integer, RuntimeException>cancelledByInterrupt(context, ctx -> {
                    seen.set(ctx);
                    return values.iterator().next();
                }));
        body.parkedOn(values).interrupt();

        Throwable thrown = body.failure();

        assertThat(thrown).isExactlyInstanceOf(UncheckedInterruptedException.class);
        assertThat(seen.get().cause()).isSameAs(thrown);
    }

    /** The end of the parent reaches the body's context. */
    @Test
    void cancelledByInterrupt_parentEnds_endsTheContextOfTheBody() throws Exception {
        Throwable cause = ContextBridges.<Throwable, RuntimeException>cancelledByInterrupt(context, ctx -> {
            context.cancel(why);
            return ctx.cause();
        });

        assertThat(cause).isSameAs(why);
    }
}
