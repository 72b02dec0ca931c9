package io.github.goloom.chan;

/**
 * A function without parameters and without a result: that of a case of a {@code select} that returns no result, the
 * body of a {@code Once}, of a context's {@code interrupting}, or of a bubble of goloom-testing.
 *
 * @param <X> the type of the exceptions that the function may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {
    /**
     * Performs the action.
     *
     * @throws X if the action fails
     * @throws InterruptedException if the current thread is interrupted
     */
    void run() throws X, InterruptedException;
}
