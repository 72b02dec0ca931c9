package io.github.goloom.context;

import io.github.goloom.chan.Waits;
import io.github.goloom.park.InterruptScope;
import io.github.goloom.park.Source;
import org.jspecify.annotations.Nullable;

/** Runs a body whose thread is interrupted when a context ends. */
final class Interrupting {
    private Interrupting() {}

    @SuppressWarnings("ReferenceEquality") // nothing can be suppressed by itself
    static <V extends @Nullable Object, X extends Exception> V run(
            Context context, Context.Body<? extends V, ? extends X> body) throws X, InterruptedException {
        Waits.enter(context);
        Source source = Propagation.sourceOf(context);
        InterruptScope scope = new InterruptScope();
        if (!source.enrol(scope)) {
            throw Waits.errorOf(context);
        }
        V result;
        try {
            result = body.run();
        } catch (Throwable failure) {
            boolean told = scope.close(source, failure);
            if (failure instanceof Error || (!told && !context.isDone())) {
                throw failure;
            }
            if (!told && failure instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // somebody else's, and what tells of it is only suppressed
            }
            RuntimeException error = Waits.errorOf(context);
            if (error != failure) { // a context of another kind may have but one
                error.addSuppressed(failure);
            }
            throw error;
        }
        if (scope.close(source, null) || context.isDone()) {
            throw Waits.errorOf(context);
        }
        return result;
    }
}
