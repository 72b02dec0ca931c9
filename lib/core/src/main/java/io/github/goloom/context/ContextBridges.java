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
 * Bridges between contexts and the JDK's own means to end work: futures, interrupts and executors.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 */
public final class ContextBridges {
    private ContextBridges() {}

    /**
     * Derives a context that also ends when a future is done. Its cause is then the exception with which the future
     * failed, or a {@link ContextCancelledException} if it did not fail. The future refers to the context until the
     * future is done, even if the context is closed before.
     *
     * @param parent the context from which the new one is derived
     * @param future the future to follow
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
     * @param future the future to cancel
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
     * Returns a future that fails with {@link Context#err()} when a context ends. A future that is no longer needed
     * should be cancelled, after which the context does not refer to it.
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

    /** {@return the error of a context, or the failure to get it, so that the future completes in any case} */
    private static Throwable failureOf(Context ctx) {
        try {
            return OwnContext.CHANS.errorOf(ctx);
        } catch (Throwable failure) {
            return failure;
        }
    }

    /**
     * Waits for a future, unless the context ends first, which does not affect the future. If the future was cancelled,
     * this method throws {@link java.util.concurrent.CancellationException}. This is a waiting method: see
     * {@linkplain io.github.goloom.chan##waiting Waiting}.
     *
     * @param future the future to wait for
     * @param ctx the context; if it is done on entry, its error is thrown even if the future is done
     * @param <T> the type of the result
     * @return the result
     * @throws ContextException the {@link Context#err()}, if the context is done
     * @throws ExecutionException if the future failed; its cause is the exception of the future
     * @throws IllegalStateException if {@code ctx} is done, but its {@code err()} is null
     * @throws InterruptedException if interrupted before or while waiting
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
     * Returns an executor that runs each task in a goroutine, which is interrupted when a context ends.
     *
     * {@snippet :
     * CompletableFuture<String> page = CompletableFuture.supplyAsync(() -> load(url), ContextBridges.executor(ctx));
     * }
     *
     * <p>If the context is done, {@code execute} throws a {@link RejectedExecutionException} whose cause is
     * {@link Context#err()}. A task that was accepted before the end but starts after it runs in an interrupted thread,
     * so that threads that wait for it do not wait forever.
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
     * Runs a body with a new context, which is cancelled if an interrupt of the current thread ends the body. Thus the
     * goroutines that work for the body end, too. The context is closed at the end of the body in any case.
     *
     * {@snippet :
     * String page = ContextBridges.cancelledByInterrupt(parent, ctx -> {
     *     Go.go(() -> results.send(fetch(ctx, url), ctx));
     *     return results.receive();
     * });
     * }
     *
     * @param parent the context from which that of the body is derived
     * @param body the function to run; an {@link InterruptedException} or {@link UncheckedInterruptedException} that it
     *     throws becomes the cause of its context
     * @param <V> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @return the result of the body
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws InterruptedException if the body throws it
     * @throws NullPointerException if {@code parent} or {@code body} is null
     * @throws X if the body throws it
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
     * The body for {@link #cancelledByInterrupt}.
     *
     * @param <V> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     */
    @FunctionalInterface
    public interface InContext<V extends @Nullable Object, X extends Exception> {
        /**
         * Runs the body.
         *
         * @param ctx the context of the body
         * @return the result
         * @throws X if the body fails
         * @throws InterruptedException if the current thread is interrupted
         */
        V run(Context ctx) throws X, InterruptedException;
    }
}
