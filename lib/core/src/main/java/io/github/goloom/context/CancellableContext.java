package io.github.goloom.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A context that its holder can end. The one who makes it closes it, as in Go {@code defer cancel()}:
 *
 * {@snippet :
 * try (CancellableContext ctx = parent.withTimeout(Duration.ofSeconds(2))) {
 *     System.out.println(fetch(ctx, url));
 * }
 * }
 *
 * <p>One that is never ended stays with its parent until that ends, and its deadline until it passes.
 */
public interface CancellableContext extends Context, AutoCloseable {
    /**
     * As {@code parent.withCancel()}, for an owner that closes it at the end of a longer life: Error Prone does not ask
     * for a {@code try}.
     *
     * @param parent the context with which it ends, and whose values and deadline it has
     * @return a new context
     * @throws IllegalStateException if {@code parent} is a foreign context that is done, but whose {@code err()} is
     *     null
     * @throws NullPointerException if {@code parent} is null
     */
    static CancellableContext childOf(Context parent) {
        return CancelContext.childOf(Objects.requireNonNull(parent, "parent"));
    }

    /**
     * Ends the context, and with it all that were derived from it: they are done when this returns, but for those that
     * another thread is ending at this very time. If it has ended already, does nothing. Never waits for the work to
     * stop.
     *
     * <p>{@link #err()} is then a {@link ContextCancelledException}, and {@link #cause()} one with the stack of this
     * call.
     */
    void cancel();

    /**
     * As {@link #cancel()}, with a cause.
     *
     * @param cause what {@link #cause()} gives from now on; null as {@code cancel()}
     * @see <a href="https://pkg.go.dev/context#CancelCauseFunc">Go: context.CancelCauseFunc</a>
     */
    void cancel(@Nullable Throwable cause);

    /**
     * As {@link #cancel()}: the end of the scope. If nobody waits for the context then, and nothing that was derived
     * from it is left, the {@link #cause()} shows who asked for it first, and not this call.
     */
    @Override
    default void close() {
        cancel();
    }
}
