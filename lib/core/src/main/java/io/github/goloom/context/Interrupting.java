package io.github.goloom.context;

import io.github.goloom.park.DoneSignal;
import io.github.goloom.park.InterruptCounter;
import io.github.goloom.park.InterruptScope;
import org.jspecify.annotations.Nullable;

/** Runs a body whose thread is interrupted when a context ends. */
final class Interrupting {
    private Interrupting() {}

    @SuppressWarnings("ReferenceEquality") // an exception cannot suppress itself
    static <V extends @Nullable Object, X extends Exception> V run(
            Context context, Context.Body<? extends V, ? extends X> body) throws X, InterruptedException {
        OwnContext.CHANS.enter(context);
        DoneSignal signal = ParentLink.signalOf(context);
        InterruptScope scope = new InterruptScope(new InterruptCounter());
        boolean registered = false;
        try {
            registered = signal.register(scope);
        } finally {
            if (!registered) {
                scope.close(null);
            }
        }
        if (!registered) {
            throw OwnContext.CHANS.errorOf(context);
        }
        V result;
        try {
            result = body.run();
        } catch (Throwable failure) {
            boolean told = scope.close(signal, failure);
            if (failure instanceof Error || (!told && !context.isDone())) {
                throw failure;
            }
            if (!told && failure instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // it came from elsewhere, and its exception is only suppressed
            }
            RuntimeException error = OwnContext.CHANS.errorOf(context);
            if (error != failure) { // a foreign context may return the same one each time
                error.addSuppressed(failure);
            }
            throw error;
        }
        if (scope.close(signal, null) || context.isDone()) {
            throw OwnContext.CHANS.errorOf(context);
        }
        return result;
    }
}
