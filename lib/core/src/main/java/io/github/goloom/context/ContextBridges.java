package io.github.goloom.context;

import com.google.errorprone.annotations.MustBeClosed;
import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.UncheckedInterruptedException;
import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.InterruptScope;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Bridges between contexts and the JDK's own ways to say that work is over: futures, interrupts, executors.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 */
public final class ContextBridges {
    private ContextBridges() {}

    /**
     * Derives a context that is also done when a future is. Its cause is then what the future failed with, or a {@link
     * ContextCancelledException} if it did not fail. The future refers to the context until it is done, also if the
     * context is closed before.
     *
     * @param parent the context with which it ends, too
     * @param future what to follow
     * @return a new context
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws NullPointerException if {@code parent} or {@code future} is null
     */
    @MustBeClosed
    public static CancellableContext untilDone(Context parent, CompletionStage<?> future) {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(future, "future");
        CancellableContext child = CancellableContext.childOf(parent);
        future.whenComplete((result, failure) ->
                child.cancel(failure != null ? failure : new ContextCancelledException("future is done", null)));
        return child;
    }

    /**
     * Cancels a future when a context ends, unless the future is done by then.
     *
     * @param ctx the context
     * @param future what to cancel
     * @param <F> the type of the future
     * @return the same future
     * @throws NullPointerException if {@code ctx} or {@code future} is null
     */
    public static <F extends CompletableFuture<?>> F cancelling(Context ctx, F future) {
        Objects.requireNonNull(ctx, "ctx");
        Objects.requireNonNull(future, "future");
        Context.Registration registration = ctx.afterFunc(() -> future.cancel(true));
        CompletableFuture<?> unused = future.whenComplete((result, failure) -> registration.stop());
        return future;
    }

    /**
     * A future that fails with {@link Context#err()} when a context ends. To be done with it before, cancel it: the
     * context then keeps nothing of it.
     *
     * @param ctx the context
     * @return a new future, which never completes normally
     * @throws NullPointerException if {@code ctx} is null
     */
    public static CompletableFuture<@Nullable Void> toFuture(Context ctx) {
        Objects.requireNonNull(ctx, "ctx");
        CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
        Context.Registration registration = ctx.afterFunc(() -> future.completeExceptionally(failureOf(ctx)));
        CompletableFuture<?> unused = future.whenComplete((result, failure) -> registration.stop());
        return future;
    }

    /** What a foreign context does wrong is told by the future, which must not be left waiting. */
    private static Throwable failureOf(Context ctx) {
        try {
            return OwnContext.CHANS.errorOf(ctx);
        } catch (Throwable failure) {
            return failure;
        }
    }

    /**
     * Waits for a future, unless the context ends first. The future goes on. One that was cancelled throws {@link
     * java.util.concurrent.CancellationException}.
     *
     * @param future what to wait for
     * @param ctx what ends the wait; if it is done on entry it wins, done or not
     * @param <T> the type of the result
     * @return the result
     * @throws ContextException the {@link Context#err()}, once the context is done
     * @throws ExecutionException if the future failed; its cause is what it failed with
     * @throws IllegalStateException if {@code ctx} is done, but its {@code err()} is null
     * @throws InterruptedException if the current thread is interrupted
     * @throws NullPointerException if {@code future} or {@code ctx} is null
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> future, Context ctx)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(future, "future");
        OwnContext.CHANS.enter(Objects.requireNonNull(ctx, "ctx"));
        CompletableFuture<T> whole = future.toCompletableFuture();
        if (!whole.isDone()) {
            Chan<Signal> done = Chan.unbuffered();
            CompletableFuture<?> unused = whole.whenComplete((result, failure) -> done.tryClose());
            done.receive(ctx);
        }
        return whole.get();
    }

    /**
     * An executor whose tasks are goroutines that are interrupted when a context ends; after that it rejects tasks.
     *
     * {@snippet :
     * CompletableFuture<String> page = CompletableFuture.supplyAsync(() -> load(url), ContextBridges.executor(ctx));
     * }
     *
     * <p>{@code execute} throws {@link RejectedExecutionException}, whose cause is {@link Context#err()}, once the
     * context is done. A task that was accepted and not started by then is started, interrupted: whoever waits for it
     * is not left waiting.
     *
     * @param ctx the context
     * @return a new executor
     * @throws NullPointerException if {@code ctx} is null
     */
    public static Executor executor(Context ctx) {
        DoneSignal end = ParentLink.signalOf(Objects.requireNonNull(ctx, "ctx"));
        return task -> {
            Objects.requireNonNull(task, "task");
            if (ctx.isDone()) {
                throw new RejectedExecutionException("context is done: " + ctx, ctx.err());
            }
            Go.go("ContextBridges.executor", () -> {
                InterruptScope scope = new InterruptScope();
                try {
                    if (!end.register(scope)) {
                        scope.tell();
                    }
                    task.run();
                } finally {
                    scope.close(end, null);
                }
            });
        };
    }

    /**
     * Runs a body with a context of its own, which is cancelled if the current thread is interrupted in the body: the
     * goroutines that work for it are told, too. The context is closed at the end of the body in any case.
     *
     * {@snippet :
     * String page = ContextBridges.cancelledByInterrupt(parent, ctx -> {
     *     Go.go(() -> results.send(fetch(ctx, url), ctx));
     *     return results.receive();
     * });
     * }
     *
     * @param parent the context from which that of the body is derived
     * @param body what to run; an {@link InterruptedException} or {@link UncheckedInterruptedException} that comes out
     *     of it becomes the cause of its context
     * @param <V> the type of its result
     * @param <X> what it may throw
     * @return what the body returned
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws InterruptedException what came out of the body
     * @throws NullPointerException if {@code parent} or {@code body} is null
     * @throws X what the body threw
     */
    public static <V extends @Nullable Object, X extends Exception> V cancelledByInterrupt(
            Context parent, InContext<? extends V, ? extends X> body) throws X, InterruptedException {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(body, "body");
        try (CancellableContext ctx = parent.withCancel()) {
            try {
                return body.run(ctx);
            } catch (InterruptedException | UncheckedInterruptedException e) {
                ctx.cancel(e);
                throw e;
            }
        }
    }

    /**
     * What {@link #cancelledByInterrupt} runs.
     *
     * @param <V> the type of the result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface InContext<V extends @Nullable Object, X extends Exception> {
        /**
         * Runs the body.
         *
         * @param ctx its context
         * @return the result
         * @throws X whatever it likes
         * @throws InterruptedException if the current thread is interrupted
         */
        V run(Context ctx) throws X, InterruptedException;
    }
}
