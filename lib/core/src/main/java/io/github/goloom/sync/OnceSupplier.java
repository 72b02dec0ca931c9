package io.github.goloom.sync;

import io.github.goloom.chan.QuietEnd;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The value of a supplier that is called once. The fields are written before the state is left, and read after. */
final class OnceSupplier<T extends @Nullable Object> implements Supplier<T> {
    private final OnceState state = new OnceState(this);

    /** Null after the call, so that the objects that it refers to can be garbage. */
    private @Nullable Supplier<? extends T> supplier;

    private @Nullable Object value;
    private @Nullable Throwable failure;

    OnceSupplier(Supplier<? extends T> supplier) {
        this.supplier = supplier;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the supplier returned null
    public T get() {
        if (state.enterUninterruptibly()) {
            ask();
        }
        if (failure != null) {
            OnceSupplier.<RuntimeException>rethrow(failure);
        }
        return (T) value;
    }

    private void ask() {
        boolean over = true;
        try {
            value = Objects.requireNonNull(supplier).get();
        } catch (Throwable e) {
            over = !QuietEnd.is(e);
            if (!over) {
                throw e;
            }
            failure = e;
        } finally {
            if (over) {
                supplier = null;
            }
            state.leave(over);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void rethrow(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    public String toString() {
        return "Once[" + (state.isOver() ? "done]" : "not done]");
    }
}
