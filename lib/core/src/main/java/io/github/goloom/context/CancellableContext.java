package io.github.goloom.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A context that its holder can end. The code that makes it closes it, as {@code defer cancel()} does in Go:
 *
 * {@snippet :
 * try (CancellableContext ctx = parent.withTimeout(Duration.ofSeconds(2))) {
 *     System.out.println(fetch(ctx, url));
 * }
 * }
 *
 * <p>Until a context ends, its parent refers to it, and its deadline stays set.
 */
public interface CancellableContext extends Context, AutoCloseable {
    /**
     * As {@code parent.withCancel()}, for an owner that closes the context at the end of a longer life. Error Prone
     * does not ask for a {@code try} here.
     *
     * @param parent the context with which the new one ends, and whose values and deadline it has
     * @return a new context
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws NullPointerException if {@code parent} is null
     */
    static CancellableContext childOf(Context parent) {
        return CancelContext.childOf(Objects.requireNonNull(parent, "parent"));
    }

    /**
     * Ends this context and all contexts that were derived from it. They are done when this method returns, except
     * those that another thread is ending at that time. This method has no effect if the context has ended. It never
     * waits for the work to stop.
     *
     * <p>Afterwards {@link #err()} is a {@link ContextCancelledException}, and {@link #cause()} is one with the stack
     * of this call.
     */
    void cancel();

    /**
     * As {@link #cancel()}, with a cause.
     *
     * @param cause the {@link #cause()} of the end; with null, this method is the same as {@link #cancel()}
     * @see <a href="https://pkg.go.dev/context#CancelCauseFunc">Go: context.CancelCauseFunc</a>
     */
    void cancel(@Nullable Throwable cause);

    /**
     * As {@link #cancel()}, at the end of a scope. If no thread waits for the context and no context derived from it is
     * left, {@link #cause()} shows the stack of its first call instead of this one.
     */
    @Override
    default void close() {
        cancel();
    }
}
