package io.github.goloom.sync;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task of an {@link ErrGroup} that has a result.
 *
 * <p><b>Thread safety.</b> Any thread may call any method.
 *
 * <p><b>Memory consistency effects.</b> Actions of the task <i>happen-before</i> the return of every {@code get}.
 *
 * @param <V> the type of the result
 * @see ErrGroup#fork(Callable)
 */
public final class Subtask<V extends @Nullable Object> {
    private enum State {
        NOT_ENDED("has not ended: call get after await"),
        REFUSED("was not started, because the context of the group was done"),
        FAILED("failed"),
        ENDED("has ended");

        final String text;

        State(String text) {
            this.text = text;
        }
    }

    /** Written before the state, as is the failure. */
    private @Nullable Object value;

    private @Nullable Throwable failure;
    private volatile State state = State.NOT_ENDED;

    Subtask() {}

    void run(Callable<? extends V> body) throws Exception {
        try {
            value = body.call();
        } catch (Throwable e) {
            failure = e;
            state = State.FAILED;
            throw e;
        }
        state = State.ENDED;
    }

    void refuse() {
        state = State.REFUSED;
    }

    /**
     * Returns the result, after {@code await} has returned. This method never waits.
     *
     * @return the value that the task returned
     * @throws IllegalStateException if the task has not ended, was not started, or failed, with the failure as the cause
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the task returned null
    public V get() {
        State now = state;
        if (now != State.ENDED) {
            throw new IllegalStateException("the task " + now.text, failure);
        }
        return (V) value;
    }

    @Override
    public String toString() {
        return "Subtask[" + state.text + "]";
    }
}
